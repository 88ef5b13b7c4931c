import { eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import { tellQueue } from '../bookings/tell-queues.ts';
import { offerPlaces } from '../bookings/waiting-list.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { places, queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { Conflict, NotFound } from '../errors.ts';
import { fitNumbers } from '../following/fit-numbers.ts';

/** Numbers are written with three digits. */
const MOST_NUMBERS = 999;

/**
 * Further numbers for one session, beyond what was counted out: first to those who wait, in order, then to whoever asks.
 *
 * @returns places in all, as committed
 * @throws NotFound; Conflict where its numbers are not given out yet, or not any more
 */
export function issueMore(ctx: Context, { sessionId, more }: { sessionId: string; more: number }) {
  requirePermission(ctx, 'queue.write');
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const [row] = await tx
      .select({ session: sessions, queue: queues })
      .from(queues)
      .innerJoin(sessions, eq(sessions.id, queues.sessionId))
      .where(eq(queues.sessionId, sessionId));
    if (!row) throw new NotFound(`Session ${sessionId} gives no numbers.`);
    const { session, queue } = row;
    const isOver = session.endsAt * 1000 <= ctx.now() || session.status === 'done' || session.status === 'cancelled';
    if (queue.laidOutAt === null || isOver) throw new Conflict('Its numbers are not given out now.');
    const before = await tx.$count(places, eq(places.sessionId, sessionId));
    await fitNumbers(within, sessionId, Math.min(MOST_NUMBERS, before + more));
    await offerPlaces(within, sessionId);
    await tellQueue(within, sessionId);
    const numbers = await tx.$count(places, eq(places.sessionId, sessionId));
    await recordAct(tx, ctx, 'queue.issueMore', sessionId, { before, after: numbers });
    return { sessionId, numbers };
  });
}
