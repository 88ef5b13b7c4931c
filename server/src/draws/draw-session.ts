import {
  chanceCodeOf,
  drawOrder,
  entryCodeOf,
  placedInOrder,
  waitingInOrder,
} from '@jemput/shared/bookings/draw-order';
import type { DrawEntry, DrawRecord } from '@jemput/shared/bookings/draw-record';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import { freeUnits } from '../bookings/give-places.ts';
import { tellQueue } from '../bookings/tell-queues.ts';
import { nextWaitOrder } from '../bookings/waiting-list.ts';
import type { Context } from '../context.ts';
import { draws, places, queues, tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { type DrawnTicket, giveDrawn } from './give-drawn.ts';

type Entered = Pick<typeof tickets.$inferSelect, 'id' | 'people' | 'nameCheck'>;

/**
 * Draws a session's numbers, once, in the caller's transaction: the seed is published, everybody who entered gets a number, a place on the
 * waiting list or a plain no, and is told. What it was made of is kept for anybody to check.
 *
 * @returns null where it was drawn before, or has nothing to draw with
 */
export async function drawSession(ctx: Context, sessionId: string): Promise<DrawRecord | null> {
  const { db: tx } = ctx;
  const begun = await beginDraw(ctx, sessionId);
  if (!begun) return null;
  const entered = await readEntered(ctx, sessionId);
  const byCode = new Map(entered.map((ticket) => [entryCodeOf(ticket.id), ticket]));
  const entries = entered.map((ticket) => entryOf(sessionId, ticket)).sort((a, b) => (a.code < b.code ? -1 : 1));
  const room = (await freeUnits(ctx, sessionId)).length;
  const order = drawOrder(begun.seed, entries);
  const placed = placedInOrder(order, entries, room);
  const waiting = waitingInOrder(order, entries, { places: room, placed });
  const record: DrawRecord = {
    sessionId,
    ...begun,
    drawnAt: instantOf(ctx.now(), ctx.zone),
    places: room,
    entries,
    order,
    placed,
    waiting,
  };
  await tx.insert(draws).values({ sessionId, record });
  const [isPlaced, isWaiting] = [new Set(placed), new Set(waiting)];
  const first = await nextWaitOrder(ctx, sessionId);
  const drawn = order.map((code, at): DrawnTicket => {
    const { id, people } = byCode.get(code) as Entered;
    const becomes = isPlaced.has(code) ? 'held' : isWaiting.has(code) ? 'waiting_list' : 'not_drawn';
    return { id, people, becomes, waitOrder: first + at };
  });
  await giveDrawn(ctx, sessionId, drawn);
  await tellQueue(ctx, sessionId);
  return record;
}

export function entryOf(sessionId: string, { id, people, nameCheck }: Entered): DrawEntry {
  return { code: entryCodeOf(id), chance: chanceCodeOf(sessionId, nameCheck ?? id), people };
}

/** Claims the draw: of two that try at once, one. Its places are free from now, and numbers can be asked for until it begins. */
async function beginDraw(
  { db: tx, keys, now }: Context,
  sessionId: string,
): Promise<{ seed: string; commitment: string } | null> {
  const [row] = await tx
    .select({ queue: queues, startsAt: sessions.startsAt })
    .from(queues)
    .innerJoin(sessions, eq(sessions.id, queues.sessionId))
    .where(eq(queues.sessionId, sessionId));
  const { sealedSeed, commitment, laidOutAt } = row?.queue ?? {};
  if (!row || !sealedSeed || !commitment || laidOutAt === null) return null;
  const seed = keys.open(sealedSeed);
  if (seed === null) throw new Error(`The key of the seed of ${sessionId} is gone: its numbers cannot be drawn.`);
  const claimed = await tx
    .update(queues)
    .set({ drawnAt: now(), seed, closesAt: row.startsAt * 1000 })
    .where(and(eq(queues.sessionId, sessionId), isNull(queues.drawnAt), lte(queues.closesAt, now())));
  if (claimed.rowsAffected === 0) return null;
  await tx
    .update(places)
    .set({ freeFrom: sql`min(${places.freeFrom}, ${now()})` })
    .where(and(eq(places.sessionId, sessionId), isNull(places.ticketId)));
  return { seed, commitment };
}

async function readEntered({ db: tx }: Context, sessionId: string): Promise<Entered[]> {
  return tx
    .select({ id: tickets.id, people: tickets.people, nameCheck: tickets.nameCheck })
    .from(tickets)
    .where(and(eq(tickets.sessionId, sessionId), eq(tickets.state, 'entered')))
    .orderBy(asc(tickets.id));
}
