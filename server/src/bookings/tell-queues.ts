import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { places, queues, tickets } from '../db/schema/bookings.ts';

/** Kept pages are made anew when what they tell changes, so that is at most once in so long for a session. */
const TELL_MILLIS = 1000;

/** The office's clock looks every minute. */
const LOOK_MILLIS = 60_000;

interface Telling {
  /** By session, of `performance.now()`. */
  toldAt: Map<string, number>;
  waiting: Map<string, NodeJS.Timeout>;
}

const tellings = new WeakMap<Database, Telling>();

/**
 * Writes what residents are told of a session's numbers, where it differs: people with a number from home, places left to be had now,
 * the last number from home that was called. Call it in a transaction or outside.
 *
 * @returns places left
 */
export async function tellQueue({ db, now }: Pick<Context, 'db' | 'now'>, sessionId: string): Promise<number> {
  const [queue] = await db.select().from(queues).where(eq(queues.sessionId, sessionId));
  if (!queue) return 0;
  const counted = await db.get<{ issued: number; left: number; serving: number }>(sql`select
    (select coalesce(sum(${tickets.people}), 0) from ${tickets} where ${tickets.sessionId} = ${sessionId}
      and ${tickets.series} = 'A' and ${tickets.state} not in ('cancelled', 'lapsed', 'offered')) as issued,
    (select count(*) from ${places} where ${places.sessionId} = ${sessionId} and ${places.ticketId} is null
      and (${places.freeFrom} <= ${now()} or ${queue.release === 'draw' && queue.drawnAt === null ? 1 : 0})) as left,
    (select coalesce(max(${tickets.number}), 0) from ${tickets} where ${tickets.sessionId} = ${sessionId}
      and ${tickets.series} = 'A' and ${tickets.calledAt} is not null) as serving`);
  const { issued, left, serving } = counted;
  const isTold = queue.toldIssued === issued && queue.toldLeft === left && queue.toldServing === serving;
  if (!isTold) {
    await db
      .update(queues)
      .set({ toldIssued: issued, toldLeft: left, toldServing: serving })
      .where(eq(queues.sessionId, sessionId));
  }
  return left;
}

/** Tells it soon, at most once a second a session, so that three hundred numbers a second do not make every page anew each time. */
export function tellSoon(ctx: Context, sessionId: string): void {
  const telling = tellings.get(ctx.db) ?? { toldAt: new Map(), waiting: new Map() };
  tellings.set(ctx.db, telling);
  if (telling.waiting.has(sessionId)) return;
  const since = performance.now() - (telling.toldAt.get(sessionId) ?? -Infinity);
  const tell = () => {
    telling.waiting.delete(sessionId);
    telling.toldAt.set(sessionId, performance.now());
    tellQueue(ctx, sessionId).catch((error: unknown) =>
      ctx.log.error({ err: error, sessionId }, 'what is told of its numbers could not be written'),
    );
  };
  telling.waiting.set(sessionId, setTimeout(tell, Math.max(0, TELL_MILLIS - since)).unref());
}

/** Tells anew whatever time alone changed: places whose hour has come, and what a crash left untold. */
export async function tellDue(ctx: Context): Promise<void> {
  const open = await ctx.db
    .select({ id: queues.sessionId })
    .from(queues)
    .where(and(sql`${queues.laidOutAt} is not null`, sql`${queues.closesAt} > ${ctx.now()}`));
  for (const { id } of open) await tellQueue(ctx, id);
  await tellAtTheirHour(ctx);
}

/** Places whose hour comes before the next minute's look are told at their second. */
async function tellAtTheirHour(ctx: Context): Promise<void> {
  const now = ctx.now();
  const soon = await ctx.db
    .selectDistinct({ sessionId: places.sessionId, at: places.freeFrom })
    .from(queues)
    .innerJoin(places, eq(places.sessionId, queues.sessionId))
    .where(
      and(
        gt(queues.closesAt, now),
        isNull(places.ticketId),
        gt(places.freeFrom, now),
        lte(places.freeFrom, now + LOOK_MILLIS),
      ),
    );
  for (const { sessionId, at } of soon) setTimeout(() => tellSoon(ctx, sessionId), at - now).unref();
}
