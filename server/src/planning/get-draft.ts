import type { DraftRef, DraftStint } from '@jemput/shared/planning/draft';
import { asc, eq } from 'drizzle-orm';
import { lastTouch } from '../auth/last-touch.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { plans, stints } from '../db/schema/plans.ts';
import { Conflict, NotFound } from '../errors.ts';

export type PlanRow = typeof plans.$inferSelect;

/** @throws NotFound */
export async function getPlan(db: Database, planId: string): Promise<PlanRow> {
  const [plan] = await db.select().from(plans).where(eq(plans.id, planId)).limit(1);
  if (!plan) throw new NotFound(`There is no plan ${planId}.`);
  return plan;
}

/**
 * A draft that nobody has changed since revision `revision` was read.
 *
 * @throws NotFound, or Conflict that says who changed it and when
 */
export async function getDraft(ctx: Pick<Context, 'db' | 'zone'>, { planId, revision }: DraftRef): Promise<PlanRow> {
  const plan = await getPlan(ctx.db, planId);
  if (plan.status !== 'draft') {
    throw new Conflict(
      `The plan “${plan.name}” is ${plan.status} and no longer a draft${await lastTouch(ctx, planId)}.`,
    );
  }
  if (plan.revision !== revision) {
    const seen = `You have edit ${revision}, the office has ${plan.revision}`;
    throw new Conflict(`The plan “${plan.name}” was changed${await lastTouch(ctx, planId)}. ${seen}.`);
  }
  return plan;
}

/** In order of start, then venue. */
export async function readPlanStints(db: Database, planId: string): Promise<(DraftStint & { id: string })[]> {
  const rows = await db
    .select()
    .from(stints)
    .where(eq(stints.planId, planId))
    .orderBy(asc(stints.startDate), asc(stints.venueId), asc(stints.slotId));
  return rows.map(({ id, venueId, slotId, startDate, days, kitIds, pinned }) => {
    return { id, venue: venueId, slot: slotId, start: startDate, days, kits: kitIds, pinned };
  });
}
