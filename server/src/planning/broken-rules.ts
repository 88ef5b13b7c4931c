import type { DraftStint } from '@jemput/shared/planning/draft';
import { indexProblem } from '@jemput/shared/planning/index-problem';
import { objectiveOf } from '@jemput/shared/planning/objective';
import { type Plan, readStints } from '@jemput/shared/planning/plan';
import { checkProblem, type Problem } from '@jemput/shared/planning/problem';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import type { Context } from '../context.ts';
import type { Fault } from '../errors.ts';
import { type PlanRow, readPlanStints } from './get-draft.ts';
import { type PlanningState, readProblem } from './read-problem.ts';

/** Every hard rule that a stored plan breaks as things are now; empty where it may be published. */
export async function brokenRules(ctx: Context, plan: PlanRow): Promise<Fault[]> {
  return judgeStints(await readProblem(ctx, plan, await readPlanStints(ctx.db, plan.id))).faults;
}

export interface Judgement {
  faults: Fault[];
  /** In recordings; null where the stints name what is not known. */
  objective: number | null;
}

/** Faults point into the list of stints that the state was read with. */
export function judgeStints({ problem: file, stints }: PlanningState): Judgement {
  const checked = checkProblem(file);
  if (!checked.ok) return { faults: problemFaults(checked.faults), objective: null };
  const problem = indexProblem(checked.problem);
  const unknown = stints.flatMap((stint) => unknownNames(stint, problem));
  if (unknown.length > 0) return { faults: unknown, objective: null };
  const plan: Plan = readStints(problem, stints);
  const faults = checkRules(plan, problem).map(({ code, params, text, stints: broken }) => {
    const at = stints[broken[0] ?? -1]?.at;
    return { field: at === undefined ? '/stints' : `/stints/${at}`, code, value: params, message: text };
  });
  return { faults, objective: objectiveOf(problem, plan).objective };
}

type ProblemFaults = Extract<ReturnType<typeof checkProblem>, { ok: false }>['faults'];

/** What is wrong with the problem itself: pinned stints that contradict an outage, a closure or each other. */
export function problemFaults(faults: ProblemFaults): Fault[] {
  return faults.map(({ pointer, value, expected, code }) => {
    return { field: pointer, code, value, message: `must be ${expected}` };
  });
}

function unknownNames(stint: DraftStint & { at: number }, { index }: Problem): Fault[] {
  const faults: Fault[] = [];
  const look = (known: boolean, field: string, value: string, what: string) => {
    const message = `must be a ${what} that is in use`;
    if (!known) faults.push({ field: `/stints/${stint.at}/${field}`, value, code: 'unknown', message });
  };
  look(index.venue.has(stint.venue), 'venue', stint.venue, 'venue with opening hours');
  look(index.slot.has(stint.slot), 'slot', stint.slot, 'slot');
  for (const [at, kit] of stint.kits.entries()) look(index.kit.has(kit), `kits/${at}`, kit, 'kit');
  return faults;
}
