import { createHash } from 'node:crypto';
import { tokenOf } from '../bookings/ticket-token.ts';

const KEY_LENGTH = 16;

/** What stands for a session in its display's link. */
export function displayKey(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url').slice(0, KEY_LENGTH);
}

/** The path of a session's display: whoever has it sees numbers and desks, and can do nothing. */
export function displayPath(secret: string, sessionId: string): string {
  return `/layar/${tokenOf(secret, 'display', displayKey(sessionId))}`;
}
