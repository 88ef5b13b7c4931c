import { addDays, daysBetween, type LocalDate } from '../calendar/local-date.ts';
import type { PublicVenue } from '../places/public-venue.ts';
import type { Pause, Session, SessionStatus } from './session.ts';

/** Days that a phone keeps, today included. */
export const COPY_DAYS = 28;

/** What a phone keeps of one session. */
export interface KeptSession {
  id: string;
  venue: PublicVenue;
  date: LocalDate;
  /** `HH:mm` on the office's wall clock. */
  start: string;
  end: string;
  status: SessionStatus;
  crowd: Session['expected']['crowd'];
  kits: number;
  pauses: Pause[];
  /** The last move or cancellation; `from` is `venueId|YYYY-MM-DD|slotId`. */
  change: { what: 'moved' | 'cancelled'; from: string | null; reason: string; at: string } | null;
  /** Ids of sessions to go to in place of this one, the first one to go to first. */
  instead: string[];
}

export interface CityInfo {
  office: string;
  /** IANA name. */
  zone: string;
  zoneName: string;
  from: LocalDate;
  /** `HH:mm`, start and end, by slot. */
  slotHours: Record<string, [string, string]>;
}

type Crowd = Session['expected']['crowd'];

/**
 * The whole city's coming sessions in as few bytes as plain JSON allows: what many sessions share stands once, in a
 * list, and sessions name its place there.
 */
export interface CityCopy extends CityInfo {
  version: 1;
  areas: [code: string, name: string, district: string][];
  venues: [
    id: string,
    name: string,
    kind: PublicVenue['kind'],
    address: string,
    lat: number,
    lon: number,
    area: number,
  ][];
  hours: string[];
  states: [status: SessionStatus, crowd: Crowd, kits: number][];
  rests: Pause[][];
  /** `day` counts from `from`. */
  sessions: [id: string, venue: number, day: number, hours: number, state: number, rests: number][];
  /** Of the few that have moved or been cancelled. */
  changes: [session: number, what: 'moved' | 'cancelled', from: string | null, reason: string, at: string][];
  instead: [session: number, ...others: string[]][];
}

/** A list in which each thing stands once; `place` adds what is new. */
class Once<T> {
  readonly list: T[] = [];
  readonly #places = new Map<string, number>();

  place(key: string, thing: () => T): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.list.length);
    this.list.push(thing());
    return this.list.length - 1;
  }
}

/** @param formerVenues places that sessions have moved away from, which need a name though nothing happens there */
export function packCity(info: CityInfo, sessions: readonly Session[], formerVenues: readonly PublicVenue[]): CityCopy {
  const areas = new Once<CityCopy['areas'][number]>();
  const venues = new Once<CityCopy['venues'][number]>();
  const hours = new Once<string>();
  const states = new Once<CityCopy['states'][number]>();
  const rests = new Once<Pause[]>();
  const venuePlace = (venue: PublicVenue) =>
    venues.place(venue.id, () => {
      const { id, name, kind, address, lat, lon, area } = venue;
      const areaPlace = areas.place(area.code, () => [area.code, area.name, area.district]);
      return [id, name, kind, address, lat, lon, areaPlace];
    });
  const rows = sessions.map(({ id, venue, date, startsAt, endsAt, status, expected, kits, pauses }) => {
    const span = `${startsAt.slice(11, 16)}-${endsAt.slice(11, 16)}`;
    const row: CityCopy['sessions'][number] = [
      id,
      venuePlace(venue),
      daysBetween(info.from, date),
      hours.place(span, () => span),
      states.place([status, expected.crowd, kits].join(), () => [status, expected.crowd, kits]),
      rests.place(JSON.stringify(pauses), () => pauses),
    ];
    return row;
  });
  for (const venue of formerVenues) venuePlace(venue);
  return {
    version: 1,
    ...info,
    areas: areas.list,
    venues: venues.list,
    hours: hours.list,
    states: states.list,
    rests: rests.list,
    sessions: rows,
    changes: sessions.flatMap(changeRow),
    instead: sessions.flatMap(({ alternatives }, index) => (alternatives.length > 0 ? [[index, ...alternatives]] : [])),
  };
}

function changeRow({ changes }: Session, index: number): CityCopy['changes'] {
  const last = changes.filter(({ what }) => what === 'moved' || what === 'cancelled').slice(-1)[0];
  if (last?.what !== 'moved' && last?.what !== 'cancelled') return [];
  return [[index, last.what, last.from, last.reason, last.at]];
}

/** @throws Error where the copy names a place in a list that the list does not have */
export function unpackCity(copy: CityCopy): KeptSession[] {
  const areas = copy.areas.map(([code, name, district]) => ({ code, name, district }));
  const venues = unpackVenues(copy, areas);
  const changes = new Map(
    copy.changes.map(([session, what, from, reason, at]) => [session, { what, from, reason, at }]),
  );
  const instead = new Map(copy.instead.map(([session, ...others]) => [session, others]));
  return copy.sessions.map(([id, venue, day, span, state, rests], index) => {
    const [start = '', end = ''] = at(copy.hours, span).split('-');
    const [status, crowd, kits] = at(copy.states, state);
    return {
      id,
      venue: at(venues, venue),
      date: addDays(copy.from, day),
      start,
      end,
      status,
      crowd,
      kits,
      pauses: at(copy.rests, rests),
      change: changes.get(index) ?? null,
      instead: instead.get(index) ?? [],
    };
  });
}

/** Every venue that the copy names. */
export function unpackVenues(copy: CityCopy, areas: PublicVenue['area'][]): PublicVenue[] {
  return copy.venues.map(([id, name, kind, address, lat, lon, area]) => ({
    id,
    name,
    kind,
    address,
    lat,
    lon,
    area: at(areas, area),
  }));
}

function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new Error(`The copy of the city has no entry ${place} of ${list.length}.`);
  return found;
}
