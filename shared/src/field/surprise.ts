export type Surprise = 'fewer' | 'more';

/** What a closed session tells. */
export interface SessionCounts {
  served: number;
  /** People sent home unserved; null where nobody counted. */
  turnedAway: number | null;
  /** Recordings that the session's kits could finish, an estimate. */
  capacity: number;
}

/** The 10 % and 90 % quantiles of a session's demand, in people: the 80 % interval. */
export interface UsualRange {
  low: number;
  high: number;
}

/**
 * What can be seen of a session's demand, and the most that can be: where nobody counted who was sent home that is the capacity, or whoever
 * was served beyond it; else there is no limit.
 */
export function seenDemand({ served, turnedAway, capacity }: SessionCounts): { came: number; most: number } {
  const most = turnedAway === null ? Math.max(capacity, served) : Number.POSITIVE_INFINITY;
  return { came: served + (turnedAway ?? 0), most };
}

/** On which side of its 80 % interval a count fell, as far as it could be seen; null inside it, ends included. */
export function surpriseOf(counts: SessionCounts, usual: UsualRange): Surprise | null {
  const { came, most } = seenDemand(counts);
  if (came < Math.min(usual.low, most)) return 'fewer';
  return came > Math.min(usual.high, most) ? 'more' : null;
}
