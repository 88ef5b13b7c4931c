import type { PriceCheck } from '@jemput/shared/planning/explain/check-price';
import type { ExplainPlan, ExplainPool, ExplainPrice } from '@jemput/shared/planning/explain/explain-request';
import type { ExplainedPlan } from '@jemput/shared/planning/explain/explained';
import type { Prices } from '@jemput/shared/planning/explain/stint-worth';
import { checkProblem } from '@jemput/shared/planning/problem';
import type { ProblemFile, StintFile } from '@jemput/shared/planning/problem-file';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { problemFaults } from './broken-rules.ts';
import { inExplainThread } from './explain-thread.ts';
import type { ExplainedPool } from './explain-worker.ts';
import { getPlan, readPlanStints } from './get-draft.ts';
import { knownStints, readProblem } from './read-problem.ts';

/** What every stint brings, what a kit more would bring by date, which pools are left out and why. Nothing is written. */
export async function explainDraft(ctx: Context, input: ExplainPlan): Promise<ExplainedPlan> {
  requirePermission(ctx, 'plans.read');
  return inExplainThread({ kind: 'plan', ...(await presentPlan(ctx, input)) });
}

/**
 * Why a pool has no session or too few, and what would serve it, each found true by solving again; null where it lacks
 * none. Nothing is written.
 *
 * @throws NotFound, or Conflict where too many ask at once
 */
export async function explainPool(ctx: Context, { pool, ...input }: ExplainPool): Promise<ExplainedPool> {
  requirePermission(ctx, 'plans.read');
  const present = await presentPlan(ctx, input);
  if (!present.file.pools.some(({ id }) => id === pool)) throw new NotFound(`There is no pool ${pool}.`);
  return inExplainThread({ kind: 'pool', pool, ...present });
}

/** What one more kit on a date would bring: by its price, and by solving again with it. @throws as `explainPool` */
export async function explainPrice(ctx: Context, { date, ...input }: ExplainPrice): Promise<PriceCheck> {
  requirePermission(ctx, 'plans.read');
  const present = await presentPlan(ctx, input);
  const { start, end } = present.file.horizon;
  if (date < start || date > end) {
    throw new Invalid('The plan does not have that date.', [
      { field: 'date', value: date, code: 'range', message: `must be from ${start} to ${end}` },
    ]);
  }
  return inExplainThread({ kind: 'price', date, ...present });
}

/** The plan with its problem as things are now. @throws NotFound; Invalid where its pins contradict */
export async function presentPlan(
  ctx: Context,
  { planId, stints }: ExplainPlan,
): Promise<{ file: ProblemFile; stints: StintFile[]; prices: Prices | null }> {
  const plan = await getPlan(ctx.db, planId);
  const state = await readProblem(ctx, plan, stints ?? (await readPlanStints(ctx.db, planId)));
  const checked = checkProblem(state.problem);
  if (!checked.ok) throw new Invalid('The plan’s problem cannot be explained.', problemFaults(checked.faults));
  const bare = knownStints(state).map(({ venue, slot, start, days, kits }) => ({ venue, slot, start, days, kits }));
  return { file: checked.problem, stints: bare, prices: plan.proof?.prices ?? null };
}
