import type { DraftStint, SaveDraft } from '@jemput/shared/planning/draft';
import { eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { plans } from '../db/schema/plans.ts';
import { Invalid } from '../errors.ts';
import { judgeStints } from './broken-rules.ts';
import { getDraft } from './get-draft.ts';
import { readProblem } from './read-problem.ts';
import { replaceStints } from './replace-stints.ts';

/**
 * Stores what a planner laid out by hand. Dates that have passed or begun are cut off.
 *
 * @throws Conflict where the draft was changed meanwhile; Invalid with one fault a broken rule, and nothing is written
 */
export function saveDraft(ctx: Context, draft: SaveDraft): Promise<{ revision: number }> {
  requirePermission(ctx, 'plans.write');
  return inTransaction(ctx, (tx) => storeDraft({ ...ctx, db: tx }, draft));
}

/** The same inside a transaction that is under way. */
export async function storeDraft(ctx: Context, { planId, revision, stints }: SaveDraft): Promise<{ revision: number }> {
  const plan = await getDraft(ctx, { planId, revision });
  const state = await readProblem(ctx, plan, stints);
  const { faults, objective } = judgeStints(state);
  if (faults.length > 0) throw new Invalid('The plan breaks rules and was not saved.', faults);
  const next = revision + 1;
  await replaceStints(ctx.db, planId, state.stints);
  await ctx.db
    .update(plans)
    .set({ revision: next, proof: null, objective, updatedAt: ctx.now() })
    .where(eq(plans.id, planId));
  await recordAct(ctx.db, ctx, 'planning.saveDraft', planId, { revision: next, stints: countOf(state.stints) });
  return { revision: next };
}

function countOf(stints: readonly DraftStint[]): { all: number; pinned: number } {
  return { all: stints.length, pinned: stints.filter((stint) => stint.pinned).length };
}
