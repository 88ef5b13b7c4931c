import type { PoolModel } from './pool-model.ts';
import type { Problem } from './problem.ts';

/** What the rest of the plan leaves to one pool. */
export interface Terms {
  /** Per kit group and date: what a kit costs on that date, in recordings. */
  prices: readonly Float64Array[];
  /** May an action's kits all stand from `start` for `days` dates? Left out: always. */
  fits?: (action: number, start: number, days: number) => boolean;
}

export interface PoolStint {
  action: number;
  start: number;
  days: number;
}

/** Values of what follows a session, at the grid points from `fromAt` on. */
interface Rest {
  from: Float64Array;
  fromAt: number;
}

const WAIT = -1;
/** Longer stints are allowed but not looked for: a crew that stays a month has emptied the place. */
const LONGEST_STINT = 31;

/**
 * The best stints of one pool under prices, by dynamic programming backwards over (date, sessions so far, people
 * remaining). Between grid points values are interpolated, so the answer is close rather than exact: plans are judged
 * by `objective.ts` and bounds by `bounds/certificate.ts`.
 *
 * Work: dates × actions × maxDays × levels × cells.
 */
export class PoolProgram {
  private readonly problem: Problem;
  private readonly mostDays: number;
  private values = new Float64Array(0);
  private even = { serving: new Float64Array(0), possible: new Uint8Array(0) };
  private odd = { serving: new Float64Array(0), possible: new Uint8Array(0) };
  private after = new Float64Array(0);
  private goesOn = new Uint8Array(0);
  private begins = new Int16Array(0);

  constructor(problem: Problem) {
    this.problem = problem;
    const { minDays, maxDays } = problem.rules;
    this.mostDays = Math.min(maxDays, problem.dates.length, Math.max(minDays, LONGEST_STINT));
  }

  private side(date: number) {
    return date % 2 === 0 ? this.even : this.odd;
  }

  private prepare(model: PoolModel): void {
    const points = model.grids.cells + 1;
    const levels = model.levels + 1;
    const width = this.problem.dates.length;
    const rows = model.actions.length * this.mostDays;
    const block = levels * points;
    const perDate = rows * block;
    if (this.values.length < (width + 1) * block) {
      this.values = new Float64Array((width + 1) * block);
      this.begins = new Int16Array((width + 1) * block);
    }
    for (const side of [this.even, this.odd]) {
      if (side.serving.length < perDate) side.serving = new Float64Array(perDate);
      if (side.possible.length < rows) side.possible = new Uint8Array(rows);
    }
    if (this.goesOn.length < width * perDate) this.goesOn = new Uint8Array(width * perDate);
    if (this.after.length < points) this.after = new Float64Array(points);
  }

  /** Value of the pool's best stints (pinned ones' recordings included, their set-up not), in recordings. */
  solve(model: PoolModel, terms: Terms): number {
    this.prepare(model);
    const width = this.problem.dates.length;
    const points = model.grids.cells + 1;
    const block = (model.levels + 1) * points;
    for (let level = 0; level <= model.levels; level++) {
      const at = width * block + level * points;
      this.values.fill(-this.problem.rules.shortfallCost * (model.levels - level), at, at + points);
    }
    this.side(width).possible.fill(0);
    for (let date = width - 1; date >= 0; date--) {
      this.values.copyWithin(date * block, (date + 1) * block, (date + 2) * block);
      this.begins.fill(WAIT, date * block, (date + 1) * block);
      for (let action = 0; action < model.actions.length; action++) this.serve(model, terms, date, action);
      this.force(model, date);
    }
    return this.values[points - 1] ?? 0;
  }

  /** Values of having an action's kits there on a date, as the 1st, 2nd, … day of its stint; then of beginning one. */
  private serve(model: PoolModel, terms: Terms, date: number, action: number): void {
    const { rules, dates } = this.problem;
    const width = dates.length;
    const { mostDays } = this;
    const points = model.grids.cells + 1;
    const levels = model.levels + 1;
    const { serving: out, possible: today } = this.side(date);
    const { serving: next, possible: tomorrow } = this.side(date + 1);
    const row = action * mostDays;
    const gridAt = model.gridOf[action * width + date] ?? -1;
    if (gridAt < 0) {
      today.fill(0, row, row + mostDays);
      return;
    }
    const resume = Math.min(width, date + 1 + rules.revisitGapDays);
    const gain = (model.saved[action * width + date] ?? 0) - priceOn(model, terms, action, date);
    for (let day = 1; day <= mostDays; day++) {
      const start = date - day + 1;
      const fits = start >= 0 && (!terms.fits || terms.fits(action, start, day));
      const mayStop = fits && day >= rules.minDays;
      const mayGoOn = fits && day < mostDays && date + 1 < width && tomorrow[row + day] === 1;
      today[row + day - 1] = mayStop || mayGoOn ? 1 : 0;
      if (!mayStop && !mayGoOn) continue;
      for (let level = Math.min(day, levels) - 1; level < levels; level++) {
        const then = Math.min(level + 1, levels - 1);
        const here = ((row + day - 1) * levels + level) * points;
        const stopAt = (resume * levels + then) * points;
        const goAt = ((row + day) * levels + then) * points;
        const choiceAt = date * model.actions.length * mostDays * levels * points + here;
        const weight = this.problem.discount[date] ?? 0;
        if (mayStop && mayGoOn) {
          this.choose(stopAt, next, goAt, choiceAt, points);
          this.session(model, gridAt, gain, weight, { from: this.after, fromAt: 0 }, out, here);
        } else {
          this.goesOn.fill(mayGoOn ? 1 : 0, choiceAt, choiceAt + points);
          const rest = mayGoOn ? { from: next, fromAt: goAt } : { from: this.values, fromAt: stopAt };
          this.session(model, gridAt, gain, weight, rest, out, here);
        }
      }
    }
    if (today[row] === 1) this.begin(model, date, action, out, row * levels * points);
  }

  /** Per grid point the better of stopping (`values`) and going on (`next`) into `after`, and which it was. */
  private choose(stopAt: number, next: Float64Array, goAt: number, choiceAt: number, points: number): void {
    const { values, after, goesOn } = this;
    for (let point = 0; point < points; point++) {
      const stop = values[stopAt + point] as number;
      const go = next[goAt + point] as number;
      after[point] = go > stop ? go : stop;
      goesOn[choiceAt + point] = go > stop ? 1 : 0;
    }
  }

  private session(
    model: PoolModel,
    gridAt: number,
    gain: number,
    weight: number,
    { from, fromAt }: Rest,
    out: Float64Array,
    at: number,
  ): void {
    const grid = model.grids.all[gridAt];
    if (!grid) return;
    const { served, cell, into } = grid;
    const points = served.length;
    for (let point = 0; point < points; point++) {
      const low = fromAt + (cell[point] as number);
      const base = from[low] as number;
      const rest = base + (into[point] as number) * ((from[low + 1] as number) - base);
      out[at + point] = gain + weight * (served[point] as number) + rest;
    }
  }

  private begin(model: PoolModel, date: number, action: number, out: Float64Array, row: number): void {
    const points = model.grids.cells + 1;
    const block = (model.levels + 1) * points;
    const setup = this.problem.rules.setupCost * (model.actions[action]?.kitCount ?? 0);
    const { values, begins } = this;
    for (let point = 0; point < block; point++) {
      const value = (out[row + point] as number) - setup;
      if (value > (values[date * block + point] as number)) {
        values[date * block + point] = value;
        begins[date * block + point] = action;
      }
    }
  }

  /** Pinned sessions of the date, the last first, since values run backwards. */
  private force(model: PoolModel, date: number): void {
    if (model.forced.length === 0) return;
    const points = model.grids.cells + 1;
    const levels = model.levels + 1;
    for (const session of model.forced.filter((forced) => forced.date === date).reverse()) {
      for (let level = 0; level < levels; level++) {
        const then = (date * levels + Math.min(level + 1, levels - 1)) * points;
        const here = (date * levels + level) * points;
        this.after.set(this.values.subarray(then, then + points));
        const rest = { from: this.after, fromAt: 0 };
        this.session(model, session.grid, 0, this.problem.discount[date] ?? 0, rest, this.values, here);
      }
    }
  }

  /** The stints behind the value that `solve` just returned. */
  trace(model: PoolModel): PoolStint[] {
    const stints: PoolStint[] = [];
    const { rules, dates } = this.problem;
    const width = dates.length;
    const points = model.grids.cells + 1;
    const levels = model.levels + 1;
    let remaining = model.grids.cells;
    let level = 0;
    let date = 0;
    const take = (gridAt: number) => {
      remaining = afterSession(model, gridAt, remaining);
      level = Math.min(level + 1, levels - 1);
    };
    while (date < width) {
      for (const forced of model.forced) if (forced.date === date) take(forced.grid);
      const action = this.begins[(date * levels + level) * points + Math.round(remaining)] ?? WAIT;
      if (action === WAIT) {
        date++;
        continue;
      }
      const stint = { action, start: date, days: 0 };
      let goesOn = true;
      while (goesOn) {
        const choice = this.choiceAt(model, date, action, stint.days, level);
        const gridAt = model.gridOf[action * width + date] ?? 0;
        take(gridAt);
        goesOn = this.goesOn[choice + this.nearest(model, remaining)] === 1;
        stint.days++;
        date++;
      }
      stints.push(stint);
      date += rules.revisitGapDays;
    }
    return stints;
  }

  private nearest(model: PoolModel, remaining: number): number {
    return Math.min(model.grids.cells, Math.round(remaining));
  }

  private choiceAt(model: PoolModel, date: number, action: number, day: number, level: number): number {
    const points = model.grids.cells + 1;
    const levels = model.levels + 1;
    const perDate = model.actions.length * this.mostDays * levels * points;
    return date * perDate + ((action * this.mostDays + day) * levels + level) * points;
  }
}

function priceOn(model: PoolModel, terms: Terms, action: number, date: number): number {
  const kits = model.actions[action]?.kits ?? [];
  let price = 0;
  for (let group = 0; group < kits.length; group++) price += (kits[group] ?? 0) * (terms.prices[group]?.[date] ?? 0);
  return price;
}

/** People remaining after a session, in grid steps, fractions kept. */
function afterSession(model: PoolModel, gridAt: number, remaining: number): number {
  const grid = model.grids.all[gridAt];
  if (!grid) return remaining;
  const low = Math.min(model.grids.cells - 1, Math.floor(remaining));
  const afterLow = (grid.cell[low] ?? 0) + (grid.into[low] ?? 0);
  const afterHigh = (grid.cell[low + 1] ?? 0) + (grid.into[low + 1] ?? 0);
  return afterLow + (remaining - low) * (afterHigh - afterLow);
}
