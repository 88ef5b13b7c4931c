import type { Action, Place, PoolModel } from './pool-model.ts';
import type { Problem } from './problem.ts';

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
  private ever = new Uint8Array(0);

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
   * @returns action × date: 1 where live; good until asked again
   */
  find(
    model: PoolModel,
    prices: readonly Float64Array[],
    leastCover: readonly number[],
    mayExchange: boolean,
  ): Uint8Array<ArrayBuffer> {
    const width = this.problem.dates.length;
    const { actions, places } = model;
    if (this.live.length < actions.length * width) {
      this.live = new Uint8Array(actions.length * width);
      this.ever = new Uint8Array(actions.length);
    }
    for (let at = 0; at < actions.length; at++) {
      const action = actions[at] as Action;
      const place = places[action.place] as Place;
      const row = this.live.subarray(at * width, (at + 1) * width);
      for (let date = 0; date < width; date++) row[date] = (place.turnoutOf[date] as number) >= 0 ? 1 : 0;
      const isLive =
        this.beatsNothing(model, action, place, prices, row) &&
        this.beatsFewer(model, action, place, prices, leastCover, row) &&
        (!mayExchange || this.beatsOthers(model, at, prices, leastCover, row));
      this.ever[at] = isLive ? 1 : 0;
    }
    return this.live;
  }

  /** Does every kit pay? */
  private beatsFewer(
    model: PoolModel,
    action: Action,
    place: Place,
    prices: readonly Float64Array[],
    leastCover: readonly number[],
    row: Uint8Array,
  ): boolean {
    const { without } = action.choice;
    for (let group = 0; group < without.length; group++) {
      const other = model.actions[place.actionOf[without[group] as number] ?? -1];
      if (!other) continue;
      this.compare(model, place, action, other, row);
      const price = prices[group] as Float64Array;
      for (let date = 0; date < row.length; date++) (this.gain[date] as number) -= price[date] as number;
      const saved = this.problem.rules.setupCost + Math.min(place.travel[group] as number, leastCover[group] as number);
      if (!this.keep(row, action.capacity > other.capacity ? saved - HAIR : saved)) return false;
    }
    return true;
  }

  /** Does no other choice of as many kits do as well for less? */
  private beatsOthers(
    model: PoolModel,
    at: number,
    prices: readonly Float64Array[],
    leastCover: readonly number[],
    row: Uint8Array,
  ): boolean {
    const action = model.actions[at] as Action;
    const place = model.places[action.place] as Place;
    for (const rival of action.rivals) {
      const other = model.actions[rival] as Action;
      this.compare(model, place, action, other, row);
      let saved = 0;
      for (let group = 0; group < action.kits.length; group++) {
        const [own, its] = [action.kits[group] as number, other.kits[group] as number];
        if (own === its) continue;
        const price = prices[group] as Float64Array;
        for (let date = 0; date < row.length; date++) {
          (this.gain[date] as number) -= (own - its) * (price[date] as number);
        }
        const travel = place.travel[group] as number;
        saved += own * Math.min(travel, leastCover[group] as number) - its * travel;
      }
      // Where two do equally well one of them must stay: the larger, or the first of the same capacity.
      const yields = action.capacity < other.capacity || (action.capacity === other.capacity && rival < at);
      if (!this.keep(row, yields ? saved : saved - HAIR)) return false;
    }
    return true;
  }

  /** Does any stint bring more than it costs? */
  private beatsNothing(
    model: PoolModel,
    action: Action,
    place: Place,
    prices: readonly Float64Array[],
    row: Uint8Array,
  ): boolean {
    const { discount, rules } = this.problem;
    const { gain } = this;
    const shortfall = model.levels > 0 ? rules.shortfallCost : 0;
    for (let date = 0; date < row.length; date++) {
      if (row[date] === 0) continue;
      const served = model.turnouts[place.turnoutOf[date] as number]?.most[action.capacity] as number;
      gain[date] = (discount[date] as number) * served + (place.saved?.[date] ?? 0) + shortfall;
    }
    for (let group = 0; group < action.kits.length; group++) {
      const kits = action.kits[group] as number;
      const price = prices[group] as Float64Array;
      if (kits > 0)
        for (let date = 0; date < row.length; date++) (gain[date] as number) -= kits * (price[date] as number);
    }
    return this.keep(row, rules.setupCost * action.kitCount - HAIR);
  }

  /**
   * Most that an action can record more than another of its place, per date, into `gain`: with everybody still to come
   * where its capacity is larger, with nobody where it is smaller.
   */
  private compare(model: PoolModel, place: Place, action: Action, other: Action, row: Uint8Array): void {
    const { discount } = this.problem;
    for (let date = 0; date < row.length; date++) {
      if (row[date] === 0) continue;
      const most = model.turnouts[place.turnoutOf[date] as number]?.most as Float64Array;
      const more = (most[action.capacity] as number) - (most[other.capacity] as number);
      this.gain[date] = action.capacity > other.capacity ? (discount[date] as number) * more : 0;
    }
  }

  /** Keeps the dates in some stint that gains more than `cost`; false where none is. */
  private keep(row: Uint8Array, cost: number): boolean {
    const { gain, reached } = this;
    const { maxDays } = this.problem.rules;
    const width = row.length;
    let most = Number.NEGATIVE_INFINITY;
    for (let date = 0; date < width; date++)
      if (row[date] === 1 && (gain[date] as number) > most) most = gain[date] as number;
    const best = most > 0 ? most * maxDays : most;
    if (best <= cost) return clear(row);
    reached.fill(0);
    let any = false;
    for (let start = 0; start < width; start++) {
      let sum = 0;
      let last = start - 1;
      const end = Math.min(width, start + maxDays);
      for (let date = start; date < end && row[date] === 1; date++) {
        sum += gain[date] as number;
        if (sum > cost) last = date;
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
