import type { RepairChoice } from '@jemput/shared/planning/repair/repair-options';
import type { RepairRequest } from '@jemput/shared/planning/repair/repair-request';
import type { Replanned } from '@jemput/shared/planning/repair/replan';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { getDraft } from './get-draft.ts';
import { readProblem } from './read-problem.ts';
import { answered, inRepairThread, presentOf } from './repair-thread.ts';

/** Seconds that the engine looks for better; with all around it an answer is there within two. */
const REPLAN_SECONDS = 0.8;

/**
 * What can be done about the first stint that cannot be held any more. Nothing is written.
 *
 * @throws Conflict where the draft was changed, or too many ask at once; Invalid where the problem cannot be planned
 */
export async function listRepairOptions(ctx: Context, request: RepairRequest): Promise<RepairChoice> {
  requirePermission(ctx, 'plans.write');
  const { disruption } = request;
  return answered(await inRepairThread({ kind: 'options', ...(await readDraft(ctx, request)), disruption }));
}

/** The draft planned again, with only those changes that pay. Nothing is written. @throws as `listRepairOptions` */
export async function replanDraft(ctx: Context, request: RepairRequest): Promise<Omit<Replanned, 'plan'>> {
  requirePermission(ctx, 'plans.write');
  const asked = { disruption: request.disruption, seconds: REPLAN_SECONDS };
  return answered(await inRepairThread({ kind: 'replan', ...(await readDraft(ctx, request)), ...asked }));
}

async function readDraft(ctx: Context, { planId, revision, stints }: RepairRequest) {
  const plan = await getDraft(ctx, { planId, revision });
  return presentOf(await readProblem(ctx, plan, stints));
}
