import { type Random, shuffled } from '../../random/seeded-random.ts';
import type { KitGroup } from '../kit-groups.ts';
import type { Certificate } from '../plan.ts';
import type { PoolModel } from '../pool-model.ts';
import type { PoolProgram } from '../pool-program.ts';
import type { Problem } from '../problem.ts';
import { KitLimits } from './kit-limits.ts';
import { KnownAnswers } from './known-answers.ts';

/** Of what a kit-date is worth, shared by the kits of a date: how far one pool's use of a kit moves a price at first. */
const FIRST_STRIDE = 0.5;
/** Pools that the first stride is chosen by. */
const FEW = 12;
/** Share of the bound that prices make up where kits may be to spare. */
const MAY_BE_FREE = 0.02;
/** Halvings, or nearly, of where the first prices may lie. */
const TRIALS = 4;
/** Passes after which the stride is a quarter of that. */
const QUARTER_STRIDE = 5;
/** Passes over known answers between two over all pools, and their share of the stride. */
const KNOWN_PASSES = 30;
const KNOWN_STRIDE = 0.3;
/** Of a pass over known answers: how often what there is of each limit is told to the prices. */
const RELEASES = 8;

/**
 * The problem with kits shared out by price instead of by name: it falls apart into one problem a pool. `pass` moves the
 * prices against overuse after every single pool (an incremental subgradient), then many times more against what the
 * pools answered before. What is proved with is the mean of a pass: it zigzags least.
 *
 * @see Nedić, Bertsekas (2001), Incremental subgradient methods for nondifferentiable optimization, SIAM J. Optim. 12(1)
 */
export class Relaxation {
  /** About the worth of the relaxed problem at the best prices, in recordings; the certificate says exactly. */
  estimate = Number.POSITIVE_INFINITY;
  private readonly limits: KitLimits;
  private readonly program: PoolProgram;
  private readonly fixed: number;
  private readonly current: Float64Array;
  private readonly mean: Float64Array;
  private readonly use: Float64Array;
  private readonly known = new KnownAnswers();
  private readonly day: Float64Array[];
  private best: Float64Array;
  private firstStride = 0;
  private passes = 0;

  /** @param fixed worth that every plan has in common */
  constructor(problem: Problem, groups: readonly KitGroup[], program: PoolProgram, fixed: number) {
    this.limits = new KitLimits(problem, groups);
    this.program = program;
    this.fixed = fixed;
    this.current = this.limits.firstPrices();
    this.best = this.current.slice();
    this.mean = this.current.slice();
    this.use = new Float64Array(this.current.length);
    this.day = groups.map(() => new Float64Array(problem.dates.length));
  }

  /** One pass over all pools in random order; stopped halfway where `isOver` says so. */
  pass(models: readonly PoolModel[], random: Random, isOver: () => boolean): void {
    if (isOver() || models.length === 0) return;
    if (this.passes === 0 && !this.start(models, isOver)) return;
    const stride = this.firstStride / (1 + this.passes / QUARTER_STRIDE) ** 2;
    if (this.passes > 1) this.passKnown(models, KNOWN_STRIDE * stride, random, isOver);
    this.known.tick();
    const sum = new Float64Array(this.current.length);
    for (const model of shuffled(models, random)) {
      if (isOver()) return;
      this.limits.dayPrices(this.current, this.day);
      const value = this.program.solve(model, { prices: this.day });
      this.countUse(model);
      this.known.add(model.pool, value, this.current, this.use);
      this.move(stride, models.length);
      for (let at = 0; at < sum.length; at++) (sum[at] as number) += this.current[at] as number;
    }
    for (let at = 0; at < sum.length; at++) this.mean[at] = (sum[at] as number) / models.length;
    this.passes++;
  }

  /** Moves the prices by what pools would answer if they only had the answers they gave before. */
  private passKnown(models: readonly PoolModel[], stride: number, random: Random, isOver: () => boolean): void {
    const { current, known } = this;
    const { pace } = this.limits;
    const release = Math.ceil(models.length / RELEASES);
    for (let pass = 0; pass < KNOWN_PASSES; pass++) {
      if (isOver()) return;
      let since = 0;
      for (const { pool } of shuffled(models, random)) {
        const answer = known.best(pool, current);
        for (let at = 0; at < (answer?.limits.length ?? 0); at++) {
          const limit = answer?.limits[at] as number;
          (current[limit] as number) += stride * (pace[limit] as number) * (answer?.taken[at] as number);
        }
        since++;
        if (since === release) since = this.release(stride * (since / models.length));
      }
      this.release(stride * (since / models.length));
    }
  }

  private release(stride: number): 0 {
    const { current } = this;
    const { capacity, pace } = this.limits;
    for (let at = 0; at < current.length; at++) {
      const price = (current[at] as number) - stride * (pace[at] as number) * (capacity[at] as number);
      current[at] = price > 0 ? price : 0;
    }
    return 0;
  }

  /** First prices and stride from what a few pools say; false where it was stopped. */
  private start(models: readonly PoolModel[], isOver: () => boolean): boolean {
    const { kitDates, kitsPerDate } = this.limits;
    const few = models.filter((_, at) => at % Math.ceil(models.length / FEW) === 0);
    const worthAt = (price: number) => {
      const prices = this.limits.uniformPrices(price);
      this.limits.dayPrices(prices, this.day);
      let worth = 0;
      for (const model of few) {
        if (isOver()) return undefined;
        worth += this.program.solve(model, { prices: this.day });
      }
      return { ofPools: (worth * models.length) / few.length, ofKits: this.limits.worth(prices) };
    };
    const free = worthAt(0);
    if (!free) return false;
    const perKitDate = Math.max(0, free.ofPools) / Math.max(1, kitDates);
    this.firstStride = (FIRST_STRIDE * perKitDate) / Math.max(1, kitsPerDate);
    let [low, high] = [0, perKitDate];
    for (let trial = 0; trial < TRIALS; trial++) {
      const [below, above] = [0.6 * low + 0.4 * high, 0.4 * low + 0.6 * high];
      const [a, b] = [worthAt(below), worthAt(above)];
      if (!a || !b) return false;
      if (a.ofPools + a.ofKits < b.ofPools + b.ofKits) high = above;
      else low = below;
    }
    this.current.set(this.limits.uniformPrices((low + high) / 2));
    return true;
  }

  private countUse(model: PoolModel): void {
    this.use.fill(0);
    for (const { action, start, days } of this.program.trace(model)) {
      const chosen = model.actions[action];
      if (chosen) this.limits.addStint(this.use, chosen, start, days);
    }
  }

  private move(stride: number, pools: number): void {
    const { current, use } = this;
    const { capacity, pace } = this.limits;
    for (let at = 0; at < current.length; at++) {
      const over = (use[at] as number) - (capacity[at] as number) / pools;
      current[at] = Math.max(0, (current[at] as number) + stride * (pace[at] as number) * over);
    }
  }

  /** Takes no prices at all for the best where they are, and may be: with kits to spare nothing is dearer than free. */
  weighNone(models: readonly PoolModel[], isOver: () => boolean): void {
    if (this.limits.worth(this.mean) > MAY_BE_FREE * Math.abs(this.estimate)) return;
    this.evaluate(models, this.limits.firstPrices(), isOver);
  }

  /** Takes the mean of the last pass for the best prices where it is. */
  weigh(models: readonly PoolModel[], isOver: () => boolean): void {
    this.evaluate(models, this.mean, isOver);
  }

  private evaluate(models: readonly PoolModel[], prices: Float64Array, isOver: () => boolean): void {
    let value = this.fixed + this.limits.worth(prices);
    this.limits.dayPrices(prices, this.day);
    for (const model of models) {
      if (isOver()) return;
      value += this.program.solve(model, { prices: this.day });
    }
    if (value >= this.estimate) return;
    this.estimate = value;
    this.best = prices.slice();
  }

  /** The best prices, per kit group and date. */
  dayPrices(): Float64Array[] {
    const day = this.day.map((row) => new Float64Array(row.length));
    this.limits.dayPrices(this.best, day);
    return day;
  }

  prices(): Pick<Certificate, 'groups' | 'date'> {
    return this.limits.toPrices(this.best);
  }
}
