import { randomUUID } from 'node:crypto';
import { addDays, daysBetween, type LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { CreateDraft, DraftStint } from '@jemput/shared/planning/draft';
import { desc, max } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { plans } from '../db/schema/plans.ts';
import { sessions } from '../db/schema/sessions.ts';
import { Invalid } from '../errors.ts';
import { ofPlans } from '../sessions/of-plans.ts';
import { timetableInForce } from '../sessions/timetable-in-force.ts';
import { getPlan, readPlanStints } from './get-draft.ts';
import { officeRules } from './office-rules.ts';
import { readProblem } from './read-problem.ts';
import { replaceStints } from './replace-stints.ts';

/** Ten weeks, as Solo planned in 2013; a plan that ends sooner than four is not carried on. */
const USUAL_DAYS = 70;
const LEAST_DAYS = 28;
const MOST_DAYS = 400;

/**
 * A new draft from today on: the timetable in force, or what is left of another plan.
 *
 * @throws NotFound where that plan does not exist, Invalid where the horizon ends before today or far from it
 */
export function createDraft(ctx: Context, input: CreateDraft): Promise<{ planId: string }> {
  requirePermission(ctx, 'plans.write');
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const today = localDateAt(ctx.now(), ctx.zone);
    const frame = {
      name: input.name ?? `Rencana ${today}`,
      horizonStart: today,
      horizonEnd: await horizonEnd(tx, today, input.horizonEnd),
      rules: await officeRules(tx),
    };
    const planId = randomUUID();
    const { id: timetableId } = await timetableInForce(within);
    const at = { createdAt: ctx.now(), createdBy: ctx.actor?.id ?? null, updatedAt: ctx.now() };
    const begin = input.copyOf === undefined ? undefined : await copied(tx, input.copyOf);
    const { problem, stints: left } = await readProblem(within, frame, begin ?? []);
    await tx.insert(plans).values({ id: planId, ...frame, status: 'draft', timetableId, ...at });
    const drafted = begin ? left : problem.published.map((stint) => ({ ...stint, pinned: false }));
    await replaceStints(tx, planId, drafted);
    await recordAct(tx, ctx, 'planning.createDraft', planId, { copyOf: input.copyOf ?? null, timetableId });
    return { planId };
  });
}

async function copied(tx: Database, planId: string): Promise<DraftStint[]> {
  await getPlan(tx, planId);
  const list = await readPlanStints(tx, planId);
  return list.map(({ venue, slot, start, days, kits, pinned }) => ({ venue, slot, start, days, kits, pinned }));
}

async function horizonEnd(tx: Database, today: LocalDate, asked: LocalDate | undefined): Promise<LocalDate> {
  if (asked !== undefined) {
    const days = daysBetween(today, asked);
    if (days >= 0 && days <= MOST_DAYS) return asked;
    const message = `must be from today, ${today}, to ${addDays(today, MOST_DAYS)}`;
    throw new Invalid('The horizon cannot be planned.', [
      { field: 'horizonEnd', value: asked, code: 'range', message },
    ]);
  }
  const [before] = await tx.select({ end: plans.horizonEnd }).from(plans).orderBy(desc(plans.createdAt)).limit(1);
  const [promised] = await tx
    .select({ last: max(sessions.date) })
    .from(sessions)
    .where(ofPlans);
  const usual = before && before.end >= addDays(today, LEAST_DAYS - 1) ? before.end : addDays(today, USUAL_DAYS - 1);
  return promised?.last && promised.last > usual ? promised.last : usual;
}
