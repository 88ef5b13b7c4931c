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
 * @param slots of the office, by whose hours a former date is told where the record names none
 * @param zone the office's IANA zone
 */
export function formerPromises(
  changes: readonly SessionChange[],
  slots: readonly { id: string; startTime: string; endTime: string }[],
  zone: string,
): FormerPromise[] {
  return changes.flatMap(({ what, from, at, reason }, place) => {
    const [venueId, date, slotId] = what === 'moved' ? (from ?? '').split('|') : [];
    const slot = slots.find(({ id }) => id === slotId);
    if (!venueId || !date || !slot) return [];
    const [start = slot.startTime, end = slot.endTime] = hoursBefore(changes.slice(0, place), at);
    const [startsAt, endsAt] = [instantAt(date, start, zone), instantAt(date, end, zone)];
    return [{ venueId, startsAt, endsAt, movedAt: at, reason }];
  });
}

/** Of a session before it moved at some instant; what the move itself brought is recorded with it, just before. */
function hoursBefore(changes: readonly SessionChange[], movedAt: string): string[] {
  const last = changes.findLast(({ what }) => what === 'moved' || what === 'hours');
  if (last?.what !== 'hours') return [];
  return (last.at === movedAt ? last.from : last.to)?.split('-') ?? [];
}
