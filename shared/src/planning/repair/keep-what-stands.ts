import { objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { differingPools } from './plan-difference.ts';
import { undoPool } from './undo-pool.ts';

/**
 * Takes back every change that does not bring `leastGain` for each pool it changes, until none is left.
 *
 * @param plans.from as it was, perhaps no longer possible; `mended`, the least change that is; `to`, the better plan
 */
export function keepWhatStands(
  problem: Problem,
  { from, mended, to }: { from: Plan; mended: Plan; to: Plan },
  leastGain: number,
): Plan {
  const nearer = goBack(problem, { from, to }, leastGain);
  const near = goBack(problem, { from: mended, to: nearer }, leastGain);
  return goBack(problem, { from, to: near }, leastGain);
}

/** Fewer pools differ from `from` after each change taken back, so this ends. */
function goBack(problem: Problem, { from, to }: { from: Plan; to: Plan }, leastGain: number): Plan {
  let plan = to;
  let objective = objectiveOf(problem, plan).objective;
  for (let goesOn = true; goesOn; ) {
    goesOn = false;
    const tried = new Set<number>();
    for (const pool of differingPools(problem, from, plan)) {
      if (tried.has(pool)) continue;
      const undone = undoPool(problem, { from, to: plan }, pool);
      if (!undone) continue;
      const before = objective;
      const after = objectiveOf(problem, undone.plan).objective;
      if (before - after > leastGain * undone.pools.length) continue;
      for (const back of undone.pools) tried.add(back);
      plan = undone.plan;
      objective = after;
      goesOn = true;
    }
  }
  return plan;
}
