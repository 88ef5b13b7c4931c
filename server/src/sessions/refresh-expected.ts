import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { crowdOf } from '@jemput/shared/forecast/crowd';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { and, asc, eq, gte, inArray, notInArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { pools, slots, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { forecastInOrder } from './forecast-in-order.ts';

export interface Refresh {
  model: TurnoutModel;
  /** Sessions before it are history. */
  today: LocalDate;
  /** All pools where left out. */
  poolIds?: string[];
}

/**
 * Forecasts the coming sessions anew and writes what is expected of them. A pool's sessions deplete it in order of
 * date, then start.
 */
export async function refreshExpected(ctx: Pick<Context, 'db'>, { model, today, poolIds }: Refresh): Promise<void> {
  const rows = await ctx.db
    .select({ session: sessions, venue: venues, remaining: pools.remaining })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(pools, eq(pools.id, venues.poolId))
    .innerJoin(slots, eq(slots.id, sessions.slotId))
    .where(
      and(
        gte(sessions.date, today),
        notInArray(sessions.status, ['done', 'cancelled']),
        poolIds ? inArray(venues.poolId, poolIds) : undefined,
      ),
    )
    .orderBy(asc(sessions.date), asc(slots.startTime), asc(sessions.id));
  const forecasts = forecastInOrder(model, rows);
  for (const [at, { session }] of rows.entries()) {
    const expected = forecasts[at];
    if (!expected) continue;
    await ctx.db
      .update(sessions)
      .set({
        expectedMean: expected.mean,
        expectedLow: expected.q10,
        expectedHigh: expected.q90,
        crowd: crowdOf(expected, session.capacity),
      })
      .where(eq(sessions.id, session.id));
  }
}
