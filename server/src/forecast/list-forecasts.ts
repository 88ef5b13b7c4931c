import { setImmediate } from 'node:timers/promises';
import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { OfficeCalendar } from '@jemput/shared/calendar/office-calendar';
import { localDateAt, localTimeAt } from '@jemput/shared/calendar/time-zone';
import { isOpenOn } from '@jemput/shared/places/opening-hours';
import type { Opening } from '@jemput/shared/places/venue';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { readCalendar } from '../calendar/read-calendar.ts';
import type { Context } from '../context.ts';
import { openings, pools, slots, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { type ComingSession, comingSessions } from '../sessions/coming-sessions.ts';
import { targetsInOrder, visitNotPromised } from '../sessions/forecast-in-order.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import { modelInForce } from './newest-model.ts';
import { readCircumstances } from './read-circumstances.ts';

/** What the next visit to a venue in a slot would bring. */
export interface VenueForecast {
  venueId: string;
  venueName: string;
  slotId: string;
  /** Of the next promised session; where none is, the next date on which the venue is open and the slot has not begun. */
  date: LocalDate;
  /** Id of the promised session; null where none is: what follows holds if the venue were visited then. */
  sessionId: string | null;
  /** People who come: expected, and the 10 % and 90 % quantiles. */
  mean: number;
  q10: number;
  q90: number;
  /** People of the pool not yet recorded then: whoever comes of age until then is among them, whoever is served before is not; not whole. */
  remaining: number;
  /** Of whom: people of the pool not yet recorded today; added until then as they come of age, not whole. */
  remainingToday: number;
  comingOfAge: number;
  /** mean / remaining, 0 where nobody remains. */
  rate: number;
  /** Past sessions that the estimate rests on at this very venue. */
  reports: number;
  /** `id.reports` of the model that says so. */
  model: string;
}

const DAYS_LOOKED_AHEAD = 60;
/** Forecasts made before others are answered: the first ones after a report are all made anew. */
const AT_ONCE = 100;

type Place = Awaited<ReturnType<typeof readOpenings>>[number];

/** One row an active venue and slot with a promised session or an open date within two months, in order of name. */
export async function listForecasts(ctx: Context): Promise<VenueForecast[]> {
  const { name, model } = await modelInForce(ctx.db);
  const circumstances = await readCircumstances(ctx.db);
  const today = localDateAt(ctx.now(), ctx.zone);
  const ofPool = Map.groupBy(await comingSessions(ctx.db, today), ({ venue }) => venue.poolId);
  const settled = await settledOn(ctx, today);
  const calendar = await readCalendar(ctx.db);
  const forecasts: VenueForecast[] = [];
  for (const [at, place] of (await readOpenings(ctx)).entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const { venue, slot } = place;
    const isOver = slot.startTime <= localTimeAt(ctx.now(), ctx.zone) || settled.has(`${venue.id} ${slot.id}`);
    const next = nextVisit(place, ofPool.get(venue.poolId) ?? [], {
      now: ctx.now(),
      from: addDays(today, isOver ? 1 : 0),
      calendar,
    });
    if (!next) continue;
    const last = targetsInOrder(model, next.inOrder, circumstances).at(-1);
    if (!last) continue;
    const { mean, q10, q90 } = last.forecast;
    const { remaining } = last.target;
    const rate = remaining > 0 ? Math.min(1, mean / remaining) : 0;
    const reports = model.venues[venue.id]?.reports ?? 0;
    const { date, sessionId } = next;
    const counted = { remainingToday: place.remaining, comingOfAge: circumstances.cameOfAgeBy(venue.poolId, date) };
    const expected = { mean, q10, q90, remaining, ...counted, rate, reports, model: name };
    forecasts.push({ venueId: venue.id, venueName: venue.name, slotId: slot.id, date, sessionId, ...expected });
  }
  return forecasts;
}

function readOpenings({ db }: Context) {
  return db
    .select({ venue: venues, slot: slots, rule: openings.rule, remaining: pools.remaining })
    .from(venues)
    .innerJoin(openings, eq(openings.venueId, venues.id))
    .innerJoin(slots, eq(slots.id, openings.slotId))
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .where(eq(venues.active, true))
    .orderBy(asc(venues.name), asc(openings.slotId));
}

/** `venue slot` of what was held or called off on a date. */
async function settledOn({ db }: Context, date: LocalDate): Promise<Set<string>> {
  const rows = await db
    .select({ venueId: sessions.venueId, slotId: sessions.slotId })
    .from(sessions)
    .where(and(ofPlans, eq(sessions.date, date), inArray(sessions.status, ['done', 'cancelled'])));
  return new Set(rows.map(({ venueId, slotId }) => `${venueId} ${slotId}`));
}

/** The pool's sessions up to the next visit, which is the last. `from`: the first date that may be without a promise. */
function nextVisit(
  place: Place,
  ofPool: readonly ComingSession[],
  { now, from, calendar }: { now: number; from: LocalDate; calendar: OfficeCalendar },
) {
  const { venue, slot, rule, remaining } = place;
  const at = ofPool.findIndex(
    ({ session }) => session.venueId === venue.id && session.slotId === slot.id && session.startsAt * 1000 > now,
  );
  const promised = ofPool[at];
  if (promised) {
    return { date: promised.session.date, sessionId: promised.session.id, inOrder: ofPool.slice(0, at + 1) };
  }
  const date = nextOpenDate(rule, from, calendar);
  if (!date) return undefined;
  const before = ofPool.filter(
    ({ session, startTime }) => session.date < date || (session.date === date && startTime <= slot.startTime),
  );
  const visit = { session: visitNotPromised(date, slot.id), venue, remaining };
  return { date, sessionId: null, inOrder: [...before, visit] };
}

function nextOpenDate(rule: Opening, from: LocalDate, calendar: OfficeCalendar): LocalDate | undefined {
  for (let ahead = 0; ahead < DAYS_LOOKED_AHEAD; ahead++) {
    const date = addDays(from, ahead);
    if (isOpenOn(rule, date, calendar)) return date;
  }
  return undefined;
}
