import { and, eq, isNull, lte, ne } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { drawSession } from './draw-session.ts';

/** Draws every session whose time to enter has ended. @returns how many were drawn */
export async function runDraws(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ id: queues.sessionId })
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
  for (const { id } of due) await inTransaction(ctx, (tx) => drawSession({ ...ctx, db: tx }, id));
  return due.length;
}
