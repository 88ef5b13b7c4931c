import { EARTH_RADIUS_KM, greatCircleKm, type Position } from '../places/distance.ts';
import type { KitGroup } from './kit-groups.ts';
import type { Problem } from './problem.ts';

/**
 * Per kit group, the least that a kit's way to a venue can cost, in recordings, unless it comes from the same pool: from
 * the nearest venue of another pool, or the nearest base of the group.
 */
export function leastTravel(problem: Problem, venue: number, groups: readonly KitGroup[]): Float64Array {
  const { rules, venuePositions, venuePool, kitBases } = problem;
  const here = venuePositions[venue];
  if (!here || rules.kmCost === 0) return new Float64Array(groups.length);
  let nearest = Number.POSITIVE_INFINITY;
  for (const [other, position] of venuePositions.entries()) {
    if (venuePool[other] !== venuePool[venue]) nearest = nearer(here, position, nearest);
  }
  return Float64Array.from(groups, ({ kits }) => {
    let km = nearest;
    for (const kit of kits) km = nearer(here, kitBases[kit] ?? here, km);
    return km === Number.POSITIVE_INFINITY ? 0 : rules.kmCost * rules.detour * km;
  });
}

/** The lesser of two distances; one that the latitudes alone make longer is not worked out. */
function nearer(here: Position, there: Position, km: number): number {
  const apart = (Math.abs(here.lat - there.lat) * Math.PI * EARTH_RADIUS_KM) / 180;
  return apart < km ? Math.min(km, greatCircleKm(here, there)) : km;
}
