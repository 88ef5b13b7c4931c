import { type Certifier, certifier, fixedWorth } from './bounds/certificate.ts';
import { plainBound } from './bounds/plain-bound.ts';
import { Relaxation } from './bounds/relaxation.ts';
import { type KitGroup, kitGroups } from './kit-groups.ts';
import type { Proven } from './plan-file.ts';
import { type PoolModel, poolModel, publishedDates } from './pool-model.ts';
import { PoolProgram } from './pool-program.ts';
import type { Problem } from './problem.ts';
import { type Random, seededRandom } from './search/random.ts';

/** Grid steps of the largest pool: few while prices move, more for the bound that is claimed. */
const CELLS = 48;
const FINE = 64;
const FINER = 128;
const FINEST = 256;
/** Prices move in so many steps; after these they hardly change. */
const STEPS = 32;
const PASSES_A_STEP = 2;
/** Steps after which the bound is proved anew, and how finely: a proof takes as long as two to ten passes. */
const PROOFS = new Map([
  [0, CELLS],
  [2, FINE],
  [6, FINER],
  [11, FINER],
  [20, FINER],
  [STEPS, FINEST],
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
    return step > STEPS;
  }

  /** Whether a step ends with a proof, which takes longer than moving prices. */
  provesAt(step: number): boolean {
    return PROOFS.has(step);
  }

  step(step: number): void {
    if (this.isDone(step)) return;
    this.prepare();
    if (this.isOver() || this.models.length === 0) return;
    this.raise(step);
    const cells = PROOFS.get(step);
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

  private raise(step: number): void {
    if (step >= STEPS) return;
    const passes = step === 0 ? 1 : PASSES_A_STEP;
    for (let pass = 0; pass < passes; pass++) this.relaxation.pass(this.models, this.random, this.isOver);
  }

  /** Proves the bound at the best prices, unless they have hardly moved since they were last proved as finely. */
  private prove(cells: number): void {
    this.relaxation.weigh(this.models, this.isOver);
    this.relaxation.weighNone(this.models, this.isOver);
    const { estimate } = this.relaxation;
    const { proven } = this;
    if (cells <= proven.certificate.cells && estimate > this.estimate - 1e-5 * Math.abs(estimate)) return;
    if (this.fine?.cells !== cells)
      this.fine = { cells, certifier: certifier(this.problem, this.groups, cells, this.models) };
    const certificate = { ...this.relaxation.prices(), cells };
    const bound = this.fine.certifier.bound(certificate, this.isOver);
    if (bound >= proven.bound) return;
    this.proven = { bound, certificate };
    this.estimate = estimate;
  }
}
