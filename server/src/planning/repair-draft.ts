import { checkProblem } from '@jemput/shared/planning/problem';
import type { ProblemFile, StintFile } from '@jemput/shared/planning/problem-file';
import { type Disruption, disrupted } from '@jemput/shared/planning/repair/disruption';
import type { RepairChoice } from '@jemput/shared/planning/repair/repair-options';
import type { RepairRequest } from '@jemput/shared/planning/repair/repair-request';
import type { Replanned } from '@jemput/shared/planning/repair/replan';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { Invalid } from '../errors.ts';
import { problemFaults } from './broken-rules.ts';
import { getDraft } from './get-draft.ts';
import { knownStints, readProblem } from './read-problem.ts';
import { inRepairThread } from './repair-thread.ts';

/** Seconds that the engine looks for better; with all around it an answer is there within two. */
const REPLAN_SECONDS = 0.8;

/**
 * What can be done about the first stint that cannot be held any more. Nothing is written.
 *
 * @throws Conflict where the draft was changed, or too many ask at once; Invalid where the problem cannot be planned
 */
export async function listRepairOptions(ctx: Context, request: RepairRequest): Promise<RepairChoice> {
  requirePermission(ctx, 'plans.write');
  return inRepairThread({ kind: 'options', ...(await presentOf(ctx, request)), disruption: request.disruption });
}

/** The draft planned again, with only those changes that pay. Nothing is written. @throws as `listRepairOptions` */
export async function replanDraft(ctx: Context, request: RepairRequest): Promise<Omit<Replanned, 'plan'>> {
  requirePermission(ctx, 'plans.write');
  const present = await presentOf(ctx, request);
  return inRepairThread({ kind: 'replan', ...present, disruption: request.disruption, seconds: REPLAN_SECONDS });
}

async function presentOf(
  ctx: Context,
  { planId, revision, stints, disruption }: RepairRequest,
): Promise<{ file: ProblemFile; stints: StintFile[] }> {
  const plan = await getDraft(ctx, { planId, revision });
  const state = await readProblem(ctx, plan, stints);
  const file = plannable(state.problem);
  if (disruption) refuseImpossible(file, disruption);
  const bare = knownStints(state).map(({ venue, slot, start, days, kits }) => ({ venue, slot, start, days, kits }));
  return { file, stints: bare };
}

/** Pinned stints that the tables have made impossible are pinned no longer: they are what is to be repaired. */
function plannable(file: ProblemFile): ProblemFile {
  const first = checkProblem(file);
  if (first.ok) return first.problem;
  const impossible = new Set(first.faults.map(({ pointer }) => /^\/pinned\/(\d+)/.exec(pointer)?.[1] ?? 'other'));
  const checked = checkProblem({ ...file, pinned: file.pinned.filter((_, at) => !impossible.has(String(at))) });
  if (!checked.ok) throw new Invalid('The plan’s problem cannot be planned.', problemFaults(checked.faults));
  return checked.problem;
}

/** @throws Invalid where it names what is unknown, or is there already */
function refuseImpossible(file: ProblemFile, disruption: Disruption): void {
  try {
    const checked = checkProblem(disrupted(file, disruption).file);
    if (!checked.ok) throw new Invalid('What is said to have happened cannot be.', problemFaults(checked.faults));
  } catch (error) {
    if (error instanceof RangeError) throw new Invalid(`What is said to have happened cannot be: ${error.message}.`);
    throw error;
  }
}
