import { randomBytes } from 'node:crypto';
import { drawOrder, placedInOrder } from '@jemput/shared/bookings/draw-order';
import { GATHER_MILLIS } from '@jemput/shared/bookings/release-schedule';
import { and, asc, eq, exists, gt, inArray, isNotNull, lte, notInArray } from 'drizzle-orm';
import { scheduleOf } from '../bookings/ensure-queues.ts';
import { freeUnits } from '../bookings/give-places.ts';
import { readQueueSettings } from '../bookings/read-settings.ts';
import { tellQueue } from '../bookings/tell-queues.ts';
import { nextWaitOrder } from '../bookings/waiting-list.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { queues, tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { entryOf } from './draw-session.ts';
import { type DrawnTicket, giveDrawn } from './give-drawn.ts';

type Asked = Pick<typeof tickets.$inferSelect, 'id' | 'people' | 'nameCheck' | 'state' | 'waitOrder'>;

/** A part is given out by lot as soon as everybody had so long to ask. */
const LOT_AFTER_MILLIS = GATHER_MILLIS / 2;
/** People on the waiting list for each number once no further part opens: more would wait for nothing. */
const WAITING_SHARE = 0.5;
const wantsPlace = inArray(tickets.state, ['entered', 'waiting_list']);

/**
 * Gives the places of each part of a staggered release by lot among those who waited for it and those who asked as it opened: no second
 * counts. Who has no luck stays in for the next part without doing anything.
 *
 * @returns how many sessions had a lot
 */
export async function shareOutParts(ctx: Context): Promise<number> {
  const settings = await readQueueSettings(ctx);
  const open = await ctx.db
    .select({ session: sessions })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(
      and(
        eq(queues.release, 'staggered'),
        isNotNull(queues.laidOutAt),
        lte(queues.opensAt, ctx.now()),
        gt(queues.closesAt, ctx.now()),
        notInArray(sessions.status, ['done', 'cancelled']),
        exists(
          ctx.db
            .select({ id: tickets.id })
            .from(tickets)
            .where(and(eq(tickets.sessionId, queues.sessionId), wantsPlace)),
        ),
      ),
    );
  let lots = 0;
  for (const { session } of open) {
    const { partsAt } = scheduleOf({ ...settings, release: 'staggered' }, session, ctx.zone);
    const opened = partsAt.filter((at) => at <= ctx.now());
    const sinceOpening = ctx.now() - (opened.at(-1) ?? -Infinity);
    if (sinceOpening < LOT_AFTER_MILLIS) continue;
    const isJustOpened = sinceOpening < GATHER_MILLIS;
    const lot = { sessionId: session.id, isJustOpened, isLast: opened.length === partsAt.length };
    if (await inTransaction(ctx, (tx) => shareOut({ ...ctx, db: tx }, lot))) lots++;
  }
  return lots;
}

interface Lot {
  sessionId: string;
  /** Then those who waited before take part too. */
  isJustOpened: boolean;
  /** No further part opens. */
  isLast: boolean;
}

async function shareOut(ctx: Context, { sessionId, isJustOpened, isLast }: Lot): Promise<boolean> {
  const asked = await readAsked(ctx, sessionId);
  const gathered = asked.filter(({ state }) => state === 'entered');
  const room = await freeUnits(ctx, sessionId);
  if (gathered.length === 0 && !(isJustOpened && asked.length > 0 && room.length > 0)) return false;
  const byCode = new Map(asked.map((ticket) => [entryOf(sessionId, ticket).code, ticket]));
  const entries = asked.map((ticket) => entryOf(sessionId, ticket));
  const order = drawOrder(randomBytes(32).toString('hex'), entries);
  const placed = new Set(placedInOrder(order, entries, room.length));
  const inOrder = order.map((code) => ({ ticket: byCode.get(code) as Asked, isPlaced: placed.has(code) }));
  const waitedPeople = asked.reduce((sum, { state, people }) => sum + (state === 'waiting_list' ? people : 0), 0);
  const most = isLast ? await mostWaiting(ctx, sessionId) : Infinity;
  const drawn = outcomes(inOrder, { first: await nextWaitOrder(ctx, sessionId), waitedPeople, most });
  await giveDrawn(ctx, sessionId, drawn);
  await tellQueue(ctx, sessionId);
  return true;
}

/** Those who waited before keep their place on the list; others stand behind them in the order of the lot. */
function outcomes(
  inOrder: readonly { ticket: Asked; isPlaced: boolean }[],
  { first, waitedPeople, most }: { first: number; waitedPeople: number; most: number },
): DrawnTicket[] {
  let waiting = waitedPeople;
  return inOrder.flatMap(({ ticket, isPlaced }, at): DrawnTicket[] => {
    const { id, people, state } = ticket;
    const waitOrder = ticket.waitOrder ?? first + at;
    if (isPlaced) return [{ id, people, becomes: 'held', waitOrder }];
    if (state === 'waiting_list') return [];
    const becomes = waiting < most ? 'waiting_list' : 'not_drawn';
    waiting += people;
    return [{ id, people, becomes, waitOrder }];
  });
}

async function mostWaiting({ db }: Context, sessionId: string): Promise<number> {
  const [queue] = await db.select({ numbers: queues.numbers }).from(queues).where(eq(queues.sessionId, sessionId));
  return Math.ceil((queue?.numbers ?? 0) * WAITING_SHARE);
}

async function readAsked({ db: tx }: Context, sessionId: string): Promise<Asked[]> {
  return tx
    .select({
      id: tickets.id,
      people: tickets.people,
      nameCheck: tickets.nameCheck,
      state: tickets.state,
      waitOrder: tickets.waitOrder,
    })
    .from(tickets)
    .where(and(eq(tickets.sessionId, sessionId), wantsPlace))
    .orderBy(asc(tickets.waitOrder), asc(tickets.id));
}
