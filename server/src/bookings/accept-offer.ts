import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { places, tickets } from '../db/schema/bookings.ts';
import { Conflict } from '../errors.ts';
import { writeReminders } from '../messages/reminders.ts';
import { withdrawMessages, writeMessages } from '../messages/write-messages.ts';
import { recordTicketEvent } from './record-ticket-event.ts';

type Within = Pick<Context, 'db' | 'now' | 'zone' | 'actor'>;

/**
 * Takes the freed places that are kept for a ticket of the waiting list, in the caller's transaction. Doing it twice does it once.
 *
 * @throws Conflict where nothing is kept for it any more
 */
export async function acceptOffer(ctx: Within, ticketId: string): Promise<void> {
  const { db: tx } = ctx;
  const [ticket] = await tx.select().from(tickets).where(eq(tickets.id, ticketId));
  if (ticket?.state === 'held') return;
  const taken = await tx
    .update(tickets)
    .set({ state: 'held', answerBy: null })
    .where(
      and(
        eq(tickets.id, ticketId),
        eq(tickets.state, 'offered'),
        isNull(tickets.offeredSessionId),
        gt(tickets.answerBy, ctx.now()),
      ),
    );
  if (!ticket || taken.rowsAffected === 0) throw new Conflict('The place is not kept any more.');
  const { sessionId } = ticket;
  await tx
    .update(places)
    .set({ heldUntil: null })
    .where(and(eq(places.sessionId, sessionId), eq(places.ticketId, ticketId)));
  await recordTicketEvent(ctx, { ticketId, sessionId, what: 'accepted' });
  await withdrawMessages(ctx, [ticketId], ['offered']);
  await writeMessages(ctx, [ticketId], { kind: 'confirmed', cause: 'confirmed', sessionId });
  await writeReminders(ctx, [ticketId]);
}
