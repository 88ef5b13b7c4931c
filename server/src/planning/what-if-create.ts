import { randomUUID } from 'node:crypto';
import type { CreateScenario } from '@jemput/shared/planning/what-if/scenario';
import { count, eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { scenarios } from '../db/schema/scenarios.ts';
import { Invalid } from '../errors.ts';
import { getPlan, readPlanStints } from './get-draft.ts';
import { readProblem } from './read-problem.ts';
import { answered, inRepairThread, inTurn, presentOf } from './repair-thread.ts';
import type { RepairTask } from './repair-worker.ts';
import { beginScenario, endScenario } from './what-if-running.ts';

/** Scenarios of one plan: more cannot be compared side by side. */
const MOST_SCENARIOS = 12;

/**
 * Keeps a copy of the plan's problem with other inputs, and has the engine plan it, beginning with the present plan.
 * The answer is there when the scenario is listed as solved.
 *
 * @throws NotFound; Invalid where what is supposed cannot be, or the plan has too many scenarios
 */
export async function createScenario(ctx: Context, input: CreateScenario): Promise<{ scenarioId: string }> {
  requirePermission(ctx, 'plans.write');
  const { planId, name, whatIf, seconds } = input;
  const plan = await getPlan(ctx.db, planId);
  const frame = { ...plan, horizonEnd: whatIf.horizonEnd ?? plan.horizonEnd };
  const state = await readProblem(ctx, frame, await readPlanStints(ctx.db, planId));
  const present = presentOf(state);
  answered(await inRepairThread({ kind: 'supposable', ...present, whatIf }));
  const scenarioId = randomUUID();
  await inTransaction(ctx, async (tx) => {
    const [held] = await tx.select({ count: count() }).from(scenarios).where(eq(scenarios.planId, planId));
    if ((held?.count ?? 0) >= MOST_SCENARIOS) throw new Invalid(`A plan has ${MOST_SCENARIOS} scenarios at most.`);
    const by = { createdAt: ctx.now(), createdBy: ctx.actor?.id ?? null };
    const row = { id: scenarioId, planId, name, whatIf, planRevision: plan.revision, faults: [], ...by };
    await tx.insert(scenarios).values({ ...row, state: 'solving' });
    await recordAct(tx, ctx, 'planning.createScenario', planId, { scenarioId, name, whatIf });
  });
  beginScenario(scenarioId);
  void solveScenario(ctx, scenarioId, { kind: 'suppose', ...present, whatIf, seconds });
  return { scenarioId };
}

async function solveScenario(
  ctx: Context,
  scenarioId: string,
  task: Extract<RepairTask, { kind: 'suppose' }>,
): Promise<void> {
  try {
    const answer = await inTurn(task);
    const solved = answer.ok
      ? { state: 'solved' as const, figures: answer.value.figures, plan: answer.value.file }
      : { state: 'failed' as const, faults: answer.faults.map((fault) => `${fault.pointer}: ${fault.expected}`) };
    await ctx.db.update(scenarios).set(solved).where(eq(scenarios.id, scenarioId));
  } catch (error) {
    ctx.log.error({ err: error, scenarioId }, 'a scenario was not planned');
  } finally {
    endScenario(scenarioId);
  }
}
