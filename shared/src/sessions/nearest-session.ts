import { greatCircleKm, type Position } from '../places/distance.ts';
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

/** Statuses in which a session takes place and has room. */
const standing: readonly SessionStatus[] = ['scheduled', 'open', 'paused', 'moved'];

/** Sessions that can stand in for others, by venue and in order of start; made once, asked often. */
export class StandIns<T extends StandIn> {
  private readonly byVenue: Map<string, T[]>;
  private readonly venuesNear = new Map<string, { sessions: T[]; distanceM: number }[]>();

  constructor(sessions: Iterable<T>) {
    this.byVenue = Map.groupBy(sessions, (session) => session.venueId);
    for (const list of this.byVenue.values()) list.sort((a, b) => a.startsMillis - b.startsMillis);
  }

  /**
   * The next sessions that take place, nearest venue first, then soonest; one a venue before a second of any.
   *
   * @param from `key` names the position, so that its neighbours are measured once
   * @param now Unix milliseconds; sessions that ended are left out
   */
  nearest(from: Position & { key: string; notId: string }, now: number, limit: number): (T & { distanceM: number })[] {
    const found: (T & { distanceM: number })[] = [];
    for (const { sessions, distanceM } of this.near(from)) {
      const next = sessions.find(
        (session) => session.endsMillis > now && session.id !== from.notId && standing.includes(session.status),
      );
      if (next) found.push({ ...next, distanceM });
      if (found.length === limit) break;
    }
    return found;
  }

  private near(from: Position & { key: string }): { sessions: T[]; distanceM: number }[] {
    const known = this.venuesNear.get(from.key);
    if (known) return known;
    const near = [...this.byVenue.values()].flatMap((sessions) => {
      const [first] = sessions;
      return first ? [{ sessions, distanceM: Math.round(greatCircleKm(from, first) * 1000) }] : [];
    });
    near.sort(
      (a, b) => a.distanceM - b.distanceM || (a.sessions[0]?.startsMillis ?? 0) - (b.sessions[0]?.startsMillis ?? 0),
    );
    this.venuesNear.set(from.key, near);
    return near;
  }
}
