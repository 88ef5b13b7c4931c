import type { PoolModel } from '../pool-model.ts';
import type { Problem } from '../problem.ts';
import type { ServedGrid } from '../served-grid.ts';

/** Days of a stint told apart; a longer one is let run on, which only raises the bound. */
const MOST_DAYS = 14;

/**
 * An upper bound on what one pool can bring under prices: the same recursion as the search's, with every rounding up.
 *
 * For any fixed choice of sessions the pool's worth f(people remaining) is concave, rises by at most one recording a
 * person, and bends by at most `bend` = sessions left × curvature. So between grid points a and b every f, and hence
 * their maximum, lies under the straight line through upper bounds at a and b plus bend·(b − a)²/8. README.md proves it.
 */
export class PoolBound {
  private readonly problem: Problem;
  private readonly model: PoolModel;
  private readonly minDays: number;
  private readonly mostDays: number;
  private readonly runsOn: boolean;
  private readonly values: Float64Array;
  /** Per date: what a straight line may lack between grid points, from that date on. */
  private readonly sag: Float64Array;
  /** Values of the 1st, 2nd, … day of a stint today and tomorrow; −Infinity in a row's first point marks an impossible one. */
  private today: Float64Array;
  private tomorrow: Float64Array;
  private readonly after: Float64Array;

  constructor(problem: Problem, model: PoolModel, curvature: number) {
    const { minDays, maxDays, revisitGapDays } = problem.rules;
    const width = problem.dates.length;
    const points = model.grids.cells + 1;
    const block = (model.levels + 1) * points;
    this.problem = problem;
    this.model = model;
    this.mostDays = Math.min(maxDays, MOST_DAYS);
    this.minDays = Math.min(minDays, MOST_DAYS);
    this.runsOn = maxDays > MOST_DAYS;
    this.values = new Float64Array((width + 1) * block);
    this.today = new Float64Array(model.actions.length * this.mostDays * block);
    this.tomorrow = new Float64Array(model.actions.length * this.mostDays * block);
    this.after = new Float64Array(points);
    const scale = (curvature * model.grids.step ** 2) / 8;
    const sessions = mostSessions(width, this.runsOn ? width : maxDays, revisitGapDays);
    this.sag = sessions.map((count) => (count + model.forced.length) * scale);
  }

  /**
   * Upper bound on the pool's discounted recordings less prices, set-ups, shortfall, plus published dates kept; of
   * pinned stints the recordings only.
   *
   * @param prices per kit group and date, ≥ 0
   */
  of(prices: readonly Float64Array[]): number {
    const { model, problem, values } = this;
    const width = problem.dates.length;
    const points = model.grids.cells + 1;
    const block = (model.levels + 1) * points;
    for (let level = 0; level <= model.levels; level++) {
      const at = width * block + level * points;
      values.fill(-problem.rules.shortfallCost * (model.levels - level), at, at + points);
    }
    this.tomorrow.fill(Number.NEGATIVE_INFINITY);
    for (let date = width - 1; date >= 0; date--) {
      values.copyWithin(date * block, (date + 1) * block, (date + 2) * block);
      this.today.fill(Number.NEGATIVE_INFINITY);
      for (let action = 0; action < model.actions.length; action++) this.serve(prices, date, action);
      this.force(date);
      [this.today, this.tomorrow] = [this.tomorrow, this.today];
    }
    return values[points - 1] ?? 0;
  }

  private serve(prices: readonly Float64Array[], date: number, action: number): void {
    const { model, problem } = this;
    const width = problem.dates.length;
    const grid = model.grids.all[model.gridOf[action * width + date] ?? -1];
    const chosen = model.actions[action];
    if (!grid || !chosen) return;
    const points = model.grids.cells + 1;
    const levels = model.levels + 1;
    const resume = Math.min(width, date + 1 + problem.rules.revisitGapDays) * levels;
    let gain = model.saved[action * width + date] ?? 0;
    for (const [group, kits] of chosen.kits.entries()) gain -= kits * (prices[group]?.[date] ?? 0);
    for (let day = 1; day <= this.mostDays; day++) {
      const nextDay = day < this.mostDays ? day + 1 : this.runsOn ? day : 0;
      for (let level = Math.min(day, levels) - 1; level < levels; level++) {
        const then = Math.min(level + 1, levels - 1);
        const goAt = nextDay > 0 ? ((action * this.mostDays + nextDay - 1) * levels + then) * points : -1;
        const stopAt = day >= this.minDays ? (resume + then) * points : -1;
        if (!this.better(stopAt, goAt)) continue;
        const at = ((action * this.mostDays + day - 1) * levels + level) * points;
        this.session(grid, date, gain, this.today, at);
      }
    }
    this.begin(date, action * this.mostDays * levels * points, problem.rules.setupCost * chosen.kitCount);
  }

  /** The pointwise better of stopping and going on; false where neither is possible. */
  private better(stopAt: number, goAt: number): boolean {
    const { after, values, tomorrow } = this;
    const goes = goAt >= 0 && (tomorrow[goAt] as number) > Number.NEGATIVE_INFINITY;
    if (stopAt < 0 && !goes) return false;
    for (let point = 0; point < after.length; point++) {
      const stop = stopAt < 0 ? Number.NEGATIVE_INFINITY : (values[stopAt + point] as number);
      const go = goes ? (tomorrow[goAt + point] as number) : Number.NEGATIVE_INFINITY;
      after[point] = go > stop ? go : stop;
    }
    return true;
  }

  private session({ served, cell, into }: ServedGrid, date: number, gain: number, out: Float64Array, at: number): void {
    const { after } = this;
    const { step } = this.model.grids;
    const weight = this.problem.discount[date] ?? 0;
    const sag = this.sag[date + 1] ?? 0;
    for (let point = 0; point < after.length; point++) {
      const low = after[cell[point] as number] as number;
      const high = after[(cell[point] as number) + 1] as number;
      const share = into[point] as number;
      const line = low + share * (high - low) + sag;
      const steep = low + share * step;
      out[at + point] = gain + weight * (served[point] as number) + Math.min(line, steep, high);
    }
  }

  private begin(date: number, row: number, setup: number): void {
    const block = (this.model.levels + 1) * this.after.length;
    const { values, today } = this;
    for (let point = 0; point < block; point++) {
      const value = (today[row + point] as number) - setup;
      if (value > (values[date * block + point] as number)) values[date * block + point] = value;
    }
  }

  private force(date: number): void {
    const { model, values, after } = this;
    if (model.forced.length === 0) return;
    const points = after.length;
    const levels = model.levels + 1;
    for (const session of model.forced.filter((forced) => forced.date === date).reverse()) {
      const grid = model.grids.all[session.grid];
      if (!grid) continue;
      for (let level = 0; level < levels; level++) {
        const then = (date * levels + Math.min(level + 1, levels - 1)) * points;
        after.set(values.subarray(then, then + points));
        this.session(grid, date, 0, values, (date * levels + level) * points);
      }
    }
  }
}

/** Most sessions that a pool can have from each date on, whatever is open: days of stints with gaps between. */
export function mostSessions(width: number, maxDays: number, gapDays: number): Float64Array {
  const most = new Float64Array(width + 1);
  for (let date = width - 1; date >= 0; date--) {
    const days = Math.min(maxDays, width - date);
    most[date] = days + (most[Math.min(width, date + days + gapDays)] ?? 0);
  }
  return most;
}
