import { GATHER_MILLIS } from '@jemput/shared/bookings/release-schedule';
import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { places, queues, tickets } from '../db/schema/bookings.ts';

/** Kept pages are made anew when what they tell changes, so all that changed is told together, at most once in so long. */
const TELL_MILLIS = 1000;

/** The office's clock looks every minute. */
const LOOK_MILLIS = 60_000;

interface Telling {
  /** Sessions of which something else is to be told. */
  changed: Set<string>;
  isDue: boolean;
  /** Of `performance.now()`. */
  toldAt: number;
}

const tellings = new WeakMap<Database, Telling>();

/**
 * Writes what residents are told of a session's numbers, where it differs: people with a number from home; places left to be had now by
 * whoever asks, none while anybody waits for one, except those of a part that just opened, which go by lot; the last number from home
 * that was called. Call it in a transaction or outside.
 *
 * @returns places left
 */
export async function tellQueue({ db, now }: Pick<Context, 'db' | 'now'>, sessionId: string): Promise<number> {
  const [queue] = await db.select().from(queues).where(eq(queues.sessionId, sessionId));
  if (!queue) return 0;
  const isToBeDrawn = queue.release === 'draw' && queue.drawnAt === null;
  const lotSince = queue.release === 'staggered' ? now() - GATHER_MILLIS : Number.MAX_SAFE_INTEGER;
  const counted = await db.get<{ issued: number; left: number; serving: number }>(sql`select
    (select coalesce(sum(${tickets.people}), 0) from ${tickets} where ${tickets.sessionId} = ${sessionId}
      and ${tickets.series} = 'A' and ${tickets.state} not in ('cancelled', 'lapsed', 'offered')) as issued,
    (select count(*) from ${places} where ${places.sessionId} = ${sessionId} and ${places.ticketId} is null
      and (${isToBeDrawn ? 1 : 0} or (${places.freeFrom} <= ${now()} and (${places.freeFrom} > ${lotSince} or not exists
        (select 1 from ${tickets} where ${tickets.sessionId} = ${sessionId} and ${tickets.state} = 'waiting_list'))))) as left,
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

/** Tells it soon, with all others of the same second, so that three hundred numbers a second do not make every page anew each time. */
export function tellSoon(ctx: Context, sessionId: string): void {
  const telling = tellings.get(ctx.db) ?? { changed: new Set(), isDue: false, toldAt: -Infinity };
  tellings.set(ctx.db, telling);
  telling.changed.add(sessionId);
  if (telling.isDue) return;
  telling.isDue = true;
  const since = performance.now() - telling.toldAt;
  setTimeout(() => tellChanged(ctx, telling), Math.max(0, TELL_MILLIS - since)).unref();
}

async function tellChanged(ctx: Context, telling: Telling): Promise<void> {
  const changed = [...telling.changed];
  telling.changed.clear();
  telling.isDue = false;
  telling.toldAt = performance.now();
  try {
    await inTransaction(ctx, async (tx) => {
      for (const sessionId of changed) await tellQueue({ ...ctx, db: tx }, sessionId);
    });
  } catch (error) {
    ctx.log.error({ err: error }, 'what is told of numbers could not be written');
  }
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
