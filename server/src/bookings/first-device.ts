import { createHmac } from 'node:crypto';
import type { TakeNumber } from '@jemput/shared/bookings/take-number';
import type { AskedFrom } from './ask-from.ts';

/** A double tap; longer, and two people of one name behind one carrier would share a ticket. */
const DOUBLE_TAP_MILLIS = 20_000;

/**
 * What a browser without a cookie is known by from its first form on, 36 digits of a keyed hash: the same form again within the same
 * moment is the same device. `deviceBefore` is what the moment before would have given.
 *
 * @param now Unix milliseconds
 */
export function firstDevice(
  { now, secret }: { now: number; secret: string },
  { sessionId, name, people, contact }: TakeNumber,
  { address, userAgent, bookedBy }: Pick<AskedFrom, 'address' | 'userAgent' | 'bookedBy'>,
): { device: string; deviceBefore: string } {
  const said = [sessionId, name, people, contact?.address ?? '', address, userAgent, bookedBy?.id ?? ''];
  const moment = Math.floor(now / DOUBLE_TAP_MILLIS);
  const deviceAt = (at: number) =>
    createHmac('sha256', `jemput first device 1 ${secret}`)
      .update(JSON.stringify([...said, at]))
      .digest('hex')
      .slice(0, 36);
  return { device: deviceAt(moment), deviceBefore: deviceAt(moment - 1) };
}
