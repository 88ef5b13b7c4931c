import type { LocalDate } from '@jemput/shared/calendar/local-date';
import type { TurnoutForecast, TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { and, asc, eq, gte, inArray, notInArray } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { pools, slots, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import type { Circumstances } from '../forecast/read-circumstances.ts';
import { forecastInOrder } from './forecast-in-order.ts';
import { ofPlans } from './of-plans.ts';

export interface ComingSession {
  session: typeof sessions.$inferSelect;
  venue: typeof venues.$inferSelect;
  /** People of the pool not yet recorded, now. */
  remaining: number;
  /** `HH:mm`, the slot's. */
  startTime: string;
}

/** Promised sessions from `from` on that are neither held nor called off, in order of date, then start. */
export async function comingSessions(db: Database, from: LocalDate, poolIds?: string[]): Promise<ComingSession[]> {
  return db
    .select({ session: sessions, venue: venues, remaining: pools.remaining, startTime: slots.startTime })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .innerJoin(slots, eq(slots.id, sessions.slotId))
    .where(
      and(
        ofPlans,
        gte(sessions.date, from),
        notInArray(sessions.status, ['done', 'cancelled']),
        poolIds ? inArray(venues.poolId, poolIds) : undefined,
      ),
    )
    .orderBy(asc(sessions.date), asc(slots.startTime), asc(sessions.id));
}

/** Each with its forecast; all that are promised must be given, so that each pool is depleted by those before. */
export function withForecasts(
  model: TurnoutModel,
  coming: readonly ComingSession[],
  circumstances: Circumstances,
): (ComingSession & { forecast: TurnoutForecast })[] {
  const forecasts = forecastInOrder(model, coming, circumstances);
  return coming.flatMap((one, at) => {
    const forecast = forecasts[at];
    return forecast ? [{ ...one, forecast }] : [];
  });
}
