import { daysBetween } from '@jemput/shared/calendar/local-date';
import type { Position } from '@jemput/shared/places/distance';
import { ALTERNATIVES_WITHIN_DAYS, ALTERNATIVES_WITHIN_KM } from '@jemput/shared/sessions/nearest-session';
import type { Session, SessionStatus } from '@jemput/shared/sessions/session';
import type { ListedSession, Timetable } from './timetable-snapshot.ts';

/** Sessions whose promise was broken or cannot be taken up now, so that others are offered. */
const unfulfilled: readonly SessionStatus[] = ['cancelled', 'moved', 'full', 'paused', 'done'];
const ALTERNATIVES_LIMIT = 3;

const DAY_MILLIS = 86_400_000;

/**
 * Where to go for the same service in place of a session, from where it was promised: for who comes today the nearest that still takes
 * people today, then the nearest in place and date; empty where there is nothing within reach.
 */
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
    firstOn: dayUnderWay(entry, startsMillis, now),
  };
  return timetable.standIns
    .inPlaceOf(
      { lat: place.lat, lon: place.lon, notId: entry.id, service: entry.service },
      now,
      ALTERNATIVES_LIMIT,
      reach,
    )
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

/** The day of a session that people are about to go to, or stand before; null on other days. */
function dayUnderWay(
  { session, startsMillis: standsAt, endsMillis }: ListedSession,
  startsMillis: number,
  now: number,
) {
  const { date, startsAt } = session;
  const fromMillis = Date.parse(`${date}T00:00:00${startsAt.slice(19)}`) + startsMillis - standsAt;
  const untilMillis = fromMillis + DAY_MILLIS;
  const pastMidnight = endsMillis + startsMillis - standsAt;
  return fromMillis <= now && now < Math.max(untilMillis, pastMidnight) ? { fromMillis, untilMillis } : null;
}

/** The session, with alternatives where it needs them. */
export function withAlternatives(timetable: Timetable, entry: ListedSession, now: number): Session {
  if (!unfulfilled.includes(entry.status) && entry.endsMillis > now) return entry.session;
  return { ...entry.session, alternatives: alternativesTo(timetable, entry, now).map(({ id }) => id) };
}
