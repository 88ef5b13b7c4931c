import { objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { differingPools } from './plan-difference.ts';
import { possibleBefore } from './possible-before.ts';
import { type Undone, undoPool } from './undo-pool.ts';

export interface Candidate {
  /** The plan that was promised, perhaps no longer possible, and the problem it was made for. */
  before: { problem: Problem; plan: Plan };
  /** What has become of the problem. */
  problem: Problem;
  /** The least change that keeps its rules. */
  mended: Plan;
  /** A better plan for it. */
  to: Plan;
}

/**
 * Takes back every change that does not bring `leastGain` for each pool it changes, and every one that would have
 * brought something before, until none is left. Where both problems are the same, only the first.
 */
export function keepWhatStands({ before, problem, mended, to }: Candidate, leastGain: number): Plan {
  const isLittle = (lost: number, { pools }: Undone) => lost <= leastGain * pools.length;
  const isOld = (plan: Plan, { pools }: Undone) =>
    before.problem !== problem && possibleBefore(before, problem, plan, pools);
  const rejects = (plan: Plan, undone: Undone, lost: number) => isLittle(lost, undone) || isOld(plan, undone);
  const nearer = goBack(problem, { from: before.plan, to }, rejects);
  const near = goBack(problem, { from: mended, to: nearer }, rejects);
  return goBack(problem, { from: before.plan, to: near }, rejects);
}

type Rejects = (plan: Plan, undone: Undone, lost: number) => boolean;

/** Fewer pools differ from `from` after each change taken back, so this ends. */
function goBack(problem: Problem, { from, to }: { from: Plan; to: Plan }, rejects: Rejects): Plan {
  let plan = to;
  let objective = objectiveOf(problem, plan).objective;
  for (let goesOn = true; goesOn; ) {
    goesOn = false;
    const back = new Set<number>();
    for (const pool of differingPools(problem, from, plan)) {
      const undone = back.has(pool) ? undefined : undoPool(problem, { from, to: plan }, pool);
      if (!undone) continue;
      const after = objectiveOf(problem, undone.plan).objective;
      if (!rejects(plan, undone, objective - after)) continue;
      for (const one of undone.pools) back.add(one);
      plan = undone.plan;
      objective = after;
      goesOn = true;
    }
  }
  return plan;
}
