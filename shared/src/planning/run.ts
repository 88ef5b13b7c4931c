import { type Certifier, certifier, fixedWorth } from './bounds/certificate.ts';
import { plainBound } from './bounds/plain-bound.ts';
import { Relaxation } from './bounds/relaxation.ts';
import { type KitGroup, kitGroups } from './kit-groups.ts';
import { type Certificate, canonicalOrder, matchPinned, type Plan } from './plan.ts';
import { boundOver, gapShareOf, toPlanFile } from './plan-file.ts';
import { type PoolModel, poolModel, publishedDates } from './pool-model.ts';
import { PoolProgram } from './pool-program.ts';
import type { Problem, Stint } from './problem.ts';
import { checkRules } from './rules/rules.ts';
import { construct } from './search/construct.ts';
import { Draft } from './search/draft.ts';
import { fill, improve, type Search } from './search/improve.ts';
import { Neighbours } from './search/neighbours.ts';
import { Planner } from './search/planner.ts';
import { type Random, seededRandom } from './search/random.ts';
import { RoadDistances } from './search/road-distances.ts';
import type { PlanningResult, Progress, SolveStatus } from './solve.ts';

/** Grid steps per pool: few while searching and for the first word on the bound, more for the bound that is claimed. */
const SEARCH_CELLS = 32;
const FINE = 64;
export const FINEST = 128;
/** Prices move in so many steps; after these they hardly change. */
const PRICE_STEPS = 32;
const PASSES_A_STEP = 2;
/** Thrift falls from most to least over so many steps, and begins again; every few, a copy of the plan is filled. */
const THRIFT = { most: 0.9, least: 0.4, steps: 30 };
const FILL_EVERY = 4;
/** Steps after which the plan is begun anew under better prices, and the bound proved anew. */
const RESTARTS = new Set([0, 3, 8]);
const PROOFS = new Map([
  [0, SEARCH_CELLS],
  ...[2, 5, 9, 15, 23].map((step) => [step, FINE] as const),
  [PRICE_STEPS, FINEST],
]);

export interface RunOptions {
  seed: number;
  start: Plan | undefined;
  /** Asked between small pieces of work; once true, what is begun is left as it stands. */
  isOver: () => boolean;
}

/** The state of one call of `solve`: a draft under improvement, prices, and the best of both. */
export class Run {
  private readonly problem: Problem;
  private readonly random: Random;
  private readonly isOver: () => boolean;
  private readonly groups: readonly KitGroup[];
  private readonly published: Map<string, number>;
  private readonly models: PoolModel[] = [];
  private readonly program: PoolProgram;
  private readonly planner: Planner;
  private readonly neighbours: Neighbours;
  private readonly roads: RoadDistances;
  private readonly relaxation: Relaxation;
  private fine: { cells: number; certifier: Certifier } | undefined;
  private draft: Draft;
  private best: { plan: Plan; objective: number };
  private proven: { bound: number; certificate: Certificate; estimate: number };

  /** Computes hardly anything: a feasible plan and a bound are at hand at once. */
  constructor(problem: Problem, { seed, start, isOver }: RunOptions) {
    this.problem = problem;
    this.random = seededRandom(seed);
    this.isOver = isOver;
    this.groups = kitGroups(problem);
    this.published = publishedDates(problem);
    this.program = new PoolProgram(problem);
    this.planner = new Planner(problem, this.groups, this.models, this.program);
    this.neighbours = new Neighbours(problem);
    this.roads = new RoadDistances(problem);
    this.relaxation = new Relaxation(problem, this.groups, this.program, fixedWorth(problem, this.published));
    this.draft = new Draft(problem, this.roads);
    this.best = { plan: this.draft.toPlan(), objective: this.draft.objective() };
    if (start && checkRules(start, problem).length === 0) this.adopt(start);
    this.proven = { ...plainBound(problem, this.groups, this.published), estimate: Number.POSITIVE_INFINITY };
  }

  private adopt(start: Plan): void {
    const { isPinned } = matchPinned(start, this.problem);
    const byPool: Stint[][] = this.problem.poolIds.map(() => []);
    for (const [at, stint] of start.stints.entries()) {
      if (!isPinned[at]) byPool[this.problem.venuePool[stint.venue] ?? 0]?.push(stint);
    }
    for (const [pool, stints] of byPool.entries()) this.draft.setPool(pool, stints);
    this.keepBest(this.draft);
  }

  private keepBest(draft: Draft): void {
    const objective = draft.objective();
    if (objective > this.best.objective) this.best = { plan: draft.toPlan(), objective };
  }

  progress(step: number): Progress {
    const { objective } = this.best;
    const bound = boundOver(objective, this.proven.bound);
    return { step, objective, bound, gapShare: gapShareOf(objective, bound) };
  }

  /** One step: prices a little truer, the plan a little better. */
  step(step: number): void {
    this.prepare();
    if (this.isOver() || this.models.length === 0) return;
    this.raise(step);
    if (RESTARTS.has(step)) this.restart();
    const cells = PROOFS.get(step);
    if (cells) this.certify(cells);
    this.improve(step);
  }

  private prepare(): void {
    for (let pool = this.models.length; pool < this.problem.poolIds.length; pool++) {
      if (this.isOver()) return;
      this.models.push(poolModel(this.problem, pool, this.groups, SEARCH_CELLS, this.published));
    }
  }

  private raise(step: number): void {
    if (step >= PRICE_STEPS) return;
    const passes = step === 0 ? 1 : PASSES_A_STEP;
    for (let pass = 0; pass < passes; pass++) this.relaxation.pass(this.models, this.random, this.isOver);
    this.relaxation.weigh(this.models, this.isOver);
    if (step === 1) this.relaxation.weighNone(this.models, this.isOver);
  }

  private improve(step: number): void {
    const { draft, planner, neighbours, random, isOver } = this;
    const phase = (step % THRIFT.steps) / THRIFT.steps;
    const thrift = THRIFT.most - (THRIFT.most - THRIFT.least) * phase;
    const search = { draft, planner, neighbours, random, prices: this.relaxation.dayPrices(), thrift, isOver };
    this.improveFor(search);
    if (step % FILL_EVERY > 0) return;
    const filled = { ...search, draft: new Draft(this.problem, this.roads), thrift: 0 };
    for (const [pool, stints] of draft.stints.entries()) filled.draft.setPool(pool, stints);
    fill(filled);
    this.keepBest(filled.draft);
    this.improveFor(filled);
  }

  private improveFor(search: Search): void {
    const rounds = Math.max(4, Math.ceil(this.models.length / 4));
    for (let round = 0; round < rounds && !this.isOver(); round++) {
      improve(search);
      this.keepBest(search.draft);
    }
  }

  private restart(): void {
    const fresh = new Draft(this.problem, this.roads);
    construct(fresh, this.planner, this.program, this.models, this.relaxation.dayPrices(), this.isOver);
    if (fresh.objective() > this.draft.objective()) this.draft = fresh;
    this.keepBest(this.draft);
  }

  /** Proves the bound at the best prices, unless they have hardly moved since they were last proved as finely. */
  certify(cells: number): void {
    const { estimate } = this.relaxation;
    const { proven } = this;
    if (cells <= proven.certificate.cells && estimate > proven.estimate - 1e-5 * Math.abs(estimate)) return;
    if (this.fine?.cells !== cells) {
      this.fine = { cells, certifier: certifier(this.problem, this.groups, cells, this.models) };
    }
    const certificate = { ...this.relaxation.prices(), cells };
    const bound = this.fine.certifier.bound(certificate, this.isOver);
    if (bound < proven.bound) this.proven = { bound, certificate, estimate };
  }

  toResult(status: SolveStatus, steps: number, seed: number): PlanningResult {
    const plan = canonicalOrder(this.best.plan);
    const file = toPlanFile(this.problem, plan, this.proven, seed);
    const { objective, bound, gap } = file;
    return { status, plan, objective, bound, gapShare: gap, steps, seed, certificate: this.proven.certificate, file };
  }
}
