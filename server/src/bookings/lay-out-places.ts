import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, asc, eq, gt, gte, isNull, lte, notInArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { numbersFor } from '../queue/numbers-for.ts';
import { ensureQueues, writePlaces } from './ensure-queues.ts';
import { tellQueue } from './tell-queues.ts';

/** Places are laid out before their hour, so that they are there at the first second. */
const AHEAD_MILLIS = 2 * 60_000;

/** Gives a queue to every coming session that has none, and lays out the places of every one whose numbers can be asked for by now, or soon. */
export async function layOutDue(ctx: Context): Promise<number> {
  await ensureMissing(ctx);
  const due = await ctx.db
    .select({ id: sessions.id })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(
      and(
        lte(queues.opensAt, ctx.now() + AHEAD_MILLIS),
        gt(queues.closesAt, ctx.now()),
        isNull(queues.laidOutAt),
        notInArray(sessions.status, ['done', 'cancelled']),
      ),
    )
    .orderBy(asc(queues.opensAt), asc(sessions.startsAt));
  for (const { id } of due) await layOut(ctx, id);
  return due.length;
}

/** Sessions promised before numbers were given out, or loaded with an office. */
async function ensureMissing(ctx: Context): Promise<void> {
  const missing = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .leftJoin(queues, eq(queues.sessionId, sessions.id))
    .where(
      and(
        gte(sessions.date, localDateAt(ctx.now(), ctx.zone)),
        isNull(queues.sessionId),
        notInArray(sessions.status, ['done', 'cancelled']),
      ),
    );
  const ids = missing.map(({ id }) => id);
  if (ids.length > 0) await inTransaction(ctx, (tx) => ensureQueues({ ...ctx, db: tx }, ids));
}

/** As many places as everyone who comes can be served by closing with, once a session; whoever asks first waits for it. */
export async function layOut(ctx: Context, sessionId: string): Promise<void> {
  const { numbers } = await numbersFor(ctx, sessionId);
  await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const [session] = await tx.select().from(sessions).where(eq(sessions.id, sessionId));
    if (session && (await writePlaces(within, session, numbers))) await tellQueue(within, sessionId);
  });
}
