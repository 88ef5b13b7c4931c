import type { TicketView } from '@jemput/shared/bookings/ticket-view';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';

/** What a ticket's link shows now. @throws NotFound where the link is none of this office's */
export function viewTicket(_ctx: Context, _token: string): Promise<TicketView> {
  return Promise.reject(new NotFound('There is no such number.'));
}
