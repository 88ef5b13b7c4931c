import type { ReleaseMode } from '@jemput/shared/sessions/release';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import { scheduleOf } from '../bookings/ensure-queues.ts';
import { readQueueSettings } from '../bookings/read-settings.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { newCommitment } from '../draws/commit-seed.ts';
import { Conflict, NotFound } from '../errors.ts';

/**
 * Another way to give out one session's numbers, before anybody could ask for them.
 *
 * @throws NotFound; Conflict where they can be asked for already
 */
export function setRelease(ctx: Context, { sessionId, release }: { sessionId: string; release: ReleaseMode }) {
  requirePermission(ctx, 'queue.write');
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx
      .select({ session: sessions, release: queues.release })
      .from(queues)
      .innerJoin(sessions, eq(sessions.id, queues.sessionId))
      .where(eq(queues.sessionId, sessionId));
    if (!row) throw new NotFound(`Session ${sessionId} gives no numbers.`);
    const settings = { ...(await readQueueSettings({ db: tx })), release };
    const { opensAt, closesAt } = scheduleOf(settings, row.session, ctx.zone);
    const drawn = release === 'draw' ? newCommitment(ctx, row.session.date) : { commitment: null, sealedSeed: null };
    const changed = await tx
      .update(queues)
      .set({ release, opensAt, closesAt, ...drawn })
      .where(and(eq(queues.sessionId, sessionId), gt(queues.opensAt, ctx.now()), isNull(queues.laidOutAt)));
    if (changed.rowsAffected === 0)
      throw new Conflict('Its numbers can be asked for already, so the way stays as told.');
    await recordAct(tx, ctx, 'queue.release', sessionId, { before: row.release, after: release });
    return { sessionId, release };
  });
}
