import { daysBetween } from '@jemput/shared/calendar/local-date';
import type { Position } from '@jemput/shared/places/distance';
import { ALTERNATIVES_WITHIN_DAYS, ALTERNATIVES_WITHIN_KM } from '@jemput/shared/sessions/nearest-session';
import type { Session, SessionStatus } from '@jemput/shared/sessions/session';
import type { ListedSession, Timetable } from './timetable-snapshot.ts';

/** Sessions whose promise was broken or cannot be taken up now, so that others are offered. */
const unfulfilled: readonly SessionStatus[] = ['cancelled', 'moved', 'full', 'paused', 'done'];
const ALTERNATIVES_LIMIT = 3;

const DAY_MILLIS = 86_400_000;

/** Where to go in place of a session, nearest first, from where it was promised; empty where there is nothing within reach. */
export function alternativesTo(
  timetable: Timetable,
  entry: ListedSession,
  now: number,
): (Session & { distanceM: number })[] {
  const { place, startsMillis } = relyingOn(timetable, entry);
  const reach = {
    withinKm: ALTERNATIVES_WITHIN_KM,
    withinDays: ALTERNATIVES_WITHIN_DAYS,
    aroundMillis: Math.max(startsMillis, now),
  };
  return timetable.standIns
    .inPlaceOf({ lat: place.lat, lon: place.lon, notId: entry.id }, now, ALTERNATIVES_LIMIT, reach)
    .map(({ session, distanceM }) => ({ ...session, distanceM }));
}

/** Where and when people were told to come: of a moved session, as it stood before. */
function relyingOn(timetable: Timetable, entry: ListedSession): { place: Position; startsMillis: number } {
  const former = entry.status === 'moved' ? entry.former.at(-1) : undefined;
  if (!former) return { place: entry, startsMillis: entry.startsMillis };
  return {
    place: timetable.venueById.get(former.venueId) ?? entry,
    startsMillis: entry.startsMillis + daysBetween(entry.session.date, former.date) * DAY_MILLIS,
  };
}

/** The session, with alternatives where it needs them. */
export function withAlternatives(timetable: Timetable, entry: ListedSession, now: number): Session {
  if (!unfulfilled.includes(entry.status) && entry.endsMillis > now) return entry.session;
  return { ...entry.session, alternatives: alternativesTo(timetable, entry, now).map(({ id }) => id) };
}
