import type { Certificate, Plan, PlanFile } from './plan.ts';
import type { Problem } from './problem.ts';
import { Run } from './run.ts';
import { Search } from './search/search.ts';

/**
 * - `optimal`: no plan is better; `objective` and `bound` agree to 1e-7.
 * - `within-gap`: the plan is within the gap asked for.
 * - `stopped`: the best plan found when told to stop; `bound` holds all the same.
 * - `infeasible`: no plan can keep the rules; the plan has the pinned stints only and says nothing.
 */
export type SolveStatus = 'optimal' | 'within-gap' | 'stopped' | 'infeasible';

export interface Progress {
  step: number;
  /** Expected recordings less costs; bound ≥ objective. */
  objective: number;
  bound: number;
  gapShare: number;
}

/**
 * Tells whether to return. `atGap` answers 'gap' so that the status can say so; after 'gap' and 'limit' the bound is
 * proved once more as tightly as it can be, after 'now' nothing more is done.
 */
export type StopRule = (progress: Progress) => false | 'gap' | 'limit' | 'now';

export interface SolveOptions {
  stop: StopRule;
  /** Whole number; same problem, seed and steps give the same plan. */
  seed?: number;
  /** A plan to improve on; ignored where it breaks a rule. */
  start?: Plan;
  onProgress?: (progress: Progress) => void;
}

export interface PlanningResult {
  status: SolveStatus;
  plan: Plan;
  objective: number;
  bound: number;
  gapShare: number;
  steps: number;
  seed: number;
  certificate: Certificate;
  /** Ready to be written; `seconds` is the caller's to add. */
  file: PlanFile;
}

export function afterSteps(steps: number): StopRule {
  return ({ step }) => (step >= steps ? 'limit' : false);
}

/**
 * Time is up, or there is nothing left to gain by using it.
 *
 * @param now milliseconds of a clock that never runs backwards; the engine has none of its own
 */
export function afterMillis(millis: number, now: () => number): StopRule {
  const end = now() + millis;
  return (progress) => (now() >= end ? 'now' : isSolved(progress) && 'gap');
}

/** @param gapShare 0…1, of (bound − objective) / |bound| */
export function atGap(gapShare: number): StopRule {
  return (progress) => (progress.gapShare <= gapShare ? 'gap' : false);
}

/** The first rule that wants to stop is answered with, but 'now' goes before all others. */
export function anyOf(...rules: StopRule[]): StopRule {
  return (progress) => {
    const answers = rules.map((rule) => rule(progress));
    return answers.includes('now') ? 'now' : (answers.find((answer) => answer !== false) ?? false);
  };
}

/**
 * Finds a rotation of kits over venues and dates, and a bound that no rotation can beat.
 *
 * Same problem, options and seed give the same plan when `stop` counts steps rather than time. A feasible plan is at
 * hand from the first call of `onProgress` on.
 *
 * @param problem from `indexProblem`; never changed
 * @param options.stop asked before every step, where every answer counts, and many times inside it, where 'now' does
 * @returns `objective` ≤ `bound`, both in expected recordings; `certificate` lets `verifyBound` recompute the bound
 * @see Fisher (1981), The Lagrangian relaxation method for solving integer programming problems, Management Science
 *   27(1), 1–18. doi:10.1287/mnsc.27.1.1
 */
export function solve(problem: Problem, { stop, seed = 0, start, onProgress }: SolveOptions): PlanningResult {
  let step = 0;
  const run: Run = new Run(problem, { seed, start, isOver: () => stop(run.progress(step)) === 'now' });
  let reason: ReturnType<StopRule> = false;
  for (; ; step++) {
    const progress = run.progress(step);
    onProgress?.(progress);
    reason = stop(progress);
    if (reason) break;
    run.step(step);
  }
  if (reason !== 'now') run.finish();
  const last = run.progress(step);
  return run.toResult(isInfeasible(problem) ? 'infeasible' : statusOf(last, reason === 'gap'), step, seed);
}

/**
 * The same without a bound, for a small change of a plan that is good: all of the time goes into the plan.
 *
 * @param options.stop is told no bound (Infinity)
 */
export function improve(problem: Problem, { stop, seed = 0, start }: Omit<SolveOptions, 'onProgress'>): Plan {
  let step = 0;
  const progress = () => {
    return { step, objective: search.best.objective, bound: Number.POSITIVE_INFINITY, gapShare: 1 };
  };
  const search: Search = new Search(problem, { seed, start, isOver: () => stop(progress()) === 'now' });
  for (; !stop(progress()); step++) search.step();
  return search.best.plan;
}

/** What a run that has ended may say of its plan. */
export function statusOf(last: Progress, isGapReached: boolean): SolveStatus {
  if (isSolved(last)) return 'optimal';
  return isGapReached ? 'within-gap' : 'stopped';
}

/** More kits to stand idle than there are: rule 6 can be kept on no date. */
export function isInfeasible(problem: Problem): boolean {
  return problem.rules.reserveKits > problem.kitIds.length;
}

/** Objective and bound agree: more steps would change nothing that matters. */
export function isSolved({ objective, bound }: Progress): boolean {
  return Number.isFinite(bound) && bound - objective <= 1e-7 * Math.max(1, Math.abs(bound));
}
