import { type Random, shuffled } from '../../random/seeded-random.ts';
import type { Problem, Stint } from '../problem.ts';
import { nearestFirst, poolPositions } from './nearest.ts';

/** Chooses pools to plan anew together: nearest ones, or ones with stints on the same dates. */
export class Neighbours {
  private readonly problem: Problem;
  private readonly nearest: number[][];

  constructor(problem: Problem) {
    this.problem = problem;
    this.nearest = nearestPools(problem);
  }

  choose(visits: readonly (readonly Stint[])[], count: number, random: Random): number[] {
    const pools = this.problem.poolIds.length;
    const seed = random.below(pools);
    if (count <= 1 || pools <= 1) return [seed];
    const kind = random.next();
    const candidates = kind < 0.35 ? (this.nearest[seed] ?? []) : kind < 0.85 ? sameDates(visits, seed) : [];
    const chosen = new Set([seed]);
    for (const pool of shuffled(candidates.slice(0, 3 * count), random)) if (chosen.size < count) chosen.add(pool);
    for (let tries = 0; chosen.size < count && tries < 3 * count; tries++) chosen.add(random.below(pools));
    return [...chosen];
  }
}

/** Pools with the most dates in common with a pool, most first. */
function sameDates(visits: readonly (readonly Stint[])[], pool: number): number[] {
  const dates = new Set<number>();
  for (const { start, days } of visits[pool] ?? []) {
    for (let date = start - 1; date <= start + days; date++) dates.add(date);
  }
  const shared = visits.map((stints, other) => {
    let count = 0;
    for (const { start, days } of stints)
      for (let date = start; date < start + days; date++) if (dates.has(date)) count++;
    return { other, count };
  });
  const withSome = shared.filter(({ other, count }) => other !== pool && count > 0);
  return withSome.sort((a, b) => b.count - a.count || a.other - b.other).map(({ other }) => other);
}

const NEAREST = 12;

function nearestPools(problem: Problem): number[][] {
  const places = poolPositions(problem);
  return places.map((from, pool) =>
    nearestFirst(from, places)
      .filter((other) => other !== pool)
      .slice(0, NEAREST),
  );
}
