import type { DraftRef } from '@jemput/shared/planning/draft';
import { eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { plans } from '../db/schema/plans.ts';
import { timetableInForce } from '../sessions/timetable-in-force.ts';
import { getDraft } from './get-draft.ts';

/** Keeps a draft that was overtaken by a publication: the planner has seen the difference and goes on from there. */
export function rebaseDraft(ctx: Context, ref: DraftRef): Promise<{ revision: number; timetableId: number }> {
  requirePermission(ctx, 'plans.write');
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    await getDraft(within, ref);
    const { id: timetableId } = await timetableInForce(within);
    const revision = ref.revision + 1;
    await tx.update(plans).set({ timetableId, revision, updatedAt: ctx.now() }).where(eq(plans.id, ref.planId));
    await recordAct(tx, ctx, 'planning.rebaseDraft', ref.planId, { timetableId });
    return { revision, timetableId };
  });
}
