import type { Position } from '../../places/distance.ts';
import type { Problem } from '../problem.ts';

/** Indexes of places, the nearest first. Flat degrees: good enough to choose whom to look at, not to count kilometres. */
export function nearestFirst(from: Position | undefined, places: readonly (Position | undefined)[]): number[] {
  const known = places.flatMap((to, at) =>
    from && to ? [{ at, far: (from.lat - to.lat) ** 2 + (from.lon - to.lon) ** 2 }] : [],
  );
  return known.sort((a, b) => a.far - b.far || a.at - b.at).map(({ at }) => at);
}

/** Where each pool's first venue is. */
export function poolPositions(problem: Problem): (Position | undefined)[] {
  return problem.poolVenues.map((venues) => problem.venuePositions[venues[0] ?? -1]);
}
