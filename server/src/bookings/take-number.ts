import type { TakeNumber, Taken } from '@jemput/shared/bookings/take-number';
import type { Context } from '../context.ts';

/** Who asks, as far as the line and the cookie tell. */
export interface AskedFrom {
  address: string;
  userAgent: string;
  /** Random value of the device's cookie; null where it has none. */
  device: string | null;
  language: string;
  /** Account that asks in somebody's place. */
  bookedBy?: string;
}

/** Gives a number, a chance in the draw or a place on the waiting list, or says why not; what it answers is committed. */
export function takeNumber(_ctx: Context, _input: TakeNumber, _from: AskedFrom): Promise<Taken> {
  return Promise.resolve({ outcome: 'refused', refusal: 'no_numbers_here' });
}
