import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { Conflict, NotFound } from '../errors.ts';
import { withdrawMessages } from '../messages/write-messages.ts';
import { freePlaces } from './free-places.ts';
import { recordTicketEvent } from './record-ticket-event.ts';

/** Who gave the ticket up: its holder, staff in its place, or the office because it was moved elsewhere. */
export type CancelledBy = 'holder' | 'staff' | 'moved';

type Within = Pick<Context, 'db' | 'now' | 'zone' | 'actor'>;

const cancellable: readonly string[] = ['entered', 'waiting_list', 'offered', 'held', 'parked', 'skipped'];

/**
 * Ends a ticket and frees its places, in the caller's transaction. Doing it twice does it once.
 *
 * @returns false where it had ended before
 * @throws NotFound; Conflict where it is called to a desk now
 */
export async function cancelTicket(ctx: Within, ticketId: string, by: CancelledBy): Promise<boolean> {
  const { db: tx } = ctx;
  const [ticket] = await tx
    .select({ sessionId: tickets.sessionId, state: tickets.state })
    .from(tickets)
    .where(eq(tickets.id, ticketId));
  if (!ticket) throw new NotFound('There is no such number.');
  if (ticket.state === 'called') throw new Conflict('This number is called now.');
  if (!cancellable.includes(ticket.state)) return false;
  await tx
    .update(tickets)
    .set({ state: 'cancelled', endedAt: ctx.now(), answerBy: null, offeredSessionId: null })
    .where(eq(tickets.id, ticketId));
  await recordTicketEvent(ctx, { ticketId, sessionId: ticket.sessionId, what: 'cancelled', reason: by });
  await withdrawMessages(
    ctx,
    [ticketId],
    [
      'confirmed',
      'entered',
      'drawn',
      'offered',
      'day_before',
      'hours_before',
      'turn_near',
      'moved',
      'cancelled',
      'answer_missing',
    ],
  );
  await freePlaces(ctx, ticketId);
  return true;
}
