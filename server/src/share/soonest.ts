import type { Position } from '@jemput/shared/places/distance';
import { ALTERNATIVES_WITHIN_DAYS, ALTERNATIVES_WITHIN_KM } from '@jemput/shared/sessions/nearest-session';
import type { Service, Session, SessionStatus } from '@jemput/shared/sessions/session';
import type { ListedSession, Timetable } from '../sessions/timetable-snapshot.ts';
import type { FoundPlace } from './find-places.ts';

const standing: readonly SessionStatus[] = ['scheduled', 'open', 'paused', 'moved'];
const LIMIT = 3;

/** The next sessions that take place, of those that `meets` picks; one a venue, where both services open together the recording. @param now Unix milliseconds */
export function soonest(
  timetable: Timetable,
  now: number,
  meets: (entry: ListedSession) => boolean = () => true,
): Session[] {
  const found = new Map<string, ListedSession>();
  for (const entry of timetable.sessions) {
    if (entry.endsMillis <= now || !standing.includes(entry.status) || !meets(entry)) continue;
    const known = found.get(entry.venueId);
    if (!known && found.size === LIMIT) break;
    if (!known || recordsBeside(entry, known)) found.set(entry.venueId, entry);
  }
  return [...found.values()].map(({ session }) => session);
}

/** What comes next at each of the places that `meets` picks, also where it is called off, full or paused. */
export function nextOf(timetable: Timetable, now: number, meets: (entry: ListedSession) => boolean): ListedSession[] {
  const next = new Map<string, ListedSession>();
  for (const entry of timetable.sessions) {
    if (next.size === LIMIT) break;
    if (entry.endsMillis <= now || entry.status === 'done' || next.has(entry.venueId) || !meets(entry)) continue;
    next.set(entry.venueId, entry);
  }
  return [...next.values()];
}

/** True where cards are printed at the one and people recorded at the other, at the same hour. */
function recordsBeside(entry: ListedSession, other: ListedSession): boolean {
  const together = entry.startsMillis === other.startsMillis;
  return together && entry.service === 'recording' && other.service === 'printing';
}

/**
 * Sessions to go to from a place, near it and near that date, with their distance from it; none where nobody knows where it lies.
 *
 * @param service what people would come for; null where any will do
 */
export function nearest(
  timetable: Timetable,
  now: number,
  { place, date, service }: { place: FoundPlace; date: string; service: Service | null },
): Session[] {
  const from = positionOf(timetable, place);
  if (!from) return [];
  const reach = {
    withinKm: ALTERNATIVES_WITHIN_KM,
    withinDays: ALTERNATIVES_WITHIN_DAYS,
    aroundMillis: Math.max(now, Date.parse(`${date}T12:00:00Z`)),
  };
  return timetable.standIns
    .inPlaceOf({ ...from, notId: '', service }, now, LIMIT, reach)
    .map(({ session, distanceM }) => ({ ...session, distanceM }));
}

/** The venue's, else the kelurahan's, else that of some venue in it. */
function positionOf({ venueById, areaByCode }: Timetable, { venueIds, areaCodes }: FoundPlace): Position | null {
  const [id = ''] = venueIds;
  const venue = venueById.get(id);
  if (venue) return { lat: venue.lat, lon: venue.lon };
  for (const code of areaCodes) {
    const { lat = null, lon = null } = areaByCode.get(code) ?? {};
    if (lat !== null && lon !== null) return { lat, lon };
    const inside = [...venueById.values()].find(({ area }) => area.code.startsWith(`${code}.`));
    if (inside) return { lat: inside.lat, lon: inside.lon };
  }
  return null;
}

/** True where it takes place as it was said, and setting out now may be in vain. */
export function isHalted({ status, room }: Pick<Session, 'status' | 'room'>): boolean {
  return status === 'full' || status === 'paused' || (status === 'open' && room === 'last');
}
