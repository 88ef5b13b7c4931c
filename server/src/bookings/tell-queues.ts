import { GATHER_MILLIS } from '@jemput/shared/bookings/release-schedule';
import { and, asc, gt, isNotNull, sql } from 'drizzle-orm';
import { inSlices } from '../clock/in-slices.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { places, queues, tickets } from '../db/schema/bookings.ts';

/** Kept pages are made anew when what they tell changes, so all that changed is told together, at most once in so long. */
const TELL_MILLIS = 1000;

/** The office's clock looks every minute. */
const LOOK_MILLIS = 60_000;

/** Sessions of one statement: some milliseconds. */
const TOLD_AT_ONCE = 100;

interface Telling {
  /** Sessions of which something else is to be told. */
  changed: Set<string>;
  isDue: boolean;
  /** Of `performance.now()`. */
  toldAt: number;
}

const tellings = new WeakMap<Database, Telling>();

/** What residents are told of a session's numbers, as it stands now. */
interface Counted {
  sessionId: string;
  /** People with a number from home. */
  issued: number;
  /** Places left to be had now. */
  left: number;
  /** The last number from home that was called. */
  serving: number;
  isTold: 0 | 1;
  /** Unix milliseconds: when the next place that is free can be had; null where none lies ahead. */
  nextAt: number | null;
}

/**
 * Writes what residents are told of sessions' numbers, where it differs: people with a number from home; places left to be had now by
 * whoever asks, none while anybody waits for one, except those of a part that just opened, which go by lot; the last number from home
 * that was called. Two statements however many sessions. Call it in a transaction or outside.
 */
export async function tellQueues(
  ctx: Pick<Context, 'db' | 'now'>,
  sessionIds: readonly string[],
): Promise<Pick<Counted, 'sessionId' | 'left' | 'nextAt'>[]> {
  const counted = await count(ctx, sessionIds);
  const news = counted.flatMap(({ isTold, sessionId, issued, left, serving }) =>
    isTold ? [] : [[sessionId, issued, left, serving]],
  );
  if (news.length > 0) {
    await ctx.db.run(sql`
      update ${queues} set told_issued = news.value ->> 1, told_left = news.value ->> 2, told_serving = news.value ->> 3
      from json_each(${JSON.stringify(news)}) as news
      where ${queues.sessionId} = news.value ->> 0`);
  }
  return counted;
}

/** The same of one. @returns places left */
export async function tellQueue(ctx: Pick<Context, 'db' | 'now'>, sessionId: string): Promise<number> {
  const [told] = await tellQueues(ctx, [sessionId]);
  return told?.left ?? 0;
}

function count({ db, now }: Pick<Context, 'db' | 'now'>, sessionIds: readonly string[]): Promise<Counted[]> {
  const ofQueue = sql`${tickets.sessionId} = ${queues.sessionId}`;
  const isToBeDrawn = sql`(${queues.release} = 'draw' and ${queues.drawnAt} is null)`;
  const byLot = sql`(${queues.release} = 'staggered' and ${places.freeFrom} > ${now() - GATHER_MILLIS})`;
  const anyWaits = sql`exists (select 1 from ${tickets} where ${ofQueue} and ${tickets.state} = 'waiting_list')`;
  const isFree = sql`${places.sessionId} = ${queues.sessionId} and ${places.ticketId} is null`;
  return db.all<Counted>(sql`
    select *, told_issued = issued and told_left = "left" and told_serving = serving as "isTold" from (
      select ${queues.sessionId} as "sessionId", told_issued, told_left, told_serving,
        (select coalesce(sum(${tickets.people}), 0) from ${tickets} where ${ofQueue}
          and ${tickets.series} = 'A' and ${tickets.state} not in ('cancelled', 'lapsed', 'offered')) as issued,
        (select count(*) from ${places} where ${isFree}
          and (${isToBeDrawn} or (${places.freeFrom} <= ${now()} and (${byLot} or not ${anyWaits})))) as "left",
        (select coalesce(max(${tickets.number}), 0) from ${tickets} where ${ofQueue}
          and ${tickets.series} = 'A' and ${tickets.calledAt} is not null) as serving,
        (select min(${places.freeFrom}) from ${places} where ${isFree} and ${places.freeFrom} > ${now()}) as "nextAt"
      from ${queues} where ${queues.sessionId} in (select value from json_each(${JSON.stringify(sessionIds)})))`);
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
    await inSlices(changed, TOLD_AT_ONCE, (some) => tellQueues(ctx, some));
  } catch (error) {
    ctx.log.error({ err: error }, 'what is told of numbers could not be written');
  }
}

/** Tells anew whatever time alone changed: places whose hour has come, and what a crash left untold; nearest sessions first. */
export async function tellDue(ctx: Context, signal?: AbortSignal): Promise<void> {
  const open = await ctx.db
    .select({ id: queues.sessionId })
    .from(queues)
    .where(and(isNotNull(queues.laidOutAt), gt(queues.closesAt, ctx.now())))
    .orderBy(asc(queues.closesAt));
  const ids = open.map(({ id }) => id);
  await inSlices(
    ids,
    TOLD_AT_ONCE,
    async (some) => {
      for (const { sessionId, nextAt } of await tellQueues(ctx, some)) tellAtItsHour(ctx, sessionId, nextAt);
    },
    signal,
  );
}

/** Places whose hour comes before the next minute's look are told at their second. */
function tellAtItsHour(ctx: Context, sessionId: string, nextAt: number | null): void {
  const now = ctx.now();
  if (nextAt !== null && nextAt <= now + LOOK_MILLIS) setTimeout(() => tellSoon(ctx, sessionId), nextAt - now).unref();
}
