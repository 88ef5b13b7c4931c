import { createHmac } from 'node:crypto';
import { readSubscription } from '@jemput/shared/messages/check-address';
import type { Channel } from '@jemput/shared/messages/message';

/**
 * Keyed hash by which an address is compared without being kept: the same number by WhatsApp and SMS is one household's.
 *
 * @param address as checkAddress gives it
 */
export function contactCheckOf(secret: string, channel: Channel, address: string): string {
  const compared =
    channel === 'push' ? (readSubscription(address, { loopback: true })?.endpoint ?? address) : address.toLowerCase();
  return createHmac('sha256', `jemput contact check 1 ${secret}`).update(compared).digest('base64url').slice(0, 32);
}
