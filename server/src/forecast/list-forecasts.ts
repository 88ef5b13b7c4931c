import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { isOpenOn } from '@jemput/shared/places/opening-hours';
import type { Opening } from '@jemput/shared/places/venue';
import { asc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { openings, pools, venues } from '../db/schema/places.ts';
import { newestModel } from './newest-model.ts';
import { placeOfVenue } from './read-history.ts';

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
  remaining: number;
  /** mean / remaining, 0 where nobody remains. */
  rate: number;
  /** Past sessions that the estimate rests on at this very venue. */
  reports: number;
}

const DAYS_LOOKED_AHEAD = 60;

/** One row an active venue and slot that opens within two months, in order of name. */
export async function listForecasts(ctx: Context, known?: { model: TurnoutModel }): Promise<VenueForecast[]> {
  const model = known?.model ?? (await newestModel(ctx.db));
  const today = localDateAt(ctx.now(), ctx.zone);
  const rows = await ctx.db
    .select({ venue: venues, slotId: openings.slotId, rule: openings.rule, remaining: pools.remaining })
    .from(venues)
    .innerJoin(openings, eq(openings.venueId, venues.id))
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .where(eq(venues.active, true))
    .orderBy(asc(venues.name), asc(openings.slotId));
  return rows.flatMap(({ venue, slotId, rule, remaining }) => {
    const date = nextOpenDate(rule, today);
    if (!date) return [];
    const { mean, q10, q90 } = predictTurnout(model, { ...placeOfVenue(venue), slot: slotId, date, remaining });
    const rate = remaining > 0 ? Math.min(1, mean / remaining) : 0;
    const reports = model.venues[venue.id]?.reports ?? 0;
    return [{ venueId: venue.id, venueName: venue.name, slotId, date, mean, q10, q90, remaining, rate, reports }];
  });
}

function nextOpenDate(rule: Opening, today: LocalDate): LocalDate | undefined {
  for (let ahead = 0; ahead < DAYS_LOOKED_AHEAD; ahead++) {
    const date = addDays(today, ahead);
    if (isOpenOn(rule, date)) return date;
  }
  return undefined;
}
