import type { Action, PoolModel } from './pool-model.ts';
import type { Place } from './pool-places.ts';
import type { Problem } from './problem.ts';
import type { StintPrices } from './stint-prices.ts';

/** Recordings: what is worse by less may be as good but for rounding, and stays. */
const HAIR = 1e-9;

/**
 * Which of a pool's actions need be looked at under given prices, and on which dates: README.md, "What is left out".
 *
 * A stint that brings no more than the same stint with one kit less, or with one kit exchanged, or no stint at all, is
 * left out; a date of an action is live if some stint over it is not. What is left out never has the only best answer.
 */
export class LiveActions {
  private readonly problem: Problem;
  private readonly gain: Float64Array;
  private readonly reached: Uint8Array;
  private live = new Uint8Array(0);
  /** Place × capacity × date: most that a session can record, discounted. */
  private most = new Float64Array(0);
  /** Action × date: the price of its kits. */
  private price = new Float64Array(0);
  private ever = new Uint8Array(0);
  private stint: StintPrices | undefined;
  /** Start × days: what the kits of a stint cost, or how much more than another's, beside their dates. */
  private more = new Float64Array(0);

  constructor(problem: Problem) {
    this.problem = problem;
    this.gain = new Float64Array(problem.dates.length);
    this.reached = new Uint8Array(problem.dates.length);
  }

  /** Was the action live on any date when `find` was last asked? */
  isEver(action: number): boolean {
    return this.ever[action] === 1;
  }

  /**
   * @param prices per kit group and date
   * @param leastCover per kit group: each kit's way to a stint is charged, up to this at least; −1: nothing is
   * @param mayExchange may any kit stand for another?
   * @param stint what a kit costs for a stint beside its dates
   * @returns action × date: 1 where live; good until asked again
   */
  find(
    model: PoolModel,
    prices: readonly Float64Array[],
    leastCover: readonly number[],
    mayExchange: boolean,
    stint?: StintPrices,
  ): Uint8Array<ArrayBuffer> {
    this.stint = stint;
    const width = this.problem.dates.length;
    const { actions, places } = model;
    if (this.live.length < actions.length * width) {
      this.live = new Uint8Array(actions.length * width);
      this.ever = new Uint8Array(actions.length);
      this.price = new Float64Array(actions.length * width);
    }
    this.findMost(model);
    this.findPrices(model, prices);
    for (let at = 0; at < actions.length; at++) {
      const action = actions[at] as Action;
      const place = places[action.place] as Place;
      const row = this.live.subarray(at * width, (at + 1) * width);
      for (let date = 0; date < width; date++) row[date] = (place.turnoutOf[date] as number) >= 0 ? 1 : 0;
      const isLive =
        this.beatsNothing(model, at, row) &&
        this.beatsFewer(model, at, leastCover, row) &&
        (!mayExchange || this.beatsOthers(model, at, leastCover, row));
      this.ever[at] = isLive ? 1 : 0;
    }
    return this.live;
  }

  private findMost({ places, capacities, turnouts }: PoolModel): void {
    const { discount } = this.problem;
    const width = discount.length;
    const size = places.length * capacities.length * width;
    if (this.most.length < size) this.most = new Float64Array(size);
    for (let place = 0; place < places.length; place++) {
      const { turnoutOf } = places[place] as Place;
      for (let date = 0; date < width; date++) {
        const most = turnouts[turnoutOf[date] as number]?.most;
        for (let capacity = 0; most && capacity < capacities.length; capacity++) {
          const at = (place * capacities.length + capacity) * width + date;
          this.most[at] = (discount[date] as number) * (most[capacity] as number);
        }
      }
    }
  }

  private findPrices({ actions }: PoolModel, prices: readonly Float64Array[]): void {
    const width = this.problem.dates.length;
    const { price } = this;
    price.fill(0, 0, actions.length * width);
    for (let at = 0; at < actions.length; at++) {
      const { kits } = actions[at] as Action;
      for (let group = 0; group < kits.length; group++) {
        const count = kits[group] as number;
        const of = prices[group] as Float64Array;
        if (count === 0) continue;
        for (let date = 0; date < width; date++) (price[at * width + date] as number) += count * (of[date] as number);
      }
    }
  }

  /** Does any stint bring more than it costs? */
  private beatsNothing(model: PoolModel, at: number, row: Uint8Array): boolean {
    const { rules } = this.problem;
    const { gain, most, price } = this;
    const { place, capacity, kitCount, kits } = model.actions[at] as Action;
    this.priceStints(kits);
    const { saved } = model.places[place] as Place;
    const shortfall = model.levels > 0 ? rules.shortfallCost : 0;
    const from = (place * model.capacities.length + capacity) * row.length;
    for (let date = 0; date < row.length; date++) {
      const kept = (saved ? (saved[date] as number) : 0) + shortfall;
      gain[date] = (most[from + date] as number) + kept - (price[at * row.length + date] as number);
    }
    return this.keep(row, rules.setupCost * kitCount - HAIR);
  }

  /** Does every kit pay? */
  private beatsFewer(model: PoolModel, at: number, leastCover: readonly number[], row: Uint8Array): boolean {
    const action = model.actions[at] as Action;
    const { travel, actionOf } = model.places[action.place] as Place;
    const { without } = action.choice;
    for (let group = 0; group < without.length; group++) {
      const fewer = actionOf[without[group] as number] ?? -1;
      if (fewer < 0) continue;
      const isLarger = this.compare(model, at, fewer);
      const saved = this.problem.rules.setupCost + Math.min(travel[group] as number, leastCover[group] as number);
      if (!this.keep(row, isLarger ? saved - HAIR : saved)) return false;
    }
    return true;
  }

  /** Does no other choice of as many kits do as well for less? */
  private beatsOthers(model: PoolModel, at: number, leastCover: readonly number[], row: Uint8Array): boolean {
    const action = model.actions[at] as Action;
    const { travel } = model.places[action.place] as Place;
    for (const rival of action.rivals) {
      const other = model.actions[rival] as Action;
      this.compare(model, at, rival);
      let saved = 0;
      for (let group = 0; group < travel.length; group++) {
        const [own, its] = [action.kits[group] as number, other.kits[group] as number];
        const most = travel[group] as number;
        if (own !== its) saved += own * Math.min(most, leastCover[group] as number) - its * most;
      }
      // Where two do equally well one of them must stay: the larger, or the first of the same capacity.
      const yields = action.capacity < other.capacity || (action.capacity === other.capacity && rival < at);
      if (!this.keep(row, yields ? saved : saved - HAIR)) return false;
    }
    return true;
  }

  /**
   * Most that an action can bring more than another of its place, per date, into `gain`: with everybody still to come
   * where its capacity is larger, with nobody where it is not. Tells whether it is.
   */
  private compare(model: PoolModel, at: number, than: number): boolean {
    const { gain, most, price } = this;
    const width = gain.length;
    const [action, other] = [model.actions[at] as Action, model.actions[than] as Action];
    const [own, its] = [at * width, than * width];
    this.priceStints(action.kits, other.kits);
    if (action.capacity <= other.capacity) {
      for (let date = 0; date < width; date++) {
        gain[date] = (price[its + date] as number) - (price[own + date] as number);
      }
      return false;
    }
    const ownMost = (action.place * model.capacities.length + action.capacity) * width;
    const itsMost = (action.place * model.capacities.length + other.capacity) * width;
    for (let date = 0; date < width; date++) {
      const more = (most[ownMost + date] as number) - (most[itsMost + date] as number);
      gain[date] = more + (price[its + date] as number) - (price[own + date] as number);
    }
    return true;
  }

  /** What kits cost for stints, less what others cost, into `more`. */
  private priceStints(kits: readonly number[], others?: readonly number[]): void {
    const { stint } = this;
    if (!stint) return;
    const size = stint[0]?.length ?? 0;
    if (this.more.length !== size) this.more = new Float64Array(size);
    const { more } = this;
    more.fill(0);
    for (let group = 0; group < kits.length; group++) {
      const count = (kits[group] as number) - (others?.[group] ?? 0);
      if (count === 0) continue;
      const prices = stint[group] as Float64Array;
      for (let at = 0; at < more.length; at++) (more[at] as number) += count * (prices[at] as number);
    }
  }

  /** Keeps the dates in some stint that gains more than `cost`; false where none is. */
  private keep(row: Uint8Array, cost: number): boolean {
    return this.stint ? this.keepStints(row, cost) : this.keepDates(row, cost);
  }

  /** As `keep`, where what a stint gains is the sum of its dates. */
  private keepDates(row: Uint8Array, cost: number): boolean {
    const { gain } = this;
    const { maxDays } = this.problem.rules;
    const width = row.length;
    let most = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let date = 0; date < width; date++) {
      if (row[date] === 0) continue;
      const here = gain[date] as number;
      if (here > most) most = here;
      if (here < least) least = here;
    }
    // Each date is worth a stint of its own.
    if (least > cost && most > cost) return true;
    const best = most > 0 ? most * maxDays : most;
    return best <= cost ? clear(row) : this.keepStints(row, cost);
  }

  private keepStints(row: Uint8Array, cost: number): boolean {
    const { gain, more, reached, stint } = this;
    const { maxDays } = this.problem.rules;
    const width = row.length;
    reached.fill(0);
    let any = false;
    for (let start = 0; start < width; start++) {
      let sum = 0;
      let last = start - 1;
      const end = Math.min(width, start + maxDays);
      for (let date = start; date < end && row[date] === 1; date++) {
        sum += gain[date] as number;
        const beside = stint ? (more[start * maxDays + date - start] as number) : 0;
        if (sum - beside > cost) last = date;
      }
      if (last < start) continue;
      any = true;
      reached.fill(1, start, last + 1);
    }
    if (!any) return clear(row);
    row.set(reached);
    return true;
  }
}

function clear(row: Uint8Array): false {
  row.fill(0);
  return false;
}
