import { setImmediate } from 'node:timers/promises';
import { fullSince } from '@jemput/shared/queue/full-said';
import { and, eq, gt, inArray, isNull, lte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { desks, queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { writeLiveState } from '../field/write-live-state.ts';
import { estimatesOf } from './evening-estimates.ts';

/** From the opening of the first desk: until then one that is not open yet says nothing of the evening. */
const SETTLING_MILLIS = 10 * 60_000;

/**
 * Looks at every session under way: where nobody further could be served by closing, it is said to be full from now on, on every page that
 * tells its state; and taken back where there is clearly room again.
 */
export async function closeOutDue(ctx: Context): Promise<void> {
  const seconds = Math.floor(ctx.now() / 1000);
  const settled = and(isNull(desks.closedAt), lte(desks.openedAt, ctx.now() - SETTLING_MILLIS));
  const underWay = await ctx.db
    .select({ id: sessions.id })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(
      and(
        lte(sessions.startsAt, seconds),
        gt(sessions.endsAt, seconds),
        inArray(sessions.status, ['open', 'full', 'paused']),
        // Where no desk calls numbers, nobody knows who waits; and crews open theirs one after the other.
        inArray(sessions.id, ctx.db.select({ id: desks.sessionId }).from(desks).where(settled)),
      ),
    );
  for (const { id } of underWay) {
    await closeOut(ctx, id);
    await setImmediate();
  }
}

/** The same for one session; nothing is written where nothing changes. */
export async function closeOut(ctx: Context, sessionId: string): Promise<void> {
  const estimates = await estimatesOf(ctx, sessionId);
  if (!estimates) return;
  const said = await saidOf(ctx, sessionId);
  if (fullSince(said, estimates.oneMoreShare, ctx.now()) === said) return;
  await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const since = fullSince(await saidOf(within, sessionId), estimates.oneMoreShare, ctx.now());
    await tx.update(queues).set({ fullSince: since }).where(eq(queues.sessionId, sessionId));
    const [session] = await tx.select().from(sessions).where(eq(sessions.id, sessionId));
    if (session) await writeLiveState(within, session);
  });
}

async function saidOf({ db }: Pick<Context, 'db'>, sessionId: string): Promise<number | null> {
  const [row] = await db.select({ since: queues.fullSince }).from(queues).where(eq(queues.sessionId, sessionId));
  return row?.since ?? null;
}
