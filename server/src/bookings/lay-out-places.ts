import { setImmediate } from 'node:timers/promises';
import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { and, asc, eq, gt, isNull, lte, min, notInArray } from 'drizzle-orm';
import { inSlices } from '../clock/in-slices.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { numbersForEach } from '../queue/numbers-for.ts';
import { ensureQueues, writePlaces } from './ensure-queues.ts';
import { tellQueues } from './tell-queues.ts';

/** Places are laid out before their hour, so that they are there at the first second. */
const AHEAD_MILLIS = 2 * 60_000;
/** Sessions of one transaction: some milliseconds of writing. */
const QUEUES_AT_ONCE = 250;
const LAID_OUT_AT_ONCE = 20;
/** Sessions of one turn of the clock; the others have the next. */
const QUEUES_A_TURN = 1000;
const LAID_OUT_A_TURN = 60;

const stillOn = notInArray(sessions.status, ['done', 'cancelled']);

/**
 * One turn of giving a queue to every coming session that has none, and laying out the places of every one whose numbers can be asked for
 * by now, or soon; nearest first. Who asks for a number of one that is not laid out yet does not wait for its turn.
 *
 * @returns true where a turn was not enough for all
 */
export async function layOutDue(ctx: Context): Promise<boolean> {
  const isMissing = await ensureMissing(ctx);
  return (await layOutOpening(ctx)) || isMissing;
}

/** Sessions promised before numbers were given out, or loaded with an office. @returns true where a turn was not enough for all */
async function ensureMissing(ctx: Context): Promise<boolean> {
  let ensured = 0;
  let date = await nextDate(ctx, addDays(localDateAt(ctx.now(), ctx.zone), -1));
  while (date !== null) {
    const ids = await missingOn(ctx, date, QUEUES_A_TURN - ensured);
    await inSlices(ids, QUEUES_AT_ONCE, (some) => inTransaction(ctx, (tx) => ensureQueues({ ...ctx, db: tx }, some)));
    ensured += ids.length;
    if (ensured >= QUEUES_A_TURN) return true;
    date = await nextDate(ctx, date);
    await setImmediate();
  }
  return false;
}

/** The first date after this one on which there is any session. */
async function nextDate({ db }: Context, after: LocalDate): Promise<LocalDate | null> {
  const [row] = await db
    .select({ date: min(sessions.date) })
    .from(sessions)
    .where(gt(sessions.date, after));
  return row?.date ?? null;
}

async function missingOn({ db, now }: Context, date: LocalDate, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .leftJoin(queues, eq(queues.sessionId, sessions.id))
    .where(
      and(eq(sessions.date, date), gt(sessions.endsAt, Math.ceil(now() / 1000)), isNull(queues.sessionId), stillOn),
    )
    .limit(most);
  return rows.map(({ id }) => id);
}

/** Places of sessions whose numbers can be asked for by now, or soon. @returns true where a turn was not enough for all */
async function layOutOpening(ctx: Context): Promise<boolean> {
  const due = await ctx.db
    .select({ id: sessions.id })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(
      and(
        lte(queues.opensAt, ctx.now() + AHEAD_MILLIS),
        gt(queues.closesAt, ctx.now()),
        isNull(queues.laidOutAt),
        stillOn,
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
    .limit(LAID_OUT_A_TURN);
  const ids = due.map(({ id }) => id);
  await inSlices(ids, LAID_OUT_AT_ONCE, (some) => layOut(ctx, some));
  return ids.length === LAID_OUT_A_TURN;
}

/** As many places as everyone who comes can be served by closing with, once a session; whoever asks first waits for it. */
export async function layOut(ctx: Context, sessionIds: readonly string[]): Promise<void> {
  const found = await numbersForEach(ctx, sessionIds);
  const numbers = new Map([...found].map(([id, { numbers }]) => [id, numbers]));
  await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    await tellQueues(within, await writePlaces(within, numbers));
  });
}
