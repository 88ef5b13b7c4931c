import { and, eq, isNull, lte, ne } from 'drizzle-orm';
import { layOut } from '../bookings/lay-out-places.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { drawSession } from './draw-session.ts';

/**
 * Draws every session whose time to enter has ended; one that cannot be drawn holds up no other.
 *
 * @returns how many were due
 */
export async function runDraws(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ id: queues.sessionId, laidOutAt: queues.laidOutAt })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(
      and(
        eq(queues.release, 'draw'),
        isNull(queues.drawnAt),
        lte(queues.closesAt, ctx.now()),
        ne(sessions.status, 'cancelled'),
      ),
    );
  for (const { id, laidOutAt } of due) {
    try {
      if (laidOutAt === null) await layOut(ctx, [id]);
      await inTransaction(ctx, (tx) => drawSession({ ...ctx, db: tx }, id));
    } catch (error) {
      ctx.log.error({ err: error, sessionId: id }, 'its numbers could not be drawn; it is tried again in a minute');
    }
  }
  return due.length;
}
