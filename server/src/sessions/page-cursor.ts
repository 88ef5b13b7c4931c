import { createHash } from 'node:crypto';
import type { FindSessions } from '@jemput/shared/sessions/find-sessions';
import type { Fault } from '../errors.ts';
import { compareText } from './list-session.ts';

/** Place in the order of answers: metres from the point asked for, start, venue, id. */
export type OrderKey = [distanceM: number, startsMillis: number, venueId: string, id: string];

/** Of everything that is asked but how many and from where on: pages of one question follow each other, those of two do not. */
function questionHash({ cursor: _, limit: __, ...asked }: FindSessions): string {
  const told = Object.entries(asked).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(told.sort(([a], [b]) => compareText(a, b)));
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}

export function writeCursor(key: OrderKey, input: FindSessions): string {
  return Buffer.from(JSON.stringify([...key, questionHash(input)])).toString('base64url');
}

/** Adds a fault where the text is no cursor of ours, or one of another question. */
export function readCursor(text: string, input: FindSessions, faults: Fault[]): OrderKey | null {
  const fault = (code: string, message: string) => faults.push({ field: 'cursor', value: text, code, message });
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const [hash, key]: unknown[] = Array.isArray(parts) ? [parts[4], parts.slice(0, 4)] : [];
    if (isOrderKey(key)) {
      if (hash === questionHash(input)) return key;
      fault('other', 'must be the nextCursor of an answer to the same question: only limit may differ');
      return null;
    }
  } catch {
    // Not JSON: the fault below says so.
  }
  fault('unknown', 'must be the nextCursor of an earlier answer');
  return null;
}

function isOrderKey(key: unknown): key is OrderKey {
  if (!Array.isArray(key) || key.length !== 4) return false;
  const [distanceM, startsMillis, venueId, id] = key as unknown[];
  return [distanceM, startsMillis].every(Number.isFinite) && [venueId, id].every((part) => typeof part === 'string');
}
