import { indexProblem } from '@jemput/shared/planning/index-problem';
import { readStints } from '@jemput/shared/planning/plan';
import type { ProblemFile, StintFile } from '@jemput/shared/planning/problem';
import { type Disruption, disrupted } from '@jemput/shared/planning/repair/disruption';
import { type RepairChoice, repairOptions } from '@jemput/shared/planning/repair/repair-options';
import { type Replanned, replan } from '@jemput/shared/planning/repair/replan';
import { afterMillis } from '@jemput/shared/planning/solve';
import { type PlanFigures, planFigures } from '@jemput/shared/planning/what-if/plan-figures';
import { type SolvedSupposition, solveSupposed } from '@jemput/shared/planning/what-if/solve-supposed';
import type { WhatIf } from '@jemput/shared/planning/what-if/what-if';

/** A plan, and the problem it was made for, accepted by `checkProblem`. */
interface Present {
  file: ProblemFile;
  stints: StintFile[];
}

/** Without a disruption, things are already as the problem says. */
export type RepairTask = Present &
  (
    | { kind: 'options'; disruption: Disruption | null }
    | { kind: 'replan'; disruption: Disruption | null; seconds: number }
    | { kind: 'suppose'; whatIf: WhatIf; seconds: number }
    | { kind: 'figures' }
  );

export interface RepairResults {
  options: RepairChoice;
  replan: Omit<Replanned, 'plan'>;
  suppose: SolvedSupposition;
  figures: PlanFigures;
}

/** Runs in a thread of its own. */
export default function answerTo(task: RepairTask): RepairResults[RepairTask['kind']] {
  const stop = (seconds: number) => afterMillis(seconds * 1000, () => performance.now());
  if (task.kind === 'suppose') return solveSupposed(task, task.whatIf, { stop: stop(task.seconds) });
  const problem = indexProblem(task.file);
  const before = { problem, plan: readStints(problem, task.stints) };
  if (task.kind === 'figures') return planFigures(problem, problem, before.plan);
  const after = task.disruption ? indexProblem(disrupted(task.file, task.disruption).file) : problem;
  if (task.kind === 'options') return repairOptions(before, after);
  const { plan: _indexes, ...told } = replan(before, after, { stop: stop(task.seconds) });
  return told;
}
