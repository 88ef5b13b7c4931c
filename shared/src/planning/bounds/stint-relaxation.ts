import { type Random, shuffled } from '../../random/seeded-random.ts';
import type { KitGroup } from '../kit-groups.ts';
import type { PoolModel } from '../pool-model.ts';
import type { PoolProgram } from '../pool-program.ts';
import type { Problem } from '../problem.ts';
import { kitCapacity } from './capacity.ts';
import { dayPrices, type Prices } from './certificate.ts';
import { type KitKind, KitRoutes } from './kit-routes.ts';
import { KnownAnswers } from './known-answers.ts';

/** Of a mean kit-date's price: how far one kit's stint moves its price at first. */
const FIRST_STRIDE = 0.025;
/** Passes after which the stride is a quarter of that. */
const QUARTER_STRIDE = 7;
/** Passes over known answers between two over all pools. */
const KNOWN_PASSES = 30;

/**
 * Prices of stints instead of dates: every pool pays for its stints and every kit, by name, is paid for those of its
 * route, which rests when its week is full. What pools take and no kit serves becomes dearer, and the other way round.
 * Begins where prices of dates have led. README.md, "Prices of stints".
 */
export class StintRelaxation {
  /** About the worth of the relaxed problem at the best prices, in recordings; the certificate says exactly. */
  estimate = Number.POSITIVE_INFINITY;
  private readonly problem: Problem;
  private readonly groups: readonly KitGroup[];
  private readonly program: PoolProgram;
  private readonly fixed: number;
  private readonly from: Prices;
  private readonly routes: KitRoutes;
  private readonly kits: readonly KitKind[];
  private readonly known = new KnownAnswers();
  private readonly noDay: Float64Array[];
  private readonly firstStride: number;
  /** Kits that may be in use, by date; counted only where some are in reserve. */
  private readonly usable: Float64Array;
  /** Per group, start × days; then per date what a kit in use costs beside, for the reserve. */
  private readonly current: Float64Array;
  private readonly mean: Float64Array;
  private best: Float64Array;
  private readonly use: Float64Array;
  private readonly reserveAt: number;
  private passes = 0;

  /** @param from prices of dates to begin with */
  constructor(problem: Problem, groups: readonly KitGroup[], program: PoolProgram, fixed: number, from: Prices) {
    const width = problem.dates.length;
    this.problem = problem;
    this.groups = groups;
    this.program = program;
    this.fixed = fixed;
    this.from = from;
    this.routes = new KitRoutes(problem, groups);
    this.kits = this.routes.kinds.flatMap((kind) => Array.from({ length: kind.kits }, () => kind));
    this.noDay = groups.map(() => new Float64Array(width));
    this.usable = kitCapacity(problem, groups).any;
    this.reserveAt = groups.length * width * problem.rules.maxDays;
    this.current = new Float64Array(this.reserveAt + width);
    this.firstStride = FIRST_STRIDE * this.begin(dayPrices(problem, from));
    this.mean = this.current.slice();
    this.best = this.current.slice();
    this.use = new Float64Array(this.reserveAt);
  }

  /** Sums of dates' prices for a start. @returns the mean price of a kit-date */
  private begin(day: readonly Float64Array[]): number {
    const { problem, current } = this;
    const width = problem.dates.length;
    const { maxDays, reserveKits } = problem.rules;
    let total = 0;
    for (const [group, prices] of day.entries()) {
      for (let start = 0; start < width; start++) {
        let sum = 0;
        for (let days = 1; days <= Math.min(maxDays, width - start); days++) {
          sum += prices[start + days - 1] as number;
          current[(group * width + start) * maxDays + days - 1] = sum;
        }
        total += prices[start] as number;
      }
    }
    if (reserveKits > 0) current.set(this.from.date, this.reserveAt);
    return total / (day.length * width);
  }

  /** One pass over all pools and kits in random order; stopped halfway where `isOver` says so. */
  pass(models: readonly PoolModel[], random: Random, isOver: () => boolean): void {
    const stride = this.firstStride / (1 + this.passes / QUARTER_STRIDE) ** 2;
    const sum = new Float64Array(this.current.length);
    let count = 0;
    const addUp = () => {
      count++;
      for (let at = 0; at < sum.length; at++) (sum[at] as number) += this.current[at] as number;
    };
    for (let pass = 0; this.passes > 0 && pass < KNOWN_PASSES; pass++) {
      if (isOver()) return;
      this.inTurn(models, random, stride, ({ pool }) => this.moveKnown(pool, stride));
      if (2 * pass >= KNOWN_PASSES) addUp();
    }
    this.known.tick();
    const prices = this.stintPrices(this.current);
    this.inTurn(models, random, stride, (model) => {
      if (!isOver()) this.moveNew(model, prices, stride);
    });
    if (isOver()) return;
    addUp();
    for (let at = 0; at < sum.length; at++) this.mean[at] = (sum[at] as number) / count;
    this.passes++;
  }

  /** All pools, and between them the kits. */
  private inTurn(models: readonly PoolModel[], random: Random, stride: number, move: (model: PoolModel) => void): void {
    const kits = shuffled(this.kits, random);
    const prices = this.stintPrices(this.current);
    let next = 0;
    for (const [at, model] of shuffled(models, random).entries()) {
      move(model);
      for (; (next + 1) * models.length <= (at + 1) * kits.length; next++) this.moveKit(kits[next], prices, stride);
    }
  }

  private moveKit(kind: KitKind | undefined, prices: readonly Float64Array[], stride: number): void {
    if (!kind) return;
    const { current, reserveAt, usable, problem } = this;
    const { maxDays, reserveKits } = problem.rules;
    const inUse = current.subarray(reserveAt);
    this.routes.best(kind, prices, inUse);
    const paid = prices[kind.group] as Float64Array;
    for (const { start, days } of this.routes.trace()) {
      const at = start * maxDays + days - 1;
      paid[at] = Math.max(0, (paid[at] as number) - stride);
      for (let date = start; reserveKits > 0 && date < start + days; date++) (inUse[date] as number) += stride;
    }
    if (reserveKits === 0) return;
    const release = stride / this.kits.length;
    for (let date = 0; date < inUse.length; date++) {
      inUse[date] = Math.max(0, (inUse[date] as number) - release * (usable[date] as number));
    }
  }

  private moveKnown(pool: number, stride: number): void {
    const answer = this.known.best(pool, this.current);
    if (!answer) return;
    for (let at = 0; at < answer.limits.length; at++) {
      (this.current[answer.limits[at] as number] as number) += stride * (answer.taken[at] as number);
    }
  }

  private moveNew(model: PoolModel, stint: readonly Float64Array[], stride: number): void {
    const { problem, use, current } = this;
    const value = this.program.solve(model, { prices: this.noDay, stint });
    use.fill(0);
    for (const { action, start, days } of this.program.trace(model)) {
      for (const [group, kits] of (model.actions[action]?.kits ?? []).entries()) {
        const at = (group * problem.dates.length + start) * problem.rules.maxDays + days - 1;
        (use[at] as number) += kits;
      }
    }
    this.known.add(model.pool, value, current, use);
    for (let at = 0; at < use.length; at++) (current[at] as number) += stride * (use[at] as number);
  }

  /** Views of one row of prices, per kit group. */
  private stintPrices(prices: Float64Array): Float64Array[] {
    const size = this.problem.dates.length * this.problem.rules.maxDays;
    return this.groups.map((_, group) => prices.subarray(group * size, (group + 1) * size));
  }

  /** Takes the mean of the last pass for the best prices where it is. */
  weigh(models: readonly PoolModel[], isOver: () => boolean): void {
    const { mean, reserveAt } = this;
    const stint = this.stintPrices(mean);
    const inUse = mean.subarray(reserveAt);
    let value = this.fixed + inUse.reduce((sum, price, date) => sum + price * (this.usable[date] as number), 0);
    for (const kind of this.routes.kinds) value += kind.kits * this.routes.best(kind, stint, inUse);
    for (const model of models) {
      if (isOver()) return;
      value += this.program.solve(model, { prices: this.noDay, stint });
    }
    if (value >= this.estimate) return;
    this.estimate = value;
    this.best = mean.slice();
  }

  /** Rounded so that they are short to write; any prices prove a bound. The dates' prices are those it began with. */
  prices(): Prices {
    const short = (row: Float64Array) => Array.from(row, (price) => Math.round(price * 1e3) / 1e3);
    const stints = this.stintPrices(this.best);
    return {
      ...this.from,
      groups: this.from.groups.map((group, at) => ({ ...group, stint: short(stints[at] ?? new Float64Array(0)) })),
      reserve: short(this.best.subarray(this.reserveAt)),
    };
  }
}
