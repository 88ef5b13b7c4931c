import { type Certifier, certifier, dayPrices, fixedWorth } from './bounds/certificate.ts';
import { Relaxation } from './bounds/relaxation.ts';
import { kitGroups } from './kit-groups.ts';
import { type Certificate, canonicalOrder, matchPinned, type Plan } from './plan.ts';
import { boundOver, gapShareOf, toPlanFile } from './plan-file.ts';
import { type PoolModel, poolModel, publishedDates } from './pool-model.ts';
import { PoolProgram } from './pool-program.ts';
import type { Problem, Stint } from './problem.ts';
import { checkRules } from './rules/rules.ts';
import { construct } from './search/construct.ts';
import { Draft } from './search/draft.ts';
import { improve, Neighbours, Planner } from './search/improve.ts';
import { type Random, seededRandom } from './search/random.ts';
import { RoadDistances } from './search/road-distances.ts';
import type { PlanningResult, Progress, SolveStatus } from './solve.ts';

/** Grid steps per pool: few while searching, more for the bound that is claimed, fewest for the first word on it. */
const SEARCH_CELLS = 32;
const BOUND_CELLS = 128;
const FIRST_CELLS = 8;
/** Prices move for so many steps; after these they hardly change. */
const PRICE_STEPS = 200;
/** Steps after which the plan is begun anew under better prices, and the bound proved anew. */
const RESTARTS = new Set([10, 25, 50]);
const PROOFS = new Set([20, 40, 80, 140, 200]);

/** The state of one call of `solve`: a draft under improvement, prices, and the best of both. */
export class Run {
  private readonly problem: Problem;
  private readonly random: Random;
  private readonly models: PoolModel[];
  private readonly program: PoolProgram;
  private readonly planner: Planner;
  private readonly neighbours: Neighbours;
  private readonly roads: RoadDistances;
  private readonly relaxation: Relaxation;
  private fine: Certifier | undefined;
  private draft: Draft;
  private best: { plan: Plan; objective: number };
  private proven: { bound: number; certificate: Certificate };
  private provenEstimate = Number.POSITIVE_INFINITY;

  constructor(problem: Problem, seed: number, start: Plan | undefined) {
    const groups = kitGroups(problem);
    const published = publishedDates(problem);
    this.problem = problem;
    this.random = seededRandom(seed);
    this.models = problem.poolIds.map((_, pool) => poolModel(problem, pool, groups, SEARCH_CELLS, published));
    this.program = new PoolProgram(problem);
    this.planner = new Planner(problem, groups, this.models, this.program);
    this.neighbours = new Neighbours(problem);
    this.roads = new RoadDistances(problem);
    this.relaxation = new Relaxation(problem, this.models, this.program, fixedWorth(problem, published));
    this.draft = new Draft(problem, this.roads);
    this.best = { plan: this.draft.toPlan(), objective: this.draft.objective() };
    if (start && checkRules(start, problem).length === 0) this.adopt(start);
    const certificate = { ...this.relaxation.prices(), cells: FIRST_CELLS };
    this.proven = { bound: certifier(problem, groups, FIRST_CELLS).bound(certificate), certificate };
  }

  private adopt(start: Plan): void {
    const { isPinned } = matchPinned(start, this.problem);
    const byPool: Stint[][] = this.problem.poolIds.map(() => []);
    for (const [at, stint] of start.stints.entries()) {
      if (!isPinned[at]) byPool[this.problem.venuePool[stint.venue] ?? 0]?.push(stint);
    }
    for (const [pool, stints] of byPool.entries()) this.draft.setPool(pool, stints);
    this.keepBest();
  }

  private keepBest(): void {
    const objective = this.draft.objective();
    if (objective > this.best.objective) this.best = { plan: this.draft.toPlan(), objective };
  }

  progress(step: number): Progress {
    const { objective } = this.best;
    const bound = boundOver(objective, this.proven.bound);
    return { step, objective, bound, gapShare: gapShareOf(objective, bound) };
  }

  /** One step: prices a little truer, the plan a little better. */
  step(step: number): void {
    if (step > 0 && step <= PRICE_STEPS) this.relaxation.raise(this.best.objective);
    if (step === 0 || RESTARTS.has(step)) this.restart();
    const rounds = Math.max(4, Math.ceil(this.models.length / 4));
    const prices = this.prices();
    const { draft, planner, neighbours, random } = this;
    if (this.models.length > 0 && step > 0) {
      for (let round = 0; round < rounds; round++) {
        improve({ draft, planner, neighbours, random, prices }, 0);
        this.keepBest();
      }
    }
    if (PROOFS.has(step)) this.certify();
  }

  private restart(): void {
    const fresh = new Draft(this.problem, this.roads);
    construct(fresh, this.planner, this.program, this.models, this.prices());
    if (fresh.objective() > this.draft.objective()) this.draft = fresh;
    this.keepBest();
  }

  private prices(): Float64Array[] {
    return dayPrices(this.problem, this.relaxation.prices());
  }

  /** Proves the bound at the best prices, unless they have hardly moved since the last proof. */
  certify(): void {
    const { estimate } = this.relaxation;
    if (estimate > this.provenEstimate - 1e-5 * Math.abs(estimate)) return;
    this.fine ??= certifier(this.problem, this.relaxation.groups, BOUND_CELLS);
    const certificate = { ...this.relaxation.prices(), cells: BOUND_CELLS };
    const bound = this.fine.bound(certificate);
    this.provenEstimate = estimate;
    if (bound < this.proven.bound) this.proven = { bound, certificate };
  }

  toResult(status: SolveStatus, steps: number, seed: number): PlanningResult {
    const plan = canonicalOrder(this.best.plan);
    const file = toPlanFile(this.problem, plan, this.proven, seed);
    const { objective, bound, gap } = file;
    return { status, plan, objective, bound, gapShare: gap, steps, seed, certificate: this.proven.certificate, file };
  }
}
