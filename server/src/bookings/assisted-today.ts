import { epochMillisAt, localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, count, eq, gte } from 'drizzle-orm';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { readQueueSettings } from './read-settings.ts';

/** Numbers that the actor has booked for others today, and how many a day there may be. */
export async function assistedToday(ctx: Context): Promise<{ used: number; limit: number }> {
  requirePermission(ctx, 'tickets.assist');
  const from = epochMillisAt(localDateAt(ctx.now(), ctx.zone), '00:00', ctx.zone);
  const [row] = await ctx.db
    .select({ used: count() })
    .from(tickets)
    .where(and(eq(tickets.bookedBy, ctx.actor?.id ?? ''), gte(tickets.askedAt, from)));
  const { assistedPerDay } = await readQueueSettings(ctx);
  return { used: row?.used ?? 0, limit: assistedPerDay };
}
