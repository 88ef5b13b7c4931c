import type { TicketView } from '@jemput/shared/bookings/ticket-view';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { cancelTicket } from './cancel-ticket.ts';
import { readTicket } from './read-ticket.ts';
import { tellQueue } from './tell-queues.ts';
import { viewTicket } from './view-ticket.ts';

/** Gives up a number by its link; doing it twice does it once. What it answers is read from the committed row. */
export async function cancelByToken(ctx: Context, token: string): Promise<TicketView> {
  await inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const { ticket } = await readTicket(within, token);
    if (await cancelTicket(within, ticket.id, 'holder')) await tellQueue(within, ticket.sessionId);
  });
  return viewTicket(ctx, token);
}
