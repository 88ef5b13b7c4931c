import type { Session, SessionStatus } from '@jemput/shared/sessions/session';
import type { ListedSession, Timetable } from '../sessions/timetable-snapshot.ts';

const standing: readonly SessionStatus[] = ['scheduled', 'open', 'paused', 'moved'];
const LIMIT = 3;

/** The next sessions that take place, of those that `meets` picks; one a venue. @param now Unix milliseconds */
export function soonest(
  timetable: Timetable,
  now: number,
  meets: (entry: ListedSession) => boolean = () => true,
): Session[] {
  const found = new Map<string, Session>();
  for (const entry of timetable.sessions) {
    if (entry.endsMillis <= now || !standing.includes(entry.status) || !meets(entry)) continue;
    if (!found.has(entry.venueId)) found.set(entry.venueId, entry.session);
    if (found.size === LIMIT) break;
  }
  return [...found.values()];
}
