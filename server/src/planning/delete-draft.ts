import type { DraftRef } from '@jemput/shared/planning/draft';
import { eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { plans, stints } from '../db/schema/plans.ts';
import { getDraft } from './get-draft.ts';

/** Published and superseded plans stay: they are what was promised. */
export function deleteDraft(ctx: Context, ref: DraftRef): Promise<{ planId: string }> {
  requirePermission(ctx, 'plans.write');
  return inTransaction(ctx, async (tx) => {
    const { id: planId, name } = await getDraft({ ...ctx, db: tx }, ref);
    await tx.delete(stints).where(eq(stints.planId, planId));
    await tx.delete(plans).where(eq(plans.id, planId));
    await recordAct(tx, ctx, 'planning.deleteDraft', planId, { name });
    return { planId };
  });
}
