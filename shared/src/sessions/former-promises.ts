import { instantAt } from '../calendar/time-zone.ts';
import type { SessionChange } from './session.ts';

/** Where and when a session stood before it moved: people may still rely on it. */
export interface FormerPromise {
  venueId: string;
  /** ISO 8601 with offset. */
  startsAt: string;
  endsAt: string;
  /** When it was moved. */
  movedAt: string;
  reason: string;
}

/**
 * All former promises of a session, oldest first.
 *
 * @param slots of the office, by whose hours a former date is told
 * @param zone the office's IANA zone
 */
export function formerPromises(
  changes: readonly SessionChange[],
  slots: readonly { id: string; startTime: string; endTime: string }[],
  zone: string,
): FormerPromise[] {
  return changes.flatMap(({ what, from, at, reason }) => {
    const [venueId, date, slotId] = what === 'moved' ? (from ?? '').split('|') : [];
    const slot = slots.find(({ id }) => id === slotId);
    if (!venueId || !date || !slot) return [];
    const startsAt = instantAt(date, slot.startTime, zone);
    return [{ venueId, startsAt, endsAt: instantAt(date, slot.endTime, zone), movedAt: at, reason }];
  });
}
