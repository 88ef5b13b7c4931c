import type { Certificate, Plan, PlanFile } from './plan.ts';
import type { Problem } from './problem.ts';
import { Run } from './run.ts';

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

/** Tells whether to return now. `atGap` answers 'gap' so that the status can say so. */
export type StopRule = (progress: Progress) => false | 'gap' | 'limit';

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

/** @param now milliseconds of a clock that never runs backwards; the engine has none of its own */
export function afterMillis(millis: number, now: () => number): StopRule {
  const end = now() + millis;
  return () => (now() >= end ? 'limit' : false);
}

/** @param gapShare 0…1, of (bound − objective) / |bound| */
export function atGap(gapShare: number): StopRule {
  return (progress) => (progress.gapShare <= gapShare ? 'gap' : false);
}

export function anyOf(...rules: StopRule[]): StopRule {
  return (progress) => {
    for (const rule of rules) {
      const answer = rule(progress);
      if (answer) return answer;
    }
    return false;
  };
}

/**
 * Finds a rotation of kits over venues and dates, and a bound that no rotation can beat.
 *
 * Same problem, options and seed give the same plan when `stop` counts steps rather than time. A feasible plan is at
 * hand from the first call of `onProgress` on.
 *
 * @param problem from `indexProblem`; never changed
 * @param options.stop asked before every step
 * @returns `objective` ≤ `bound`, both in expected recordings; `certificate` lets `verifyBound` recompute the bound
 * @see Fisher (1981), The Lagrangian relaxation method for solving integer programming problems, Management Science
 *   27(1), 1–18. doi:10.1287/mnsc.27.1.1
 */
export function solve(problem: Problem, { stop, seed = 0, start, onProgress }: SolveOptions): PlanningResult {
  const run = new Run(problem, seed, start);
  let reason: ReturnType<StopRule> = false;
  let step = 0;
  for (; ; step++) {
    onProgress?.(run.progress(step));
    reason = isSolved(run.progress(step)) ? 'gap' : stop(run.progress(step));
    if (reason) break;
    run.step(step);
  }
  run.certify();
  const last = run.progress(step);
  const status = isSolved(last) ? 'optimal' : reason === 'gap' ? 'within-gap' : 'stopped';
  return run.toResult(isInfeasible(problem) ? 'infeasible' : status, step, seed);
}

/** More kits to stand idle than there are: rule 6 can be kept on no date. */
function isInfeasible(problem: Problem): boolean {
  return problem.rules.reserveKits > problem.kitIds.length;
}

function isSolved({ objective, bound }: Progress): boolean {
  return bound - objective <= 1e-7 * Math.max(1, Math.abs(bound));
}
