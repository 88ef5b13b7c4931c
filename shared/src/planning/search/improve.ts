import type { KitGroup } from '../kit-groups.ts';
import type { PoolModel } from '../pool-model.ts';
import type { PoolProgram } from '../pool-program.ts';
import type { Problem } from '../problem.ts';
import type { Draft } from './draft.ts';
import { KitRenamer } from './kit-renamer.ts';
import { KitRoom } from './kit-room.ts';
import { type Random, shuffled } from './random.ts';

/** Plans pools anew around the rest of the plan. */
export class Planner {
  private readonly models: readonly PoolModel[];
  private readonly program: PoolProgram;
  private readonly room: KitRoom;
  private readonly renamer: KitRenamer;

  constructor(problem: Problem, groups: readonly KitGroup[], models: readonly PoolModel[], program: PoolProgram) {
    this.models = models;
    this.program = program;
    this.room = new KitRoom(problem, groups);
    this.renamer = new KitRenamer(problem, groups);
  }

  /**
   * The pool's best stints under prices among the kits that are free, named and put into the draft.
   *
   * @param mayRename also where kits are free by number only: others are then named anew around the stint
   */
  planPool(draft: Draft, pool: number, prices: readonly Float64Array[], mayRename: boolean): void {
    const model = this.models[pool];
    if (!model) return;
    draft.setPool(pool, []);
    const { room } = this;
    room.count(draft);
    const { actions } = model;
    const fits = (at: number, start: number, days: number) => {
      const action = actions[at];
      if (!action) return false;
      return mayRename ? room.fitsByCount(action, start, days) : room.fits(action, start, days);
    };
    this.program.solve(model, { prices, fits });
    for (const { action: at, start, days } of this.program.trace(model)) {
      const action = actions[at];
      if (!action) continue;
      const unnamed = { venue: action.venue, slot: action.slot, start, days, kits: [] };
      const kits =
        room.name(draft, action, start, days) ??
        (mayRename ? this.renamer.makeRoom(draft, unnamed, action.kits) : undefined);
      if (!kits) continue;
      // Read from the draft: making room may have given this pool's earlier stints other kits.
      draft.setPool(pool, [...(draft.stints[pool] ?? []), { ...unnamed, kits }]);
      // Two stints of one pool can share a kit's week: count again before naming the next.
      room.count(draft);
    }
  }
}

/** Chooses pools to plan anew together: nearest ones, or ones with stints on the same dates. */
export class Neighbours {
  private readonly problem: Problem;
  private readonly nearest: number[][];

  constructor(problem: Problem) {
    this.problem = problem;
    this.nearest = nearestPools(problem);
  }

  choose(draft: Draft, count: number, random: Random): number[] {
    const pools = this.problem.poolIds.length;
    const seed = random.below(pools);
    if (count <= 1 || pools <= 1) return [seed];
    const kind = random.next();
    const candidates = kind < 0.35 ? (this.nearest[seed] ?? []) : kind < 0.85 ? sameDates(draft, seed) : [];
    const chosen = new Set([seed]);
    for (const pool of shuffled(candidates.slice(0, 3 * count), random)) if (chosen.size < count) chosen.add(pool);
    for (let tries = 0; chosen.size < count && tries < 3 * count; tries++) chosen.add(random.below(pools));
    return [...chosen];
  }
}

/** Pools with the most dates in common with a pool, most first. */
function sameDates(draft: Draft, pool: number): number[] {
  const dates = new Set<number>();
  for (const { start, days } of draft.stints[pool] ?? []) {
    for (let date = start - 1; date <= start + days; date++) dates.add(date);
  }
  const shared = draft.stints.map((stints, other) => {
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
  const places = problem.poolVenues.map((venues) => problem.venuePositions[venues[0] ?? -1]);
  return places.map((from, pool) => {
    const others = places.flatMap((to, other) => {
      if (!from || !to || other === pool) return [];
      return [{ other, far: (from.lat - to.lat) ** 2 + (from.lon - to.lon) ** 2 }];
    });
    others.sort((a, b) => a.far - b.far || a.other - b.other);
    return others.slice(0, NEAREST).map(({ other }) => other);
  });
}

export interface Improvement {
  draft: Draft;
  planner: Planner;
  neighbours: Neighbours;
  random: Random;
  /** Per kit group and date, in recordings. */
  prices: readonly Float64Array[];
  isOver: () => boolean;
}

const SCALES = [0, 0.3, 0.6, 0.85, 1];

/**
 * One round of large neighbourhood search: takes a few pools out, plans them again one by one, keeps the better.
 *
 * @param tolerance recordings that the draft may lose and still be kept
 * @see Shaw (1998), Using constraint programming and local search methods to solve vehicle routing problems, CP-98
 */
export function improve(search: Improvement, tolerance: number): void {
  const { draft, planner, neighbours, random, prices, isOver } = search;
  const before = draft.objective();
  draft.mark();
  const pools = shuffled(neighbours.choose(draft, 1 + random.below(5), random), random);
  for (const pool of pools) draft.setPool(pool, []);
  const scale = SCALES[random.below(SCALES.length)] ?? 0;
  const mayRename = random.next() < 0.7;
  const scaled = prices.map((row) => row.map((price) => price * scale));
  const free = prices.map((row) => row.map(() => 0));
  for (const [at, pool] of pools.entries()) {
    if (isOver()) break;
    planner.planPool(draft, pool, at + 1 < pools.length ? scaled : free, mayRename);
  }
  if (draft.objective() < before - tolerance) draft.rollback();
}
