import type { Action, PoolModel } from './pool-model.ts';
import type { Place } from './pool-places.ts';
import type { Problem } from './problem.ts';

/** What a date of a stint brings beside its recordings: kept published sessions, less prices. */
export function gainOn(model: PoolModel, prices: readonly Float64Array[], action: number, date: number): number {
  const { kits, place } = model.actions[action] as Action;
  let gain = model.places[place]?.saved?.[date] ?? 0;
  for (let group = 0; group < kits.length; group++) {
    const count = kits[group] as number;
    if (count > 0) gain -= count * ((prices[group] as Float64Array)[date] as number);
  }
  return gain;
}

/** What beginning a stint costs, in recordings: its set-ups, and of each kit's way there `most` of its group at most. */
export function beginningCost(
  problem: Problem,
  model: PoolModel,
  action: number,
  most: (group: number) => number,
): number {
  const { kits, kitCount, place } = model.actions[action] as Action;
  const { travel } = model.places[place] as Place;
  let cost = problem.rules.setupCost * kitCount;
  for (let group = 0; group < kits.length; group++) {
    const count = kits[group] as number;
    if (count > 0) cost += count * Math.min(most(group), travel[group] as number);
  }
  return cost;
}
