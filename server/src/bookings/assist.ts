import type { TakeNumber, Taken } from '@jemput/shared/bookings/take-number';
import type { Context } from '../context.ts';

/** A number for somebody without a phone, asked for by staff. */
export function assist(_ctx: Context, _input: TakeNumber): Promise<Taken & { label?: string }> {
  return Promise.resolve({ outcome: 'refused', refusal: 'no_numbers_here' });
}
