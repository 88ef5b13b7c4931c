import { addDays, daysBetween, type LocalDate } from '../calendar/local-date.ts';
import type { PublicVenue } from '../places/public-venue.ts';
import type { Pause, Room, Service, Session, SessionStatus } from './session.ts';
import { longId, shortId } from './short-id.ts';

/** Days that a phone keeps, today included. */
export const COPY_DAYS = 28;

/** Grows where a reader of the form before would go wrong. */
export const COPY_VERSION = 2;

const CODE_LENGTH = 7;

/** Statuses in which a crew has spoken from the place. */
const spoken: readonly SessionStatus[] = ['open', 'full', 'paused'];

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
  service: Service;
  pauses: Pause[];
  /** Check code of what is promised here, seven characters. */
  code: string;
  /** What its crew said last of an evening under way, and when, ISO 8601; null where no crew has spoken. */
  told: { room: Room | null; at: string } | null;
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
  /** ISO 8601: as of when this is true where the office's system failed as the copy was made; null where it was true then. */
  asOf: string | null;
  /** `HH:mm`, start and end, by slot. */
  slotHours: Record<string, [string, string]>;
}

const columns = ['venues', 'days', 'hours', 'states', 'rests'] as const;

type Crowd = Session['expected']['crowd'];

/**
 * The whole city's coming sessions in as few bytes as plain JSON allows: what many sessions share stands once, in a
 * list, and sessions name its place there.
 */
export interface CityCopy extends CityInfo {
  version: typeof COPY_VERSION;
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
  states: [status: SessionStatus, crowd: Crowd, kits: number, service: Service][];
  rests: Pause[][];
  /** A column each, which packs smaller than a row a session; `days` counts from `from`. */
  sessions: Record<(typeof columns)[number], number[]> & { ids: string[] };
  /** Of the few that have moved or been cancelled. */
  changes: [session: number, what: 'moved' | 'cancelled', from: string | null, reason: string, at: string][];
  instead: [session: number, ...others: string[]][];
  told: [session: number, room: Room | null, at: string][];
  /** Seven characters a session, one after the other. */
  codes: string;
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

/** Packs a copy one session after the other, so that whoever has very many may do something else between them. */
export class CityPacker {
  readonly #info: CityInfo;
  readonly #areas = new Once<CityCopy['areas'][number]>();
  readonly #venues = new Once<CityCopy['venues'][number]>();
  readonly #hours = new Once<string>();
  readonly #states = new Once<CityCopy['states'][number]>();
  readonly #rests = new Once<Pause[]>();
  readonly #rows: CityCopy['sessions'] = { ids: [], venues: [], days: [], hours: [], states: [], rests: [] };
  readonly #changes: CityCopy['changes'] = [];
  readonly #instead: CityCopy['instead'] = [];
  readonly #told: CityCopy['told'] = [];
  #codes = '';

  constructor(info: CityInfo) {
    this.#info = info;
  }

  /** @param code its check code as it stands, seven characters and any dashes */
  add(session: Session, code: string): void {
    const { id, venue, date, startsAt, endsAt, status, expected, kits, service, pauses } = session;
    const index = this.#rows.ids.length;
    const span = `${startsAt.slice(11, 16)}-${endsAt.slice(11, 16)}`;
    const state: CityCopy['states'][number] = [status, expected.crowd, kits, service];
    this.#rows.ids.push(shortId(id));
    this.#rows.venues.push(this.#venuePlace(venue));
    this.#rows.days.push(daysBetween(this.#info.from, date));
    this.#rows.hours.push(this.#hours.place(span, () => span));
    this.#rows.states.push(this.#states.place(state.join(), () => state));
    this.#rows.rests.push(this.#rests.place(JSON.stringify(pauses), () => pauses));
    this.#changes.push(...changeRow(session, index));
    if (session.alternatives.length > 0) this.#instead.push([index, ...session.alternatives.map(shortId)]);
    if (spoken.includes(status)) this.#told.push([index, session.room, session.checkedAt]);
    this.#codes += code.replaceAll('-', '');
  }

  /** @param formerVenues places that sessions have moved away from, which need a name though nothing happens there */
  copy(formerVenues: readonly PublicVenue[]): CityCopy {
    for (const venue of formerVenues) this.#venuePlace(venue);
    return {
      version: COPY_VERSION,
      ...this.#info,
      areas: this.#areas.list,
      venues: this.#venues.list,
      hours: this.#hours.list,
      states: this.#states.list,
      rests: this.#rests.list,
      sessions: this.#rows,
      changes: this.#changes,
      instead: this.#instead,
      told: this.#told,
      codes: this.#codes,
    };
  }

  #venuePlace(venue: PublicVenue): number {
    return this.#venues.place(venue.id, () => {
      const { id, name, kind, address, lat, lon, area } = venue;
      const areaPlace = this.#areas.place(area.code, () => [area.code, area.name, area.district]);
      return [id, name, kind, address, lat, lon, areaPlace];
    });
  }
}

/**
 * @param formerVenues places that sessions have moved away from, which need a name though nothing happens there
 * @param codeOf check code of a session as it stands, seven characters and any dashes
 */
export function packCity(
  info: CityInfo,
  sessions: readonly Session[],
  formerVenues: readonly PublicVenue[],
  codeOf: (session: Session) => string,
): CityCopy {
  const packer = new CityPacker(info);
  for (const session of sessions) packer.add(session, codeOf(session));
  return packer.copy(formerVenues);
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
  const instead = new Map(copy.instead.map(([session, ...others]) => [session, others.map(longId)]));
  const told = new Map(copy.told.map(([session, room, at]) => [session, { room, at }]));
  return copy.sessions.ids.map((short, index) => {
    const [venue, day, span, state, rests] = columns.map((column) => at(copy.sessions[column], index)) as Row;
    const [start = '', end = ''] = at(copy.hours, span).split('-');
    const [status, crowd, kits, service] = at(copy.states, state);
    return {
      id: longId(short),
      venue: at(venues, venue),
      date: addDays(copy.from, day),
      start,
      end,
      status,
      crowd,
      kits,
      service,
      pauses: at(copy.rests, rests),
      code: copy.codes.slice(index * CODE_LENGTH, (index + 1) * CODE_LENGTH),
      told: told.get(index) ?? null,
      change: changes.get(index) ?? null,
      instead: instead.get(index) ?? [],
    };
  });
}

type Row = [venue: number, day: number, span: number, state: number, rests: number];

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
