import type { Taken } from '@jemput/shared/bookings/take-number';
import type { Context } from '../context.ts';

/** Gives up a number here for one at another session: both or nothing. */
export function moveTicket(_ctx: Context, _asked: { token: string; toSessionId: string }): Promise<Taken> {
  return Promise.resolve({ outcome: 'refused', refusal: 'no_numbers_here' });
}
