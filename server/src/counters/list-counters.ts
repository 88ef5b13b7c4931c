import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Counter } from '@jemput/shared/places/counter';
import { and, count, gte, isNotNull, ne, sql } from 'drizzle-orm';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { sessions } from '../db/schema/sessions.ts';
import { readCounters } from './read-counters.ts';

export interface ListedCounter extends Counter {
  /** Days promised from today on, and the next of them. */
  days: number;
  nextDate: string | null;
  /** People whom a day can serve; 0 where none is promised. */
  capacity: number;
}

export async function listCounters(ctx: Context): Promise<ListedCounter[]> {
  requirePermission(ctx, 'queue.read');
  const today = localDateAt(ctx.now(), ctx.zone);
  const rows = await ctx.db
    .select({
      counterId: sessions.counterId,
      days: count(),
      nextDate: sql<string>`min(${sessions.date})`,
      capacity: sql<number>`max(${sessions.capacity})`,
    })
    .from(sessions)
    .where(and(isNotNull(sessions.counterId), gte(sessions.date, today), ne(sessions.status, 'cancelled')))
    .groupBy(sessions.counterId);
  const of = new Map(rows.map((row) => [row.counterId, row]));
  return (await readCounters(ctx.db)).map((counter) => {
    const { days = 0, nextDate = null, capacity = 0 } = of.get(counter.id) ?? {};
    return { ...counter, days, nextDate, capacity };
  });
}
