import { checkAddress } from './check-address.ts';
import type { Channel } from './message.ts';

/**
 * By what to write to somebody who gave an address without saying by what: a mail, or where it is a mobile number WhatsApp before SMS.
 *
 * @param offered by what the office sends
 * @returns null where it looks like neither
 */
export function likelyChannel(address: string, offered: readonly Channel[]): Channel | null {
  if (address.includes('@')) return 'email';
  if ('fault' in checkAddress('sms', address)) return null;
  return offered.includes('whatsapp') ? 'whatsapp' : 'sms';
}
