import { LiveActions } from './live-actions.ts';
import { longestStint } from './longest-stint.ts';
import { beginningCost, gainOn } from './pool-costs.ts';
import { type Action, makeGrids, type PoolModel } from './pool-model.ts';
import type { Problem } from './problem.ts';
import { gridOn, type Reach, reachOf } from './reach.ts';
import { afterSession, between, type ServedGrid } from './served-grid.ts';
import { type StintPrices, stintPrice } from './stint-prices.ts';

/** What the rest of the plan leaves to one pool. */
export interface Terms {
  /** Per kit group and date: what a kit costs on that date, in recordings, beside its set-up and its way there. */
  prices: readonly Float64Array[];
  /** What a kit costs for a stint, beside its dates. Left out: nothing. */
  stint?: StintPrices;
  /** May an action's kits all stand from `start` for `days` dates? Left out: always. */
  fits?: (action: number, start: number, days: number) => boolean;
}

export interface PoolStint {
  action: number;
  start: number;
  days: number;
}

const WAIT = -1;

/** Values of the 1st, 2nd, … day of a stint on one date, by action, day, level and grid point. */
interface Standing {
  value: Float64Array;
  /** action × day: 1 where possible. */
  possible: Uint8Array;
}

/**
 * The best stints of one pool under prices, by dynamic programming backwards over (date, sessions so far, people
 * remaining). Between grid points values are interpolated, so the answer is close rather than exact: plans are judged
 * by `objective.ts` and bounds by `bounds/certificate.ts`.
 *
 * Work: dates × live actions × maxDays × levels × cells.
 */
export class PoolProgram {
  private readonly problem: Problem;
  private readonly mostDays: number;
  private readonly actions: LiveActions;
  private live = new Uint8Array(0);
  private terms: Terms = { prices: [] };
  private values = new Float64Array(0);
  private even: Standing = { value: new Float64Array(0), possible: new Uint8Array(0) };
  private odd: Standing = { value: new Float64Array(0), possible: new Uint8Array(0) };
  private after = new Float64Array(0);
  private begins = new Int32Array(0);
  private readonly onDate: Int32Array;
  private reach: Reach;

  constructor(problem: Problem) {
    this.problem = problem;
    this.mostDays = longestStint(problem);
    this.actions = new LiveActions(problem);
    this.onDate = new Int32Array(problem.dates.length + 1);
    this.reach = { onDate: this.onDate, onLevel: new Int32Array(0) };
  }

  private prepare(model: PoolModel): void {
    const points = model.shape.cells + 1;
    const block = (model.levels + 1) * points;
    const width = this.problem.dates.length;
    const rows = model.actions.length * this.mostDays;
    if (this.values.length < (width + 1) * block) {
      this.values = new Float64Array((width + 1) * block);
      this.begins = new Int32Array((width + 1) * block);
    }
    for (const side of [this.even, this.odd]) {
      if (side.value.length < rows * block) side.value = new Float64Array(rows * block);
      if (side.possible.length < rows) side.possible = new Uint8Array(rows);
    }
    if (this.after.length < points) this.after = new Float64Array(points);
  }

  /** Value of the pool's best stints (pinned ones' recordings included, their set-up not), in recordings. */
  solve(model: PoolModel, terms: Terms): number {
    this.prepare(model);
    this.terms = terms;
    const { prices } = terms;
    this.live = this.actions.find(model, prices, prices.map(anyWay), !terms.fits, terms.stint);
    makeGrids(model, this.live, this.problem.dates.length, false);
    this.reach = reachOf(model, this.live, this.onDate);
    const width = this.problem.dates.length;
    const points = model.shape.cells + 1;
    const block = (model.levels + 1) * points;
    for (let level = 0; level <= model.levels; level++) {
      const at = width * block + level * points;
      this.values.fill(-this.problem.rules.shortfallCost * (model.levels - level), at, at + points);
    }
    let [today, tomorrow] = [this.even, this.odd];
    tomorrow.possible.fill(0);
    for (let date = width - 1; date >= 0; date--) {
      this.values.copyWithin(date * block, (date + 1) * block, (date + 2) * block);
      this.begins.fill(WAIT, date * block, (date + 1) * block);
      today.possible.fill(0);
      for (let action = 0; action < model.actions.length; action++) {
        if (this.live[action * width + date] === 1) this.serve(model, date, action, today, tomorrow);
      }
      this.force(model, date);
      [today, tomorrow] = [tomorrow, today];
    }
    return this.values[points - 1] ?? 0;
  }

  /** Values of having an action's kits there on a date, as the 1st, 2nd, … day of its stint; then of beginning one. */
  private serve(model: PoolModel, date: number, action: number, today: Standing, tomorrow: Standing): void {
    const { rules, dates, discount } = this.problem;
    const { mostDays } = this;
    const width = dates.length;
    const points = model.shape.cells + 1;
    const levels = model.levels + 1;
    const row = action * mostDays;
    const { kits } = model.actions[action] as Action;
    const grid = gridOn(model, action, date);
    if (!grid) return;
    const resume = Math.min(width, date + 1 + rules.revisitGapDays);
    const gain = gainOn(model, this.terms.prices, action, date);
    const weight = discount[date] as number;
    const low = this.reach.onDate[date] as number;
    for (let day = 1; day <= mostDays; day++) {
      const start = date - day + 1;
      if (start < 0) break;
      const fits = !this.terms.fits || this.terms.fits(action, start, day);
      const mayStop = fits && day >= rules.minDays;
      const mayGoOn = fits && day < mostDays && tomorrow.possible[row + day] === 1;
      if (!mayStop && !mayGoOn) continue;
      today.possible[row + day - 1] = 1;
      const ending = mayStop ? stintPrice(this.problem, this.terms.stint, kits, start, day) : 0;
      for (let level = Math.min(day, levels) - 1; level < levels; level++) {
        const then = Math.min(level + 1, levels - 1);
        const here = ((row + day - 1) * levels + level) * points;
        const stopAt = mayStop ? (resume * levels + then) * points : -1;
        const goAt = mayGoOn ? ((row + day) * levels + then) * points : -1;
        const from = Math.max(low, this.reach.onLevel[level] as number);
        this.session(grid, gain, weight, from, stopAt, ending, tomorrow.value, goAt, today.value, here);
      }
    }
    if (today.possible[row] === 1) this.begin(model, date, action, today.value, row * levels * points);
  }

  /**
   * The better of stopping after the session (`values`), which costs `ending`, and going on (`next`); −1 where that
   * cannot be.
   */
  private session(
    { served, cell, into }: ServedGrid,
    gain: number,
    weight: number,
    low: number,
    stopAt: number,
    ending: number,
    next: Float64Array,
    goAt: number,
    out: Float64Array,
    at: number,
  ): void {
    const { values } = this;
    const points = served.length;
    if (stopAt < 0 || goAt < 0) {
      const from = stopAt < 0 ? next : values;
      const fromAt = stopAt < 0 ? goAt : stopAt;
      const net = stopAt < 0 ? gain : gain - ending;
      for (let point = low; point < points; point++) {
        const left = fromAt + (cell[point] as number);
        const base = from[left] as number;
        out[at + point] =
          net +
          weight * (served[point] as number) +
          base +
          (into[point] as number) * ((from[left + 1] as number) - base);
      }
      return;
    }
    for (let point = low; point < points; point++) {
      const left = cell[point] as number;
      const share = into[point] as number;
      const stop = values[stopAt + left] as number;
      const go = next[goAt + left] as number;
      const stops = stop + share * ((values[stopAt + left + 1] as number) - stop) - ending;
      const goes = go + share * ((next[goAt + left + 1] as number) - go);
      out[at + point] = gain + weight * (served[point] as number) + (goes > stops ? goes : stops);
    }
  }

  private begin(model: PoolModel, date: number, action: number, out: Float64Array, row: number): void {
    const points = model.shape.cells + 1;
    const levels = model.levels + 1;
    const { values, begins } = this;
    const setup = beginningCost(this.problem, model, action, anyWay);
    for (let level = 0; level < levels; level++) {
      const from = level * points;
      const low = Math.max(this.reach.onDate[date] as number, this.reach.onLevel[level] as number);
      for (let point = from + low; point < from + points; point++) {
        const at = date * levels * points + point;
        const value = (out[row + point] as number) - setup;
        if (value > (values[at] as number)) {
          values[at] = value;
          begins[at] = action;
        }
      }
    }
  }

  /** Pinned sessions of the date, the last first, since values run backwards. */
  private force(model: PoolModel, date: number): void {
    if (model.forced.length === 0) return;
    const points = model.shape.cells + 1;
    const levels = model.levels + 1;
    const weight = this.problem.discount[date] as number;
    for (const session of model.forced.filter((forced) => forced.date === date).reverse()) {
      const grid = session.grid;
      for (let level = 0; level < levels; level++) {
        const then = (date * levels + Math.min(level + 1, levels - 1)) * points;
        const here = (date * levels + level) * points;
        this.session(grid, 0, weight, 0, then, 0, this.values, -1, this.after, 0);
        this.values.set(this.after.subarray(0, points), here);
      }
    }
  }

  /** The stints behind the value that `solve` just returned. */
  trace(model: PoolModel): PoolStint[] {
    const stints: PoolStint[] = [];
    const { rules, dates } = this.problem;
    const width = dates.length;
    const points = model.shape.cells + 1;
    const levels = model.levels + 1;
    let remaining = model.shape.cells;
    let level = 0;
    let date = 0;
    while (date < width) {
      for (const forced of model.forced) {
        if (forced.date !== date) continue;
        remaining = afterSession(forced.grid, remaining);
        level = Math.min(level + 1, levels - 1);
      }
      const action = this.begins[(date * levels + level) * points + Math.round(remaining)] ?? WAIT;
      const days = action === WAIT ? 0 : this.daysOf(model, action, date, level, remaining);
      if (days === 0) {
        date++;
        continue;
      }
      stints.push({ action, start: date, days });
      for (let day = 0; day < days; day++) {
        const grid = gridOn(model, action, date + day);
        if (grid) remaining = afterSession(grid, remaining);
        level = Math.min(level + 1, levels - 1);
      }
      date += days + rules.revisitGapDays;
    }
    return stints;
  }

  /** How long a stint that begins here is best; 0 where it cannot be. */
  private daysOf(model: PoolModel, action: number, start: number, level: number, people: number): number {
    const { rules, dates, discount } = this.problem;
    const { live, values, terms } = this;
    const points = model.shape.cells + 1;
    const levels = model.levels + 1;
    let remaining = people;
    const { kits } = model.actions[action] as Action;
    let gained = 0;
    let best = Number.NEGATIVE_INFINITY;
    let bestDays = 0;
    for (let days = 1; days <= this.mostDays; days++) {
      const date = start + days - 1;
      const grid = gridOn(model, action, date);
      if (terms.fits && !terms.fits(action, start, days)) break;
      if (date >= dates.length || !grid || live[action * dates.length + date] !== 1) break;
      gained +=
        gainOn(model, this.terms.prices, action, date) +
        (discount[date] as number) * between(grid.served, 0, remaining);
      remaining = afterSession(grid, remaining);
      if (days < rules.minDays) continue;
      const resume = Math.min(dates.length, date + 1 + rules.revisitGapDays);
      const value =
        gained +
        between(values, (resume * levels + Math.min(level + days, levels - 1)) * points, remaining) -
        stintPrice(this.problem, terms.stint, kits, start, days);
      if (value > best) {
        best = value;
        bestDays = days;
      }
    }
    return bestDays;
  }
}

const anyWay = () => Number.POSITIVE_INFINITY;
