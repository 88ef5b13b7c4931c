import { LiveActions } from '../live-actions.ts';
import { beginningCost, gainOn } from '../pool-costs.ts';
import { type Action, bentModel, makeGrids, type PoolModel } from '../pool-model.ts';
import type { Problem } from '../problem.ts';
import { gridOn, reachOf } from '../reach.ts';
import type { ServedGrid } from '../served-grid.ts';
import { type StintPrices, stintPrice } from '../stint-prices.ts';

/** Days of a stint told apart; a longer one is let run on, which only raises the bound. */
const MOST_DAYS = 14;

/** What kits cost a pool. */
export interface KitTerms {
  /** Per kit group and date, ≥ 0. */
  prices: readonly Float64Array[];
  /** Per kit group and date: how much of a kit's way to a stint that begins then may be charged. */
  cover: readonly Float64Array[];
  /** Of whole stints, beside their dates, ≥ 0; undefined: nothing. Only where no stint runs on. */
  stint: StintPrices | undefined;
}

/**
 * Upper bounds on what one pool can bring under prices: the same recursion as the search's, with every rounding up.
 *
 * For any fixed choice of sessions the pool's worth f(people remaining) is concave, rises by at most one recording a
 * person, and bends by at most what `bends` says for the cell. So between grid points a and b every f, and hence their
 * maximum, lies under the straight line through upper bounds at a and b plus bend·(x − a)·(b − x)/2. README.md proves it.
 */
export class PoolBound {
  private readonly problem: Problem;
  private readonly minDays: number;
  private readonly mostDays: number;
  private readonly runsOn: boolean;
  private readonly actions: LiveActions;
  private readonly onDate: Int32Array;
  private values = new Float64Array(0);
  /** Date × cell: how sharply anything that may follow bends, times step²/2. */
  private bends = new Float64Array(0);
  /** Values of the 1st, 2nd, … day of a stint today and tomorrow, and which are possible. */
  private today = new Float64Array(0);
  private tomorrow = new Float64Array(0);
  private isToday = new Uint8Array(0);
  private isTomorrow = new Uint8Array(0);
  private after = new Float64Array(0);
  private stint: StintPrices | undefined;
  /** People from one grid point to the next. */
  private step = 0;

  constructor(problem: Problem) {
    const { minDays, maxDays } = problem.rules;
    this.problem = problem;
    this.mostDays = Math.min(maxDays, MOST_DAYS);
    this.minDays = Math.min(minDays, MOST_DAYS);
    this.runsOn = maxDays > MOST_DAYS;
    this.actions = new LiveActions(problem);
    this.onDate = new Int32Array(problem.dates.length + 1);
  }

  /**
   * Upper bound on the pool's discounted recordings less prices, set-ups, shortfall, plus published dates kept; of
   * pinned stints the recordings only.
   *
   * @param any the pool's model on any grid
   * @param fineness grid steps of the largest pool
   */
  of(any: PoolModel, fineness: number, { prices, cover, stint }: KitTerms): number {
    const { problem } = this;
    this.stint = stint;
    const model = bentModel(problem, any, fineness);
    const { cells } = model.shape;
    const width = problem.dates.length;
    const points = cells + 1;
    const block = (model.levels + 1) * points;
    const leastCover = cover.map((row) => row.reduce((least, of) => Math.min(least, of), Number.POSITIVE_INFINITY));
    const live = this.actions.find(model, prices, leastCover, true, stint);
    makeGrids(model, live, width, true);
    const reach = reachOf(model, live, this.onDate);
    this.prepare(model);
    this.step = model.shape.step;
    const { values, bends } = this;
    for (let level = 0; level <= model.levels; level++) {
      const at = width * block + level * points;
      values.fill(-problem.rules.shortfallCost * (model.levels - level), at, at + points);
    }
    bends.fill(0, width * cells, (width + 1) * cells);
    this.isTomorrow.fill(0);
    for (let date = width - 1; date >= 0; date--) {
      values.copyWithin(date * block, (date + 1) * block, (date + 2) * block);
      bends.copyWithin(date * cells, (date + 1) * cells, (date + 2) * cells);
      this.isToday.fill(0);
      const bent = new Set<ServedGrid>();
      const lows = Array.from(reach.onLevel, (low) => Math.max(low, reach.onDate[date] as number));
      for (let action = 0; action < model.actions.length; action++) {
        if (live[action * width + date] !== 1) continue;
        const grid = gridOn(model, action, date);
        if (!grid) continue;
        if (!bent.has(grid)) this.bend(model, grid, date, bends, (date + 1) * cells);
        bent.add(grid);
        this.serve(model, grid, gainOn(model, prices, action, date), date, action, lows);
        const cost = beginningCost(problem, model, action, (group) => cover[group]?.[date] ?? 0);
        this.begin(model, date, action, cost, lows);
      }
      this.force(model, date);
      [this.today, this.tomorrow] = [this.tomorrow, this.today];
      [this.isToday, this.isTomorrow] = [this.isTomorrow, this.isToday];
    }
    return values[points - 1] ?? 0;
  }

  private prepare({ actions, levels, shape: { cells } }: PoolModel): void {
    const width = this.problem.dates.length;
    const block = (levels + 1) * (cells + 1);
    const rows = actions.length * this.mostDays;
    if (this.values.length < (width + 1) * block) this.values = new Float64Array((width + 1) * block);
    if (this.bends.length < (width + 1) * cells) this.bends = new Float64Array((width + 1) * cells);
    if (this.today.length < rows * block) {
      this.today = new Float64Array(rows * block);
      this.tomorrow = new Float64Array(rows * block);
    }
    if (this.isToday.length < rows) {
      this.isToday = new Uint8Array(rows);
      this.isTomorrow = new Uint8Array(rows);
    }
    if (this.after.length <= cells) this.after = new Float64Array(cells + 1);
  }

  /** Raises the bends of a date by those of a session then, before what follows from `then` on. */
  private bend(model: PoolModel, { bend }: ServedGrid, date: number, from: Float64Array, then: number): void {
    if (!bend) return;
    const { own, kept, first, last } = bend;
    const { bends } = this;
    const at = date * own.length;
    const scale = (this.problem.discount[date] as number) * (model.shape.step ** 2 / 2);
    for (let here = 0; here < own.length; here++) {
      let after = from[then + (first[here] as number)] as number;
      for (let cell = (first[here] as number) + 1; cell <= (last[here] as number); cell++) {
        const other = from[then + cell] as number;
        if (other > after) after = other;
      }
      const sharp = scale * (own[here] as number) + (kept[here] as number) * after;
      if (sharp > (bends[at + here] as number)) bends[at + here] = sharp;
    }
  }

  private serve(
    model: PoolModel,
    grid: ServedGrid,
    gain: number,
    date: number,
    action: number,
    lows: readonly number[],
  ): void {
    const { problem, mostDays } = this;
    const { kits } = model.actions[action] as Action;
    const points = model.shape.cells + 1;
    const levels = model.levels + 1;
    const resume = Math.min(problem.dates.length, date + 1 + problem.rules.revisitGapDays) * levels;
    const bendAt = (date + 1) * model.shape.cells;
    for (let day = 1; day <= mostDays; day++) {
      const nextDay = day < mostDays ? day + 1 : this.runsOn ? day : 0;
      const goes = nextDay > 0 && this.isTomorrow[action * mostDays + nextDay - 1] === 1;
      const ends = day >= this.minDays && day <= date + 1;
      if (!goes && !ends) continue;
      this.isToday[action * mostDays + day - 1] = 1;
      const ending = ends ? stintPrice(problem, this.stint, kits, date - day + 1, day) : 0;
      for (let level = Math.min(day, levels) - 1; level < levels; level++) {
        const then = Math.min(level + 1, levels - 1);
        const goAt = goes ? ((action * mostDays + nextDay - 1) * levels + then) * points : -1;
        const stopAt = ends ? (resume + then) * points : -1;
        const at = ((action * mostDays + day - 1) * levels + level) * points;
        const low = lows[level] as number;
        if (stopAt >= 0 && goAt >= 0) this.better(grid, date, gain, ending, low, stopAt, goAt, bendAt, at);
        else if (stopAt >= 0) this.session(grid, date, gain - ending, low, this.values, stopAt, bendAt, this.today, at);
        else this.session(grid, date, gain, low, this.tomorrow, goAt, bendAt, this.today, at);
      }
    }
  }

  private begin(model: PoolModel, date: number, action: number, cost: number, lows: readonly number[]): void {
    if (this.isToday[action * this.mostDays] !== 1) return;
    const points = model.shape.cells + 1;
    const levels = model.levels + 1;
    const row = action * this.mostDays * levels * points;
    const { values, today } = this;
    for (let level = 0; level < levels; level++) {
      const at = (date * levels + level) * points;
      for (let point = lows[level] as number; point < points; point++) {
        const value = (today[row + level * points + point] as number) - cost;
        if (value > (values[at + point] as number)) values[at + point] = value;
      }
    }
  }

  /** Upper bounds before a session from those after it, rounded up between grid points. */
  private session(
    { served, cell, into }: ServedGrid,
    date: number,
    gain: number,
    low: number,
    from: Float64Array,
    fromAt: number,
    bendAt: number,
    out: Float64Array,
    at: number,
  ): void {
    const { bends, step } = this;
    const points = served.length;
    const weight = this.problem.discount[date] as number;
    for (let point = low; point < points; point++) {
      const left = cell[point] as number;
      const share = into[point] as number;
      const base = from[fromAt + left] as number;
      const high = from[fromAt + left + 1] as number;
      const line = base + share * (high - base) + share * (1 - share) * (bends[bendAt + left] as number);
      const steep = base + share * step;
      const rest = line < steep ? (line < high ? line : high) : steep < high ? steep : high;
      out[at + point] = gain + weight * (served[point] as number) + rest;
    }
  }

  /** As `session`, for the better of stopping after it and going on. */
  private better(
    { served, cell, into }: ServedGrid,
    date: number,
    gain: number,
    ending: number,
    low: number,
    stopAt: number,
    goAt: number,
    bendAt: number,
    at: number,
  ): void {
    const { values, tomorrow, today, bends, step } = this;
    const points = served.length;
    const weight = this.problem.discount[date] as number;
    for (let point = low; point < points; point++) {
      const left = cell[point] as number;
      const share = into[point] as number;
      const sag = share * (1 - share) * (bends[bendAt + left] as number);
      const steep = share * step;
      const stop = values[stopAt + left] as number;
      const stopHigh = values[stopAt + left + 1] as number;
      const stopRise = share * (stopHigh - stop) + sag;
      const stops = Math.min(stopHigh, stop + (stopRise < steep ? stopRise : steep)) - ending;
      const go = tomorrow[goAt + left] as number;
      const goHigh = tomorrow[goAt + left + 1] as number;
      const goRise = share * (goHigh - go) + sag;
      const goes = Math.min(goHigh, go + (goRise < steep ? goRise : steep));
      today[at + point] = gain + weight * (served[point] as number) + (stops > goes ? stops : goes);
    }
  }

  /** Pinned sessions of the date, the last first, since values run backwards. */
  private force(model: PoolModel, date: number): void {
    const { values, after, bends } = this;
    const { cells } = model.shape;
    const levels = model.levels + 1;
    for (const { grid } of model.forced.filter((forced) => forced.date === date).reverse()) {
      for (let level = 0; level < levels; level++) {
        const then = (date * levels + Math.min(level + 1, levels - 1)) * (cells + 1);
        this.session(grid, date, 0, 0, values, then, date * cells, after, 0);
        values.set(after.subarray(0, cells + 1), (date * levels + level) * (cells + 1));
      }
      const then = bends.slice(date * cells, (date + 1) * cells);
      bends.fill(0, date * cells, (date + 1) * cells);
      this.bend(model, grid, date, then, 0);
    }
  }
}
