import { type Random, seededRandom } from '../random/seeded-random.ts';
import { type Certifier, certifier, fixedWorth } from './bounds/certificate.ts';
import { plainBound } from './bounds/plain-bound.ts';
import { Relaxation } from './bounds/relaxation.ts';
import { StintRelaxation } from './bounds/stint-relaxation.ts';
import { type KitGroup, kitGroups } from './kit-groups.ts';
import type { Proven } from './plan-file.ts';
import { type PoolModel, poolModel, publishedDates } from './pool-model.ts';
import { PoolProgram } from './pool-program.ts';
import type { Problem } from './problem.ts';
import { mayPriceStints } from './stint-prices.ts';

/** Grid steps of the largest pool: few while prices move, more for the bound that is claimed. */
const CELLS = 48;
const FINE = 64;
const FINER = 128;
const FINEST = 256;
/** Prices move in so many steps; after these they hardly change. */
const STEPS = 32;
const PASSES_A_STEP = 2;
/** From here on those of stints move instead, where a full week has a price. */
const STINTS_FROM = 9;
/** Steps after which the bound is proved anew, and how finely: a proof takes as long as two to ten passes. */
const PROOFS = new Map([
  [0, CELLS],
  [2, FINE],
  [6, FINER],
  [11, FINER],
  [20, FINER],
  [STEPS, FINEST],
]);
const LAST_STINT_STEP = STINTS_FROM + 18;
const STINT_PROOFS = new Map([
  [STINTS_FROM + 8, FINER],
  [LAST_STINT_STEP, FINEST],
]);

/** The bound under improvement: step by step truer prices, and from time to time what they prove. */
export class Proof {
  /** A bound is at hand at once. */
  proven: Proven;
  private readonly problem: Problem;
  private readonly isOver: () => boolean;
  private readonly random: Random;
  private readonly groups: readonly KitGroup[];
  private readonly published: Map<string, number>;
  private readonly models: PoolModel[] = [];
  private readonly relaxation: Relaxation;
  private stints: StintRelaxation | undefined;
  private fine: { cells: number; certifier: Certifier } | undefined;
  private estimate = Number.POSITIVE_INFINITY;

  constructor(problem: Problem, { seed, isOver }: { seed: number; isOver: () => boolean }) {
    this.problem = problem;
    this.isOver = isOver;
    this.random = seededRandom(seed);
    this.groups = kitGroups(problem);
    this.published = publishedDates(problem);
    this.relaxation = new Relaxation(
      problem,
      this.groups,
      new PoolProgram(problem),
      fixedWorth(problem, this.published),
    );
    this.proven = plainBound(problem, this.groups, this.published);
  }

  /** Whether more steps would change anything. */
  isDone(step: number): boolean {
    return step > (this.stints ? LAST_STINT_STEP : STEPS);
  }

  private get proofs(): ReadonlyMap<number, number> {
    return this.stints ? STINT_PROOFS : PROOFS;
  }

  /** Whether a step ends with a proof, which takes longer than moving prices. */
  provesAt(step: number): boolean {
    return this.proofs.has(step);
  }

  step(step: number): void {
    if (this.isDone(step)) return;
    this.prepare();
    if (this.isOver() || this.models.length === 0) return;
    this.raise(step);
    if (step === STINTS_FROM) this.priceStints();
    const cells = this.proofs.get(step);
    if (cells) this.prove(cells);
  }

  /** A last proof for which there is hardly time: as fine as the one before. */
  proveAgain(): void {
    this.prove(this.proven.certificate.cells);
  }

  /** One last proof, as tight as it can be. */
  finish(): void {
    this.prove(FINEST);
  }

  private prepare(): void {
    for (let pool = this.models.length; pool < this.problem.poolIds.length; pool++) {
      if (this.isOver()) return;
      this.models.push(poolModel(this.problem, pool, this.groups, CELLS, this.published));
    }
  }

  /** What a full week costs can be told from the dates of single stints, not of single dates. */
  private priceStints(): void {
    this.weigh();
    const prices = this.relaxation.prices();
    const { problem, groups } = this;
    const isWeekDear = prices.groups.some(({ week }) => week.some((price) => price > 0));
    if (!isWeekDear || problem.rules.maxDaysPerWeek >= 7 || !mayPriceStints(problem)) return;
    const fixed = fixedWorth(problem, this.published);
    this.stints = new StintRelaxation(problem, groups, new PoolProgram(problem), fixed, prices);
  }

  private raise(step: number): void {
    if (this.stints) {
      for (let pass = 0; pass < PASSES_A_STEP; pass++) this.stints.pass(this.models, this.random, this.isOver);
      return;
    }
    if (step >= STEPS) return;
    const passes = step === 0 ? 1 : PASSES_A_STEP;
    for (let pass = 0; pass < passes; pass++) this.relaxation.pass(this.models, this.random, this.isOver);
  }

  /** The better of the prices of dates and of stints. */
  private weigh(): Relaxation | StintRelaxation {
    const { relaxation, stints, models, isOver } = this;
    if (!stints) {
      relaxation.weigh(models, isOver);
      relaxation.weighNone(models, isOver);
      return relaxation;
    }
    stints.weigh(models, isOver);
    return stints.estimate < relaxation.estimate ? stints : relaxation;
  }

  /** Proves the bound at the best prices, unless they have hardly moved since they were last proved as finely. */
  private prove(cells: number): void {
    const { proven } = this;
    const best = this.weigh();
    const { estimate } = best;
    if (cells <= proven.certificate.cells && estimate > this.estimate - 1e-5 * Math.abs(estimate)) return;
    if (this.fine?.cells !== cells)
      this.fine = { cells, certifier: certifier(this.problem, this.groups, cells, this.models) };
    const certificate = { ...best.prices(), cells };
    const bound = this.fine.certifier.bound(certificate, this.isOver);
    if (bound >= proven.bound) return;
    this.proven = { bound, certificate };
    this.estimate = estimate;
  }
}
