import { indexProblem } from '@jemput/shared/planning/index-problem';
import { readStints } from '@jemput/shared/planning/plan';
import { checkProblem, type Fault, type ProblemFile, type StintFile } from '@jemput/shared/planning/problem';
import { type Disruption, disrupted } from '@jemput/shared/planning/repair/disruption';
import { plannable } from '@jemput/shared/planning/repair/plannable';
import { type RepairChoice, repairOptions } from '@jemput/shared/planning/repair/repair-options';
import { type Replanned, replan } from '@jemput/shared/planning/repair/replan';
import { afterMillis } from '@jemput/shared/planning/solve';
import { type PlanFigures, planFigures } from '@jemput/shared/planning/what-if/plan-figures';
import { type SolvedSupposition, solveSupposed } from '@jemput/shared/planning/what-if/solve-supposed';
import { suppose } from '@jemput/shared/planning/what-if/suppose';
import type { WhatIf } from '@jemput/shared/planning/what-if/what-if';

/** A plan, and the problem it was made for as the tables have it now, not yet checked. */
export interface Present {
  file: ProblemFile;
  stints: StintFile[];
}

/** Without a disruption, things are already as the problem says. */
export type RepairTask = Present &
  (
    | { kind: 'options'; disruption: Disruption | null }
    | { kind: 'replan'; disruption: Disruption | null; seconds: number }
    | { kind: 'supposable'; whatIf: WhatIf }
    | { kind: 'suppose'; whatIf: WhatIf; seconds: number }
    | { kind: 'figures' }
  );

export interface RepairResults {
  options: RepairChoice;
  replan: Omit<Replanned, 'plan'>;
  /** Whether what is supposed can be. */
  supposable: true;
  suppose: Extract<SolvedSupposition, { ok: true }>;
  figures: PlanFigures;
}

export type RepairAnswer<Kind extends RepairTask['kind']> =
  | { ok: true; value: RepairResults[Kind] }
  /** Why the problem, or what is said to have happened to it, cannot be planned. */
  | { ok: false; faults: Fault[] };

/** Runs in a thread of its own. */
export default function answerTo(task: RepairTask): RepairAnswer<RepairTask['kind']> {
  const checked = plannable(task.file);
  if (!checked.ok) return checked;
  try {
    return answerFrom({ ...task, file: checked.problem });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, faults: [{ pointer: '', value: null, expected: error.message, code: 'invalid' }] };
  }
}

function answerFrom(task: RepairTask): RepairAnswer<RepairTask['kind']> {
  const stop = (seconds: number) => afterMillis(seconds * 1000, () => performance.now());
  if (task.kind === 'supposable') {
    const supposed = checkProblem(suppose(task.file, task.stints, task.whatIf).file);
    return supposed.ok ? { ok: true, value: true } : supposed;
  }
  if (task.kind === 'suppose') {
    const solved = solveSupposed(task, task.whatIf, { stop: stop(task.seconds) });
    return solved.ok ? { ok: true, value: solved } : solved;
  }
  const problem = indexProblem(task.file);
  const before = { problem, plan: readStints(problem, task.stints) };
  if (task.kind === 'figures') return { ok: true, value: planFigures(problem, problem, before.plan) };
  const happened = task.disruption && checkProblem(disrupted(task.file, task.disruption).file);
  if (happened?.ok === false) return happened;
  const after = happened ? indexProblem(happened.problem) : problem;
  if (task.kind === 'options') return { ok: true, value: repairOptions(before, after) };
  const { plan: _indexes, ...told } = replan(before, after, { stop: stop(task.seconds) });
  return { ok: true, value: told };
}
