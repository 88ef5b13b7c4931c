import { setImmediate } from 'node:timers/promises';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Pause } from '@jemput/shared/sessions/session';
import { restMinutes } from '@jemput/shared/sessions/session-hours';
import { timetableChanges } from '@jemput/shared/sessions/timetable-changes';
import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { openings, slots, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { peopleWithNumbers } from '../following/people-with-numbers.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import {
  capacityOf,
  changeable,
  heldAt,
  kitSpeeds,
  type Promised,
  promisedOf,
  readSessionKits,
  type Wanted,
  wallHours,
} from '../sessions/planned-changes.ts';
import { markOf } from './mark-of.ts';
import { readEvenings } from './read-evenings.ts';

type Within = Pick<Context, 'db' | 'now' | 'zone'>;

/** A session's hours as they are told, `HH:mm`. */
export interface ToldHours {
  start: string;
  end: string;
  pauses: Pause[];
  capacity: number;
}

export interface OutdatedSession {
  sessionId: string;
  venueName: string;
  date: string;
  from: ToldHours;
  to: ToldHours;
  /** People who hold a number. */
  holding: number;
  /** True where rests take more than a fifth of the new hours. */
  restsLong: boolean;
}

export interface Outdated {
  /** In order of time: those that the rules and dates of now would give other hours or rests. */
  sessions: OutdatedSession[];
  /** Of what `sessions` tell, people aside; sent back with the confirmation. */
  mark: string;
  /** Those that stand where by the rules of now none is held; a plan has to move or cancel them. */
  closed: { sessionId: string; venueName: string; date: string }[];
}

const MOST_REST = 1 / 5;
/** Sessions looked at before others are answered: some milliseconds of sunsets. */
const AT_ONCE = 100;

/** Published sessions of plans, not begun, that say other hours or rests than the office's rules and calendar would give them today. */
export async function readOutdated(ctx: Within): Promise<Outdated> {
  const { pairs, closed, nameOf } = await readOutdatedPairs(ctx);
  const holding = await peopleWithNumbers(ctx, localDateAt(ctx.now(), ctx.zone));
  const told = (one: Promised | Wanted) => toldHours(one, ctx.zone);
  return {
    mark: markOfOutdated(pairs, ctx.zone),
    sessions: pairs.map(({ from, to }) => ({
      sessionId: from.id,
      venueName: nameOf.get(from.venueId) ?? from.venueId,
      date: from.date,
      from: told(from),
      to: told(to),
      holding: holding.get(from.id) ?? 0,
      restsLong: restMinutes(to.pauses) * 60 > (to.endsAt - to.startsAt) * MOST_REST,
    })),
    closed: closed.map(({ id: sessionId, venueId, date }) => {
      return { sessionId, venueName: nameOf.get(venueId) ?? venueId, date };
    }),
  };
}

function toldHours(one: Promised | Wanted, zone: string): ToldHours {
  return { ...wallHours(one, zone), pauses: one.pauses, capacity: one.capacity };
}

export function markOfOutdated(pairs: OutdatedPairs['pairs'], zone: string): string {
  return markOf(pairs.map(({ from, to }) => [from.id, toldHours(from, zone), toldHours(to, zone)]));
}

export interface OutdatedPairs {
  pairs: { from: Promised; to: Wanted }[];
  closed: Promised[];
  nameOf: ReadonlyMap<string, string>;
}

/** The same as publishing takes them. What would have begun by its new hours keeps those that were promised. */
export async function readOutdatedPairs(ctx: Within): Promise<OutdatedPairs> {
  const { db, now, zone } = ctx;
  const rows = await db
    .select({ session: sessions, venue: venues, slot: slots, opening: openings })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(slots, eq(slots.id, sessions.slotId))
    .leftJoin(openings, and(eq(openings.venueId, sessions.venueId), eq(openings.slotId, sessions.slotId)))
    .where(and(ofPlans, gt(sessions.startsAt, Math.floor(now() / 1000)), inArray(sessions.status, [...changeable])))
    .orderBy(asc(sessions.startsAt), asc(sessions.id));
  const today = localDateAt(now(), zone);
  const kitsOf = await readSessionKits(db, today);
  const speeds = await kitSpeeds(db, [...new Set([...kitsOf.values()].flat())]);
  const to = rows.reduce((last, { session }) => (session.date > last ? session.date : last), today);
  const evenings = await readEvenings(ctx, { from: today, to });
  const closed: Promised[] = [];
  const promised: Promised[] = [];
  const wanted: Wanted[] = [];
  for (const [at, { session, venue, slot, opening }] of rows.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const from = promisedOf(session, venue, kitsOf.get(session.id) ?? []);
    const slotHours = { start: slot.startTime, end: slot.endTime };
    if (evenings.isClosed(slotHours, from.date, venue, opening?.rule.also)) closed.push(from);
    const held = heldAt(slotHours, { date: from.date, place: venue, zone }, evenings);
    if (!held || held.startsAt * 1000 <= now()) continue;
    const perHour = from.kitIds.reduce((sum, id) => sum + (speeds.get(id) ?? 0), 0);
    promised.push(from);
    wanted.push({ ...from, ...held, capacity: capacityOf(perHour, held) });
  }
  const { changedHours } = timetableChanges(promised, wanted);
  return { pairs: changedHours, closed, nameOf: new Map(rows.map(({ venue }) => [venue.id, venue.name])) };
}
