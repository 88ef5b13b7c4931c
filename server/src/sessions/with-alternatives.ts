import type { Session, SessionStatus } from '@jemput/shared/sessions/session';
import type { ListedSession, Timetable } from './timetable-snapshot.ts';

/** Sessions whose promise was broken or cannot be taken up, so that others are offered. */
const unfulfilled: readonly SessionStatus[] = ['cancelled', 'moved', 'full'];
export const ALTERNATIVES_LIMIT = 3;

/** The nearest sessions to go to in place of one; empty where nothing is to come. */
export function alternativesTo(
  timetable: Timetable,
  entry: ListedSession,
  now: number,
): (Session & { distanceM: number })[] {
  const from = { lat: entry.lat, lon: entry.lon, notId: entry.id };
  return timetable.standIns
    .nearest(from, now, ALTERNATIVES_LIMIT)
    .map(({ session, distanceM }) => ({ ...session, distanceM }));
}

/** The session, with alternatives where it needs them. */
export function withAlternatives(timetable: Timetable, entry: ListedSession, now: number): Session {
  if (!unfulfilled.includes(entry.status)) return entry.session;
  return { ...entry.session, alternatives: alternativesTo(timetable, entry, now).map(({ id }) => id) };
}
