import { type PlanFile, readStints } from '../plan.ts';
import { checkProblem, type Fault, indexProblem, type ProblemFile, type StintFile } from '../problem.ts';
import { mend } from '../repair/mend.ts';
import { type StopRule, solve } from '../solve.ts';
import { type PlanFigures, planFigures } from './plan-figures.ts';
import { suppose } from './suppose.ts';
import type { WhatIf } from './what-if.ts';

export type SolvedSupposition =
  | { ok: true; file: PlanFile; figures: PlanFigures }
  /** What makes the supposed problem impossible to plan. */
  | { ok: false; faults: Fault[] };

/**
 * Plans under other inputs, beginning with the present plan as far as it still stands.
 *
 * @param present accepted by `checkProblem`, and a plan for it
 * @throws RangeError as `suppose`
 */
export function solveSupposed(
  present: { file: ProblemFile; stints: readonly StintFile[] },
  whatIf: WhatIf,
  { stop, seed = 0 }: { stop: StopRule; seed?: number },
): SolvedSupposition {
  const supposed = suppose(present.file, present.stints, whatIf);
  const checked = checkProblem(supposed.file);
  if (!checked.ok) return checked;
  const problem = indexProblem(checked.problem);
  const start = mend(problem, readStints(problem, supposed.stints));
  const { plan, file } = solve(problem, { stop, seed, start });
  return { ok: true, file, figures: planFigures(indexProblem(present.file), problem, plan) };
}
