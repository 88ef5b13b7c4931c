import { and, eq, gt } from 'drizzle-orm';
import { recordTicketEvent } from '../bookings/record-ticket-event.ts';
import { tellQueue } from '../bookings/tell-queues.ts';
import type { Context } from '../context.ts';
import { places, queues, tickets } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { Conflict } from '../errors.ts';
import { writeReminders } from '../messages/reminders.ts';
import { withdrawMessages, writeMessages } from '../messages/write-messages.ts';
import { sealAnew } from './seal-anew.ts';
import { noOffer } from './wait-elsewhere.ts';

type Ticket = typeof tickets.$inferSelect;

/**
 * The ticket goes to the session that is held for it: with the number that it was told and its place in the order. What it had at its own session
 * is given up; where that still stands it was one too many. In the caller's transaction.
 *
 * @throws Conflict where the time to answer is over
 */
export async function takeOffer(ctx: Context, ticket: Ticket): Promise<void> {
  const { db: tx } = ctx;
  const { id: ticketId, sessionId: former, offeredSessionId, offeredNumber, offeredPlaceAt } = ticket;
  const sessionId = offeredSessionId ?? '';
  const [session] = await tx.select({ date: sessions.date }).from(sessions).where(eq(sessions.id, sessionId));
  const there = {
    sessionId,
    followedFrom: former,
    series: 'A',
    number: offeredNumber,
    placeAt: offeredPlaceAt,
  } as const;
  const taken = await tx
    .update(tickets)
    .set({ ...noOffer, ...there, state: 'held', answerBy: null, arrivedAt: null })
    .where(and(eq(tickets.id, ticketId), eq(tickets.offeredSessionId, sessionId), gt(tickets.answerBy, ctx.now())));
  if (taken.rowsAffected === 0 || !session) throw new Conflict('This place is not kept any more.');
  await tx
    .update(places)
    .set({ heldUntil: null })
    .where(and(eq(places.ticketId, ticketId), eq(places.sessionId, sessionId)));
  await leaveFormer(ctx, ticketId, former);
  await recordTicketEvent(ctx, { ticketId, sessionId, what: 'followed' });
  await sealAnew(ctx, [ticketId], session.date);
  await withdrawMessages(ctx, [ticketId], ['answer_missing', 'cancelled', 'moved', 'offered']);
  await writeMessages(ctx, [ticketId], { kind: 'confirmed', cause: `confirmed:${sessionId}`, sessionId });
  await writeReminders(ctx, [ticketId]);
  await tellQueue(ctx, former);
  await tellQueue(ctx, sessionId);
}

/** Its places at a session that stands were more than can be served there: they are no more. */
async function leaveFormer({ db: tx }: Context, ticketId: string, former: string): Promise<void> {
  const gone = await tx.delete(places).where(and(eq(places.ticketId, ticketId), eq(places.sessionId, former)));
  if (gone.rowsAffected === 0) return;
  const numbers = await tx.$count(places, eq(places.sessionId, former));
  await tx.update(queues).set({ numbers }).where(eq(queues.sessionId, former));
}
