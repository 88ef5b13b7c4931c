import { and, eq, isNull, lte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { places, tickets } from '../db/schema/bookings.ts';
import { withdrawMessages, writeMessages } from '../messages/write-messages.ts';
import { freePlaces } from './free-places.ts';
import { recordTicketEvent } from './record-ticket-event.ts';
import { tellQueue } from './tell-queues.ts';
import { offerPlaces } from './waiting-list.ts';

/**
 * Gives freed places that nobody answered for to the next, and places that are free again to those who wait.
 *
 * @returns tickets whose time to answer had passed
 */
export async function lapseOffers(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(lte(tickets.answerBy, ctx.now()), eq(tickets.state, 'offered'), isNull(tickets.offeredSessionId)));
  for (const { id } of due) await inTransaction(ctx, (tx) => lapse({ ...ctx, db: tx }, id));
  for (const sessionId of await waitingWithRoom(ctx)) {
    await inTransaction(ctx, async (tx) => {
      const offered = await offerPlaces({ ...ctx, db: tx }, sessionId);
      if (offered.length > 0) await tellQueue({ ...ctx, db: tx }, sessionId);
    });
  }
  return due.length;
}

async function lapse(ctx: Context, ticketId: string): Promise<void> {
  const { db: tx, now } = ctx;
  const [ticket] = await tx
    .update(tickets)
    .set({ state: 'lapsed', endedAt: now(), answerBy: null })
    .where(and(eq(tickets.id, ticketId), eq(tickets.state, 'offered'), lte(tickets.answerBy, now())))
    .returning({ sessionId: tickets.sessionId });
  if (!ticket) return;
  const { sessionId } = ticket;
  await recordTicketEvent(ctx, { ticketId, sessionId, what: 'lapsed' });
  await withdrawMessages(ctx, [ticketId], ['offered', 'answer_missing']);
  await writeMessages(ctx, [ticketId], { kind: 'lapsed', cause: 'lapsed:offer', sessionId });
  await freePlaces(ctx, ticketId);
  await tellQueue(ctx, sessionId);
}

/** Sessions at which somebody waits and a place is free. */
async function waitingWithRoom({ db, now }: Context): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: tickets.sessionId })
    .from(tickets)
    .innerJoin(places, eq(places.sessionId, tickets.sessionId))
    .where(and(eq(tickets.state, 'waiting_list'), isNull(places.ticketId), lte(places.freeFrom, now())));
  return rows.map(({ id }) => id);
}
