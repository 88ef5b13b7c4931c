import type { Session } from '@jemput/shared/sessions/session';
import { isOver, stateOf } from '@jemput/shared/sessions/session-state';
import { hasRoom, takesPeople } from '@jemput/shared/sessions/takes-people';
import { nearDay, shortDate } from '#lib/format.ts';
import { stateName } from '#lib/timetable/state-words.ts';

/** A venue as the map shows it: by the session there that is next, of those that can be gone to if any can. */
export interface MapPlace {
  id: string;
  lat: number;
  lon: number;
  /** Beside its circle. */
  name: string;
  /** In its circle: the day of the month. */
  day: string;
  /** "Tipes, malam ini, Jum 20 Nov, mulai penuh". */
  words: string;
  tonight: boolean;
  /** None of its sessions shown can be gone to. */
  crossed: boolean;
}

/** @param now ISO 8601 */
export function mapPlaces(sessions: readonly Session[], now: string): MapPlace[] {
  const byVenue = new Map<string, Session[]>();
  for (const session of sessions) byVenue.set(session.venue.id, [...(byVenue.get(session.venue.id) ?? []), session]);
  return [...byVenue.values()].flatMap((own) => {
    const next =
      own.find((session) => hasRoom(session, now)) ??
      own.find((session) => takesPeople(session, now)) ??
      own.find((session) => !isOver(stateOf(session, now))) ??
      own.at(-1);
    return next ? [placeOf(next, now)] : [];
  });
}

function placeOf(session: Session, now: string): MapPlace {
  const { venue, date, startsAt } = session;
  const name = venue.kind === 'kelurahan' ? venue.area.name : venue.name;
  const state = stateOf(session, now);
  const near = nearDay(date, now.slice(0, 10), startsAt);
  const when = [...(near ? [near.toLowerCase()] : []), shortDate(date)];
  const isPlain = ['scheduled', 'today', 'tonight'].includes(state);
  const how = isPlain ? [] : [stateName(session, state, now).toLowerCase()];
  return {
    id: venue.id,
    lat: venue.lat,
    lon: venue.lon,
    name,
    day: String(Number(date.slice(8, 10))),
    words: [name, ...when, ...how].join(', '),
    tonight: date === now.slice(0, 10),
    crossed: !takesPeople(session, now),
  };
}
