import { greatCircleKm } from '@jemput/shared/places/distance';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import type { FindSessions } from '@jemput/shared/sessions/find-sessions';
import { byStart } from './list-session.ts';
import type { ListedSession, Timetable } from './timetable-snapshot.ts';

export type PlaceCondition = (venue: PublicVenue) => boolean;

/** A session in its place in the order of answers. */
export interface Placed {
  entry: ListedSession;
  /** Metres from the point asked for; 0 without one. */
  distanceM: number;
}

/** Sessions that are equally near, by start. */
export interface Ring {
  sessions: readonly ListedSession[];
  distanceM: number;
}

/** Where fewer sessions than this share are at the places asked for, theirs alone are put in order. */
const FEW_SHARE = 0.2;

/** All at the places asked for and within the radius, nearest first; without a point all in one. */
export function inOrder(timetable: Timetable, input: FindSessions, isPlace: PlaceCondition | null): Ring[] {
  const { sessions, standIns } = timetable;
  const { near, radiusKm = Infinity } = input;
  if (!near && !isPlace) return [{ sessions, distanceM: 0 }];
  const venues: Ring[] = [];
  for (const list of standIns.venues()) {
    const [first] = list;
    if (!first || (isPlace && !isPlace(first.session.venue))) continue;
    const distanceM = near ? Math.round(greatCircleKm(near, first) * 1000) : 0;
    if (distanceM <= radiusKm * 1000) venues.push({ sessions: list, distanceM });
  }
  if (near) return ringsOf(venues);
  const count = venues.reduce((sum, { sessions: own }) => sum + own.length, 0);
  const few = count < sessions.length * FEW_SHARE;
  const own = few
    ? venues.flatMap((venue) => venue.sessions).sort(byStart)
    : sessions.filter(({ session }) => isPlace?.(session.venue));
  return [{ sessions: own, distanceM: 0 }];
}

/** Venues at the same distance become one ring. */
function ringsOf(venues: Ring[]): Ring[] {
  const rings: Ring[] = [];
  for (const { sessions, distanceM } of venues.sort((a, b) => a.distanceM - b.distanceM)) {
    const last = rings.at(-1);
    if (last?.distanceM !== distanceM) rings.push({ sessions, distanceM });
    else last.sessions = [...last.sessions, ...sessions].sort(byStart);
  }
  return rings;
}
