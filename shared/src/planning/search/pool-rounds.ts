import { type Random, shuffled } from '../../random/seeded-random.ts';
import type { Problem } from '../problem.ts';
import type { Neighbours } from './neighbours.ts';
import type { PoolPlanner } from './pool-planner.ts';
import type { Schedule } from './schedule.ts';

/** Most pools taken out at once. */
const MOST_POOLS = 5;
/** Dearest share of the prices at which pools are planned anew. */
const DEAREST = 1.1;
/** Recordings that a round may lose and be kept, about one time in three. */
const TOLERANCE = 2;

/** Takes a few pools out of a schedule and plans each anew, all its visits together, among the kits then free. */
export class PoolRounds {
  private readonly planner: PoolPlanner;
  private readonly neighbours: Neighbours;
  private readonly random: Random;
  private readonly prices: readonly Float64Array[];
  private readonly datePrices: Float64Array;

  /** @param prices per kit group and date, in recordings */
  constructor(
    problem: Problem,
    planner: PoolPlanner,
    neighbours: Neighbours,
    random: Random,
    prices: readonly Float64Array[],
  ) {
    this.planner = planner;
    this.neighbours = neighbours;
    this.random = random;
    this.prices = prices;
    this.datePrices = meanPrices(problem, prices);
  }

  /** A first plan: pools in order of what they would bring under the prices, each planned among the kits still free. */
  construct(schedule: Schedule, isOver: () => boolean): void {
    const pools = this.planner.inOrderOfWorth(this.prices, isOver);
    for (const pool of pools) {
      if (isOver()) return;
      this.planner.plan(schedule, pool, this.prices);
    }
  }

  /**
   * @param thrift share of its price that a kit must earn on a date to be used: holes stay open for stints that pay,
   *   where without thrift they fill with stints of a day that barely pay their set-up
   */
  round(schedule: Schedule, thrift: number): void {
    const { random, prices } = this;
    const thriftyWorth = () => schedule.worth - thrift * this.rent(schedule);
    const before = thriftyWorth();
    schedule.mark();
    const pools = shuffled(this.neighbours.choose(schedule.visits, 1 + random.below(MOST_POOLS), random), random);
    for (const pool of pools) schedule.clearPool(pool);
    const dear = scaled(prices, thrift + (DEAREST - thrift) * random.next());
    const thrifty = scaled(prices, thrift);
    const tolerance = -TOLERANCE * Math.log(1 - random.next());
    for (const [at, pool] of pools.entries()) this.planner.plan(schedule, pool, at + 1 < pools.length ? dear : thrifty);
    if (thriftyWorth() < before - tolerance) schedule.rollback();
  }

  /** Price of the kits in use. */
  private rent(schedule: Schedule): number {
    let sum = 0;
    for (let date = 0; date < this.datePrices.length; date++)
      sum += (this.datePrices[date] as number) * (schedule.usedOn[date] as number);
    return sum;
  }
}

function scaled(prices: readonly Float64Array[], share: number): Float64Array[] {
  return prices.map((row) => row.map((price) => price * share));
}

function meanPrices(problem: Problem, prices: readonly Float64Array[]): Float64Array {
  return Float64Array.from(problem.dates, (_, date) => {
    let sum = 0;
    for (const row of prices) sum += row[date] ?? 0;
    return sum / prices.length;
  });
}
