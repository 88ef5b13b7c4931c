import type { Draft } from './draft.ts';
import type { Neighbours } from './neighbours.ts';
import type { Planner } from './planner.ts';
import { type Random, shuffled } from './random.ts';

export interface Search {
  draft: Draft;
  planner: Planner;
  neighbours: Neighbours;
  random: Random;
  /** Per kit group and date, in recordings. */
  prices: readonly Float64Array[];
  /**
   * Share of its price that a kit must earn on a date to be used. Without thrift every hole fills with stints of a day
   * that barely pay their set-up, and nothing better fits in any more.
   */
  thrift: number;
  isOver: () => boolean;
}

/** Most pools taken out at once. */
const MOST_POOLS = 5;
/** Dearest share of the prices at which pools are planned anew. */
const DEAREST = 1.1;
/** Recordings that a round may lose and be kept, about one time in three. */
const TOLERANCE = 2;

/**
 * One round of large neighbourhood search: takes a few pools out, plans them again one by one at a share of the prices,
 * and keeps the better by worth less thrift × price of the kits in use.
 *
 * @see Shaw (1998), Using constraint programming and local search methods to solve vehicle routing problems, CP-98
 */
export function improve({ draft, planner, neighbours, random, prices, thrift, isOver }: Search): void {
  const datePrices = meanPrices(prices);
  const thriftyWorth = () => draft.objective() - thrift * draft.rent(datePrices);
  const before = thriftyWorth();
  draft.mark();
  const pools = shuffled(neighbours.choose(draft, 1 + random.below(MOST_POOLS), random), random);
  for (const pool of pools) draft.setPool(pool, []);
  const dear = scaled(prices, thrift + (DEAREST - thrift) * random.next());
  const thrifty = scaled(prices, thrift);
  const mayRename = random.next() < 0.7;
  const tolerance = -TOLERANCE * Math.log(1 - random.next());
  for (const [at, pool] of pools.entries()) {
    if (isOver()) break;
    planner.planPool(draft, pool, at + 1 < pools.length ? dear : thrifty, mayRename);
  }
  if (thriftyWorth() < before - tolerance) draft.rollback();
}

/** Plans every pool anew with kits for nothing, so that what thrift left idle is used. */
export function fill({ draft, planner, random, prices, isOver }: Search): void {
  const free = scaled(prices, 0);
  for (const pool of shuffled([...draft.stints.keys()], random)) {
    if (isOver()) return;
    planner.planPool(draft, pool, free, true);
  }
}

function scaled(prices: readonly Float64Array[], share: number): Float64Array[] {
  return prices.map((row) => row.map((price) => price * share));
}

function meanPrices(prices: readonly Float64Array[]): Float64Array {
  const dates = prices[0]?.length ?? 0;
  return Float64Array.from({ length: dates }, (_, date) => {
    let sum = 0;
    for (const row of prices) sum += row[date] ?? 0;
    return sum / prices.length;
  });
}
