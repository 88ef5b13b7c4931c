import * as z from 'zod/mini';
import type { Channel } from './message.ts';

export type AddressFault = 'not_an_email' | 'not_a_mobile_number' | 'not_a_push_subscription';
export type CheckedAddress = { address: string } | { fault: AddressFault };

/** RFC 5321, 4.5.3.1: octets of an address and of what stands before its @. */
const MOST_ADDRESS = 254;
const MOST_LOCAL_PART = 64;
/** RFC 5322 dot-atom, and a domain with a dot as DNS writes it. */
const email =
  /^([a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9])$/i;

/** Mobile numbers of Indonesia begin with 8 and have 9 to 12 digits without the country's code or the leading 0. */
const mobile = /^(?:\+?62|0)?(8[1-9]\d{7,10})$/;

/** P-256 point, uncompressed, and a secret of 16 octets (RFC 8291), in base64url. */
const subscriptionSchema = z.object({
  endpoint: z.string().check(z.maxLength(1000)),
  keys: z.object({
    p256dh: z.string().check(z.regex(/^B[A-Za-z0-9_-]{86}=?$/)),
    auth: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}(==)?$/)),
  }),
});
export type PushSubscription = z.infer<typeof subscriptionSchema>;

/** https on a name of the public internet, on its usual port. */
const publicEndpoint = /^https:\/\/(?!\S*\.(?:local|internal|localhost)\/)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*\/[!-~]+$/i;
/** On this very machine, where an office is being tried out. */
const loopbackEndpoint = /^https?:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?\/[!-~]+$/;

function isPushEndpoint(endpoint: string, { loopback }: { loopback: boolean }): boolean {
  return publicEndpoint.test(endpoint) || (loopback && loopbackEndpoint.test(endpoint));
}

/** Keys and endpoint of a push subscription as JSON; null where it is none. */
export function readSubscription(text: string, where: { loopback: boolean }): PushSubscription | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  const { success, data } = subscriptionSchema.safeParse(read);
  return success && isPushEndpoint(data.endpoint, where) ? data : null;
}

function checkEmail(text: string): CheckedAddress {
  const [, local, domain] = email.exec(text.trim()) ?? [];
  if (!local || !domain || local.length > MOST_LOCAL_PART) return { fault: 'not_an_email' };
  const address = `${local}@${domain.toLowerCase()}`;
  return address.length > MOST_ADDRESS ? { fault: 'not_an_email' } : { address };
}

function checkMobile(text: string): CheckedAddress {
  const digits = mobile.exec(text.normalize('NFKC').replace(/[\s().-]/g, ''))?.[1];
  return digits ? { address: `+62${digits}` } : { fault: 'not_a_mobile_number' };
}

/**
 * An address as it is kept and compared: a mail address, a mobile number of Indonesia in E.164, a push subscription as JSON.
 *
 * @param loopback whether a push service on this very machine is one
 */
export function checkAddress(channel: Channel, text: string, { loopback = false } = {}): CheckedAddress {
  if (channel === 'email') return checkEmail(text);
  if (channel !== 'push') return checkMobile(text);
  const subscription = readSubscription(text, { loopback });
  return subscription ? { address: JSON.stringify(subscription) } : { fault: 'not_a_push_subscription' };
}
