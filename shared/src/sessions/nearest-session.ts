import { EARTH_RADIUS_KM, greatCircleKm, type Position } from '../places/distance.ts';
import { type Room, type Service, type SessionStatus, services } from './session.ts';

/** A session that somebody might go to instead. */
export interface StandIn extends Position {
  id: string;
  venueId: string;
  status: SessionStatus;
  /** Left out where nobody could tell. */
  room?: Room | null;
  service: Service;
  /** Since when no further number could be served by closing; null where one could, or no numbers are given. */
  fullSince: string | null;
  /** Unix milliseconds. */
  endsMillis: number;
  startsMillis: number;
}

/** All sessions at one venue, in order of start. */
interface Place<T> extends Position {
  venueId: string;
  sessions: readonly T[];
}

/** What others stand in for, and where that is. */
export interface StoodInFor extends Position {
  /** The session that cannot be gone to; empty where there is none. */
  notId: string;
  /** What people would come for; null where nobody said: then any is offered, recordings before printing at one place and hour. */
  service: Service | null;
}

/** How far is looked for something in place of a session. */
export interface Reach {
  /** Straight line. */
  withinKm: number;
  /** Before and after `aroundMillis`. */
  withinDays: number;
  /** Unix milliseconds: when the session that cannot be gone to begins. */
  aroundMillis: number;
  /** The day that people are about to go, Unix milliseconds: the nearest that begins in it comes before all others; by default none does. */
  firstOn?: { fromMillis: number; untilMillis: number } | null;
}

/** How far is looked: half an hour's ride, and two weeks to either side of the session's own date. */
export const ALTERNATIVES_WITHIN_KM = 10;
export const ALTERNATIVES_WITHIN_DAYS = 14;

const DAY_MILLIS = 86_400_000;

/** What waiting a day, or coming a day earlier, is worth in metres on the way. */
const METRES_A_DAY = 1000;

/** What a session costs who would go to it, in metres: the way, and the days until then or since. */
export function metresAndDays(
  { distanceM, startsMillis }: { distanceM: number; startsMillis: number },
  aroundMillis: number,
): number {
  return distanceM + (Math.abs(startsMillis - aroundMillis) / DAY_MILLIS) * METRES_A_DAY;
}

/** A venue's session to go to, and what it costs beside the way, in metres. */
interface Choice<T> {
  session: T;
  extraMetres: number;
}

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
    const copy = new StandIns<T>([]);
    copy.byVenue = byVenue;
    const places = placesOf(fresh);
    const others = this.places.filter(({ venueId }) => !fresh.has(venueId));
    copy.places = [...others, ...places].sort(southFirst);
    return copy;
  }

  /**
   * The next sessions that take place and have room, nearest venue first, then soonest; one a venue.
   *
   * @param now Unix milliseconds; sessions that ended are left out
   */
  nearest(from: StoodInFor, now: number, limit: number): (T & { distanceM: number })[] {
    return this.choose(from, limit, Number.POSITIVE_INFINITY, (sessions) => {
      const next = sessions.find((session) => standsInFor(session, from, now));
      return next ? { session: next, extraMetres: 0 } : null;
    });
  }

  /**
   * Where to go in place of one session: of those of the same service that take place, have room, have not ended and lie within reach, first the nearest on the
   * day that people are about to go, then the few that are nearest in place and date together, a day weighing as much as a kilometre; one a
   * venue, nearest venue first.
   *
   * @param now Unix milliseconds
   */
  inPlaceOf(
    from: StoodInFor,
    now: number,
    limit: number,
    { withinKm, withinDays, aroundMillis, firstOn = null }: Reach,
  ): (T & { distanceM: number })[] {
    const isPossible = (session: T) => standsInFor(session, from, now);
    const isOnTheDay = ({ startsMillis }: T) =>
      firstOn !== null && firstOn.fromMillis <= startsMillis && startsMillis < firstOn.untilMillis;
    const first = this.choose(from, firstOn ? 1 : 0, withinKm * 1000, (sessions) => {
      const session = sessions.find((one) => isOnTheDay(one) && isPossible(one));
      return session ? { session, extraMetres: 0 } : null;
    });
    const rest = this.choose(from, limit - first.length, withinKm * 1000, (sessions) => {
      if (sessions[0]?.venueId === first[0]?.venueId) return null;
      const choices = sessions.flatMap((session) => {
        const days = Math.abs(session.startsMillis - aroundMillis) / DAY_MILLIS;
        return days <= withinDays && isPossible(session) ? [{ session, extraMetres: days * METRES_A_DAY }] : [];
      });
      return choices.reduce<Choice<T> | null>(
        (best, one) => (best === null || one.extraMetres < best.extraMetres ? one : best),
        null,
      );
    });
    return [...first, ...rest];
  }

  /** The choices that cost least in all, the way included, nearest venue first. */
  private choose(
    from: Position,
    limit: number,
    withinM: number,
    choiceAt: (sessions: readonly T[]) => Choice<T> | null,
  ): (T & { distanceM: number })[] {
    if (limit <= 0) return [];
    const best: { found: T & { distanceM: number }; cost: number }[] = [];
    for (const place of this.outwardFrom(from.lat)) {
      const worst = Math.min(withinM, best.length < limit ? Number.POSITIVE_INFINITY : (best.at(-1)?.cost ?? 0));
      // Whatever comes now lies at least that far north or south.
      if (Math.abs(place.lat - from.lat) * DEGREE_M > worst + 1) break;
      const distanceM = Math.round(greatCircleKm(from, place) * 1000);
      const choice = distanceM > worst ? null : choiceAt(place.sessions);
      if (!choice) continue;
      best.push({ found: { ...choice.session, distanceM }, cost: distanceM + choice.extraMetres });
      best.sort((a, b) => a.cost - b.cost || nearestThenSoonest(a.found, b.found));
      if (best.length > limit) best.pop();
    }
    return best.map(({ found }) => found).sort(nearestThenSoonest);
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

/**
 * True where it takes place, people are served there, and who comes now has a chance to be, with the last numbers too.
 *
 * @param now Unix milliseconds
 */
export function canBeGoneTo(
  { status, endsMillis, fullSince }: Pick<StandIn, 'status' | 'endsMillis' | 'fullSince'>,
  now: number,
): boolean {
  if (endsMillis <= now || fullSince !== null) return false;
  return status === 'scheduled' || status === 'moved' || status === 'open';
}

/** True where its crew has said that few more can be served: who lives near may try, nobody is sent there from elsewhere. */
export function isNearlyFull({ status, room }: Pick<StandIn, 'status' | 'room'>): boolean {
  return status === 'open' && room === 'last';
}

function standsInFor(session: StandIn, { notId, service }: StoodInFor, now: number): boolean {
  if (session.id === notId || (service !== null && session.service !== service)) return false;
  return canBeGoneTo(session, now) && !isNearlyFull(session);
}

function byStart(a: StandIn, b: StandIn): number {
  const byService = services.indexOf(a.service) - services.indexOf(b.service);
  return a.startsMillis - b.startsMillis || byService || (a.id < b.id ? -1 : 1);
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
