import { EARTH_RADIUS_KM, greatCircleKm, type Position } from '../places/distance.ts';
import type { SessionStatus } from './session.ts';

/** A session that somebody might go to instead. */
export interface StandIn extends Position {
  id: string;
  venueId: string;
  status: SessionStatus;
  /** Unix milliseconds. */
  endsMillis: number;
  startsMillis: number;
}

/** All sessions at one venue, in order of start. */
interface Place<T> extends Position {
  venueId: string;
  sessions: readonly T[];
}

/** Statuses in which a session takes place and has room. */
const standing: readonly SessionStatus[] = ['scheduled', 'open', 'paused', 'moved'];

/** Metres of a meridian between two places a degree apart. */
const DEGREE_M = (EARTH_RADIUS_KM * 1000 * Math.PI) / 180;

/** Sessions that can stand in for others, by venue and in order of start; made once, asked often, never changed. */
export class StandIns<T extends StandIn> {
  private byVenue: ReadonlyMap<string, readonly T[]>;
  /** From south to north. */
  private places: readonly Place<T>[];

  constructor(sessions: Iterable<T>) {
    const byVenue = Map.groupBy(sessions, (session) => session.venueId);
    for (const list of byVenue.values()) list.sort(byStart);
    this.byVenue = byVenue;
    this.places = placesOf(byVenue).sort(southFirst);
  }

  /** The sessions of each venue, in order of start. */
  venues(): Iterable<readonly T[]> {
    return this.byVenue.values();
  }

  ofVenue(venueId: string): readonly T[] {
    return this.byVenue.get(venueId) ?? [];
  }

  /** The same, with these sessions in place of all that the venues named had before; other venues are shared. */
  with(changed: ReadonlyMap<string, readonly T[]>): StandIns<T> {
    const fresh = new Map([...changed].map(([venueId, list]) => [venueId, [...list].sort(byStart)]));
    const byVenue = new Map(this.byVenue);
    for (const [venueId, list] of fresh) {
      if (list.length > 0) byVenue.set(venueId, list);
      else byVenue.delete(venueId);
    }
    const others = this.places.filter(({ venueId }) => !fresh.has(venueId));
    const copy = new StandIns<T>([]);
    copy.byVenue = byVenue;
    copy.places = [...others, ...placesOf(fresh)].sort(southFirst);
    return copy;
  }

  /**
   * The next sessions that take place, nearest venue first, then soonest; one a venue.
   *
   * @param from `notId` is the session that others stand in for
   * @param now Unix milliseconds; sessions that ended are left out
   */
  nearest(from: Position & { notId: string }, now: number, limit: number): (T & { distanceM: number })[] {
    const best: (T & { distanceM: number })[] = [];
    for (const place of this.outwardFrom(from.lat)) {
      const worst = best.length < limit ? Infinity : (best.at(-1)?.distanceM ?? 0);
      // Whatever comes now lies at least that far north or south.
      if (Math.abs(place.lat - from.lat) * DEGREE_M > worst + 1) break;
      const distanceM = Math.round(greatCircleKm(from, place) * 1000);
      if (distanceM > worst) continue;
      const next = place.sessions.find(
        ({ id, status, endsMillis }) => endsMillis > now && id !== from.notId && standing.includes(status),
      );
      if (!next) continue;
      best.push({ ...next, distanceM });
      best.sort(nearestThenSoonest);
      if (best.length > limit) best.pop();
    }
    return best;
  }

  /** Places by how far north or south they lie, nearest first. */
  private *outwardFrom(lat: number): Generator<Place<T>> {
    let north = firstNotBelow(this.places, lat);
    let south = north - 1;
    for (;;) {
      const up = this.places[north];
      const down = this.places[south];
      if (up && (!down || up.lat - lat <= lat - down.lat)) {
        yield up;
        north++;
      } else if (down) {
        yield down;
        south--;
      } else return;
    }
  }
}

function byStart(a: StandIn, b: StandIn): number {
  return a.startsMillis - b.startsMillis;
}

function nearestThenSoonest<T extends StandIn & { distanceM: number }>(a: T, b: T): number {
  return a.distanceM - b.distanceM || a.startsMillis - b.startsMillis || (a.venueId < b.venueId ? -1 : 1);
}

function placesOf<T extends StandIn>(byVenue: ReadonlyMap<string, readonly T[]>): Place<T>[] {
  return [...byVenue].flatMap(([venueId, sessions]) => {
    const [first] = sessions;
    return first ? [{ venueId, lat: first.lat, lon: first.lon, sessions }] : [];
  });
}

function southFirst(a: Position, b: Position): number {
  return a.lat - b.lat;
}

function firstNotBelow(places: readonly Position[], lat: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.lat ?? Infinity) < lat) low = middle + 1;
    else high = middle;
  }
  return low;
}
