import type { TicketView } from '@jemput/shared/bookings/ticket-view';
import type { Context } from '../context.ts';
import { viewTicket } from './view-ticket.ts';

/** Its holder says that they are at the venue. */
export function arrive(ctx: Context, token: string): Promise<TicketView> {
  return viewTicket(ctx, token);
}
