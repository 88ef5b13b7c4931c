import type { KitGroup } from './kit-groups.ts';
import { negativeBinomialServed } from './negative-binomial-served.ts';
import { capacityAt, capacityOf, isOpen, type Problem, rateOf, type Stint } from './problem.ts';
import { ServedGrids } from './served-grid.ts';

/** One way to serve a pool: a venue, a slot, and how many kits of each group. */
export interface Action {
  venue: number;
  slot: number;
  /** Per kit group. */
  kits: number[];
  kitCount: number;
}

/** A pinned session: nothing to decide, but it depletes the pool. */
export interface ForcedSession {
  date: number;
  slotStart: number;
  grid: number;
}

/** Everything about one pool that no price and no other pool changes. */
export interface PoolModel {
  pool: number;
  actions: Action[];
  grids: ServedGrids;
  /** action × date: index in `grids.all`, or −1 where no stint may stand. */
  gridOf: Int32Array;
  /** action × date: changeCost that a session there saves, in recordings. */
  saved: Float64Array;
  /** In order of date, then slot start. */
  forced: ForcedSession[];
  /** Sessions that count against a shortfall; more than this many levels are not told apart. */
  levels: number;
}

/** A pool that asks for more sessions than this is held to this many inside the pool's problem. */
const MOST_LEVELS = 6;

/** Every way to choose 1…most kits out of groups of these sizes. */
export function kitChoices(sizes: readonly number[], most: number): number[][] {
  let choices: number[][] = [[]];
  for (const size of sizes) {
    choices = choices.flatMap((choice) => {
      const left = most - choice.reduce((sum, kits) => sum + kits, 0);
      return Array.from({ length: Math.min(size, left) + 1 }, (_, kits) => [...choice, kits]);
    });
  }
  return choices.filter((choice) => choice.some((kits) => kits > 0));
}

export function pinnedSessions(problem: Problem, pool: number): { stint: Stint; date: number; slotStart: number }[] {
  const sessions = problem.pinned
    .filter((stint) => problem.venuePool[stint.venue] === pool)
    .flatMap((stint) => {
      const slotStart = problem.slotStartMinutes[stint.slot] ?? 0;
      return Array.from({ length: stint.days }, (_, day) => ({ stint, date: stint.start + day, slotStart }));
    });
  return sessions.sort((a, b) => a.date - b.date || a.slotStart - b.slotStart);
}

function actionsOf(problem: Problem, pool: number, groups: readonly KitGroup[]): Action[] {
  const sizes = groups.map((group) => group.kits.length);
  return (problem.poolVenues[pool] ?? []).flatMap((venue) => {
    const choices = kitChoices(sizes, problem.maxKits[venue] ?? 0);
    return problem.slotIds.flatMap((_, slot) =>
      worthwhile(problem, groups, choices, { pool, venue, slot }).map((kits) => {
        return { venue, slot, kits, kitCount: kits.reduce((sum, count) => sum + count, 0) };
      }),
    );
  });
}

/** Recordings that the kits chosen from the groups make an hour. */
export function perHourOf(groups: readonly KitGroup[], kits: readonly number[]): number {
  return kits.reduce((sum, count, group) => sum + count * (groups[group]?.recordingsPerHour ?? 0), 0);
}

/** Below half of what it costs a kit is left out with a margin that no rounding eats. */
const MARGIN = 0.5;

/**
 * Leaves out choices with a kit too many: one that in its longest stint, with everybody still to come, records no more
 * than half its set-up cost beside the others. Such a choice is worse than the same without that kit at any prices, since
 * later sessions never gain by an earlier one's recordings.
 */
function worthwhile(
  problem: Problem,
  groups: readonly KitGroup[],
  choices: readonly number[][],
  place: { pool: number; venue: number; slot: number },
): number[][] {
  const { pool, venue, slot } = place;
  const open = problem.dates.map((_, date) => date).filter((date) => isOpen(problem, venue, slot, date));
  if (open.length === 0) return [];
  const people = problem.remaining[pool] ?? 0;
  const means = [...new Set(open.map((date) => people * rateOf(problem, venue, slot, date)))];
  const days = Math.min(problem.rules.maxDays, problem.dates.length);
  const served = new Map<number, number[]>();
  const servedBy = (kits: readonly number[]) => {
    const capacity = capacityAt(problem, slot, perHourOf(groups, kits));
    const known = served.get(capacity);
    if (known) return known;
    const values = means.map((mean) => negativeBinomialServed(mean, problem.dispersion[venue] ?? 0, capacity));
    served.set(capacity, values);
    return values;
  };
  return choices.filter((kits) => {
    if (kits.reduce((sum, count) => sum + count, 0) === 1) return true;
    const withAll = servedBy(kits);
    return kits.every((count, group) => {
      if (count === 0) return true;
      const without = servedBy(kits.map((of, at) => (at === group ? of - 1 : of)));
      const gain = Math.max(...withAll.map((value, at) => value - (without[at] ?? 0)));
      return days * gain > MARGIN * problem.rules.setupCost;
    });
  });
}

/** Published dates per venue and slot, `venue/slot/date` → their weight: changeCosts that losing the session costs. */
export function publishedDates(problem: Problem): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { venue, slot, start, weights: ofDates } of problem.published) {
    for (const [day, weight] of ofDates.entries()) {
      const key = `${venue}/${slot}/${start + day}`;
      weights.set(key, (weights.get(key) ?? 0) + weight);
    }
  }
  return weights;
}

/** @param cells steps of the grid of people remaining */
export function poolModel(
  problem: Problem,
  pool: number,
  groups: readonly KitGroup[],
  cells: number,
  published: Map<string, number>,
): PoolModel {
  const width = problem.dates.length;
  const actions = actionsOf(problem, pool, groups);
  const grids = new ServedGrids(problem.remaining[pool] ?? 0, cells);
  const pinned = pinnedSessions(problem, pool);
  const blocked = blockedDates(problem, pinned);
  const gridOf = new Int32Array(actions.length * width).fill(-1);
  const saved = new Float64Array(actions.length * width);
  for (const [at, { venue, slot, kits }] of actions.entries()) {
    const capacity = capacityAt(problem, slot, perHourOf(groups, kits));
    for (let date = 0; date < width; date++) {
      if (blocked[date] || !isOpen(problem, venue, slot, date)) continue;
      gridOf[at * width + date] = grids.of(
        rateOf(problem, venue, slot, date),
        problem.dispersion[venue] ?? 0,
        capacity,
      );
      saved[at * width + date] = problem.rules.changeCost * (published.get(`${venue}/${slot}/${date}`) ?? 0);
    }
  }
  const forced = pinned.map(({ stint, date, slotStart }) => {
    const capacity = capacityOf(problem, stint.slot, stint.kits);
    const rate = rateOf(problem, stint.venue, stint.slot, date);
    return { date, slotStart, grid: grids.of(rate, problem.dispersion[stint.venue] ?? 0, capacity) };
  });
  return { pool, actions, grids, gridOf, saved, forced, levels: Math.min(MOST_LEVELS, problem.minSessions[pool] ?? 0) };
}

/** Dates on which the gap around a pinned stint leaves no room for another. */
export function blockedDates(problem: Problem, pinned: readonly { date: number }[]): Uint8Array {
  const blocked = new Uint8Array(problem.dates.length);
  const gapDays = problem.rules.revisitGapDays;
  for (const { date } of pinned) blocked.fill(1, Math.max(0, date - gapDays), date + gapDays + 1);
  return blocked;
}
