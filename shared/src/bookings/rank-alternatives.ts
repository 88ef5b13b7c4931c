import { metresAndDays } from '../sessions/nearest-session.ts';

/** A session that could take up people whose own fell away or moved. */
export interface Alternative {
  sessionId: string;
  /** Straight line from where they were to come. */
  distanceM: number;
  /** Unix milliseconds. */
  startsMillis: number;
  /** People who still find a place there. */
  room: number;
}

/**
 * Best first: the way to it and the time until it or since, a day either way weighing as much as a kilometre; then sooner, then by id, so that
 * everybody is told the same order. Room does not change the order: it says who still finds a place at which (`shareOut`).
 *
 * @param startsMillis when the session that they relied on would have begun, Unix milliseconds
 */
export function rankAlternatives<T extends Alternative>(found: readonly T[], startsMillis: number): T[] {
  const cost = (one: T) => metresAndDays(one, startsMillis);
  return [...found].sort(
    (a, b) => cost(a) - cost(b) || a.startsMillis - b.startsMillis || (a.sessionId < b.sessionId ? -1 : 1),
  );
}

/** Somebody who is to be taken along: all on one ticket go together. */
export interface Displaced {
  ticketId: string;
  people: number;
}

/**
 * Who finds a place at which alternative: each in turn, first come first, gets the best-ranked one that has room for all on the ticket. Nobody
 * is passed by somebody behind who needs no less room, which is what keeps relative priority.
 *
 * @param displaced in order of priority
 * @param ranked by `rankAlternatives`
 * @returns the alternative of each, in the same order; null where none has room for them
 */
export function shareOut<D extends Displaced, A extends Alternative>(
  displaced: readonly D[],
  ranked: readonly A[],
): { who: D; to: A | null }[] {
  const room = new Map(ranked.map((one) => [one, one.room]));
  return displaced.map((who) => {
    const to = ranked.find((one) => (room.get(one) ?? 0) >= who.people) ?? null;
    if (to) room.set(to, (room.get(to) ?? 0) - who.people);
    return { who, to };
  });
}

/** Nobody is asked to answer later than this before what they would go to begins. */
export const ANSWER_BEFORE_HOURS = 2;

const REMINDED_BEFORE_HOURS = 4;

const HOUR_MILLIS = 3_600_000;

/**
 * Until when an answer is waited for, Unix milliseconds: so many hours, but never less than two hours before the session that would be gone to.
 *
 * @param startsMillis of that session
 */
export function answerDeadline(now: number, answerHours: number, startsMillis: number): number {
  return Math.min(now + answerHours * HOUR_MILLIS, startsMillis - ANSWER_BEFORE_HOURS * HOUR_MILLIS);
}

/** When somebody who has not answered is reminded: four hours before the deadline, after half of the time where that is later. */
export function reminderAt(now: number, deadline: number): number {
  return Math.max(now + (deadline - now) / 2, deadline - REMINDED_BEFORE_HOURS * HOUR_MILLIS);
}
