import type { TicketView } from '@jemput/shared/bookings/ticket-view';
import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { tickets } from '../db/schema/bookings.ts';
import { Conflict } from '../errors.ts';
import { readTicket } from './read-ticket.ts';
import { recordTicketEvent } from './record-ticket-event.ts';
import { abilities, viewTicket } from './view-ticket.ts';

/**
 * Its holder says that they are at the venue; who is later than their place stands in line from now on. Doing it twice does it once.
 *
 * @throws Conflict where it is not the time, or the ticket has ended
 */
export async function arrive(ctx: Context, token: string): Promise<TicketView> {
  await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const read = await readTicket(within, token);
    const { id, sessionId, arrivedAt, placeAt } = read.ticket;
    if (arrivedAt !== null) return;
    if (!abilities(ctx, read).arrive) throw new Conflict('This number cannot be said to be here now.');
    const now = ctx.now();
    await tx
      .update(tickets)
      .set({ arrivedAt: now, placeAt: Math.max(now, placeAt ?? now) })
      .where(and(eq(tickets.id, id), isNull(tickets.arrivedAt)));
    await recordTicketEvent(within, { ticketId: id, sessionId, what: 'arrived' });
  });
  return viewTicket(ctx, token);
}
