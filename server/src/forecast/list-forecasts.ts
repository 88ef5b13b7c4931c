import { setImmediate } from 'node:timers/promises';
import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { isOpenOn } from '@jemput/shared/places/opening-hours';
import type { Opening } from '@jemput/shared/places/venue';
import { asc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { openings, pools, venues } from '../db/schema/places.ts';
import { modelInForce } from './newest-model.ts';
import { readCircumstances } from './read-circumstances.ts';
import { placeOfVenue } from './read-history.ts';
import { rememberedForecast } from './remembered-forecast.ts';

/** What the next visit to a venue in a slot would bring, were it the next to come. */
export interface VenueForecast {
  venueId: string;
  venueName: string;
  slotId: string;
  /** The next date on which the venue is open then. */
  date: LocalDate;
  /** People who come: expected, and the 10 % and 90 % quantiles. */
  mean: number;
  q10: number;
  q90: number;
  /** People of the pool not yet recorded on that date, whoever comes of age until then among them; not whole. */
  remaining: number;
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

/** One row an active venue and slot that opens within two months, in order of name. */
export async function listForecasts(ctx: Context): Promise<VenueForecast[]> {
  const { name, model } = await modelInForce(ctx.db);
  const { eventsAt, cameOfAgeBy } = await readCircumstances(ctx.db);
  const today = localDateAt(ctx.now(), ctx.zone);
  const rows = await ctx.db
    .select({ venue: venues, slotId: openings.slotId, rule: openings.rule, counted: pools.remaining })
    .from(venues)
    .innerJoin(openings, eq(openings.venueId, venues.id))
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .where(eq(venues.active, true))
    .orderBy(asc(venues.name), asc(openings.slotId));
  const forecasts: VenueForecast[] = [];
  for (const [at, { venue, slotId, rule, counted }] of rows.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const date = nextOpenDate(rule, today);
    if (!date) continue;
    const { poolId, kind, areaCode } = venue;
    const remaining = counted + cameOfAgeBy(poolId, date);
    const events = eventsAt({ date, slot: slotId, kind, areaCode });
    const target = { ...placeOfVenue(venue), slot: slotId, date, remaining, events };
    const { mean, q10, q90 } = rememberedForecast(model, target);
    const rate = remaining > 0 ? Math.min(1, mean / remaining) : 0;
    const reports = model.venues[venue.id]?.reports ?? 0;
    const expected = { mean, q10, q90, remaining, rate, reports, model: name };
    forecasts.push({ venueId: venue.id, venueName: venue.name, slotId, date, ...expected });
  }
  return forecasts;
}

function nextOpenDate(rule: Opening, today: LocalDate): LocalDate | undefined {
  for (let ahead = 0; ahead < DAYS_LOOKED_AHEAD; ahead++) {
    const date = addDays(today, ahead);
    if (isOpenOn(rule, date)) return date;
  }
  return undefined;
}
