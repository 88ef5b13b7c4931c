import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { crowdOf } from '@jemput/shared/forecast/crowd';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { and, asc, eq, gte, inArray, notInArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { pools, slots, venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';
import { placeOfVenue } from '../forecast/read-history.ts';

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
  const left = new Map<string, number>();
  const lastDay = new Map<string, { date: LocalDate; stintDay: number }>();
  for (const { session, venue, remaining } of rows) {
    const open = left.get(venue.poolId) ?? remaining;
    const before = lastDay.get(venue.id) ?? model.venues[venue.id];
    const stintDay = before && addDays(before.date, 1) === session.date ? before.stintDay + 1 : 1;
    lastDay.set(venue.id, { date: session.date, stintDay });
    const { date, slotId: slot, kits, capacity } = session;
    const target = { ...placeOfVenue(venue), date, slot, kits, capacity, remaining: open, stintDay };
    const expected = predictTurnout(model, target);
    left.set(venue.poolId, Math.max(0, open - expected.servedMean));
    await ctx.db
      .update(sessions)
      .set({
        expectedMean: expected.mean,
        expectedLow: expected.q10,
        expectedHigh: expected.q90,
        crowd: crowdOf(expected, capacity),
      })
      .where(eq(sessions.id, session.id));
  }
}
