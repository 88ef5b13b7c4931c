import { canonicalOrder, type Plan } from './plan.ts';
import { boundOver, gapShareOf, type Proven, toPlanFile } from './plan-file.ts';
import type { Problem } from './problem.ts';
import { Proof } from './proof.ts';
import { Search } from './search/search.ts';
import type { PlanningResult, Progress, SolveStatus } from './solve.ts';

export interface RunOptions {
  seed: number;
  start: Plan | undefined;
  /** Asked between small pieces of work; once true, what is begun is left as it stands. */
  isOver: () => boolean;
}

/** The state of one call of `solve`: a search and a proof that know nothing of each other, step by step in turn. */
export class Run {
  private readonly problem: Problem;
  private readonly search: Search;
  private readonly proof: Proof;

  /** Computes hardly anything: a feasible plan and a bound are at hand at once. */
  constructor(problem: Problem, options: RunOptions) {
    this.problem = problem;
    this.search = new Search(problem, options);
    this.proof = new Proof(problem, options);
  }

  progress(step: number): Progress {
    return toProgress(step, this.search.best.objective, this.proof.proven.bound);
  }

  /** One step: the plan a little better, the prices a little truer. */
  step(step: number): void {
    this.search.step();
    this.proof.step(step);
  }

  finish(): void {
    this.proof.finish();
  }

  toResult(status: SolveStatus, steps: number, seed: number): PlanningResult {
    return toResult(this.problem, this.search.best.plan, this.proof.proven, { status, steps, seed });
  }
}

export function toProgress(step: number, objective: number, proven: number): Progress {
  const bound = boundOver(objective, proven);
  return { step, objective, bound, gapShare: gapShareOf(objective, bound) };
}

export function toResult(
  problem: Problem,
  found: Plan,
  proven: Proven,
  { status, steps, seed }: { status: SolveStatus; steps: number; seed: number },
): PlanningResult {
  const plan = canonicalOrder(found);
  const file = toPlanFile(problem, plan, proven, seed);
  const { objective, bound, gap } = file;
  return { status, plan, objective, bound, gapShare: gap, steps, seed, certificate: proven.certificate, file };
}
