import type { DraftStint, ProposePlan } from '@jemput/shared/planning/draft';
import type { ProblemCheck } from '@jemput/shared/planning/problem';
import type { StintFile } from '@jemput/shared/planning/problem-file';
import { eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { plans } from '../db/schema/plans.ts';
import { Invalid } from '../errors.ts';
import { timetableInForce } from '../sessions/timetable-in-force.ts';
import { inThread } from '../threads.ts';
import { problemFaults } from './broken-rules.ts';
import { getDraft, readPlanStints } from './get-draft.ts';
import { type SolverResult, startRun } from './planning-runs.ts';
import { knownStints, readProblem } from './read-problem.ts';
import { replaceStints } from './replace-stints.ts';

/**
 * Lets the engine lay out the draft's stints that are not pinned; what it finds is in the draft when the run ends.
 *
 * @throws Conflict where the draft was changed, or somebody is having it computed; Invalid where pins contradict
 */
export async function proposePlan(ctx: Context, input: ProposePlan): Promise<{ runId: string }> {
  requirePermission(ctx, 'plans.write');
  const plan = await getDraft(ctx, input);
  const { id: timetableId } = await timetableInForce(ctx);
  const state = await readProblem(ctx, plan, await readPlanStints(ctx.db, plan.id));
  const { problem, forecastModel } = state;
  const checked = await inThread<ProblemCheck>(new URL('./check-problem-thread.ts', import.meta.url), problem);
  if (!checked.ok) throw new Invalid('The pinned stints cannot all be kept.', problemFaults(checked.faults));
  const { seconds, steps, seed, method } = input;
  const limits = { seconds, ...(steps === undefined ? {} : { steps }), seed: seed ?? 0, method: method ?? 'search' };
  return startRun(ctx, plan, { ...limits, problem: checked.problem, start: knownStints(state).map(bare) }, (result) =>
    storeProposal(
      ctx,
      { planId: plan.id, revision: plan.revision, timetableId, forecastModel, pinned: problem.pinned },
      result,
    ),
  );
}

function bare({ venue, slot, start, days, kits }: DraftStint): StintFile {
  return { venue, slot, start, days, kits };
}

/** @throws Conflict where the draft was edited while the engine worked; nothing is overwritten then */
function storeProposal(
  ctx: Context,
  draft: { planId: string; revision: number; timetableId: number; forecastModel: string; pinned: StintFile[] },
  { result, seconds }: SolverResult,
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    await getDraft({ ...ctx, db: tx }, draft);
    const { stints, ...proof } = result.file;
    const pins = new Set(draft.pinned.map(stintKey));
    await replaceStints(
      tx,
      draft.planId,
      stints.map((stint) => ({ ...stint, pinned: pins.has(stintKey(stint)) })),
    );
    const revision = draft.revision + 1;
    await tx
      .update(plans)
      .set({
        revision,
        timetableId: draft.timetableId,
        proof: { ...proof, seconds },
        objective: proof.objective,
        forecastModel: draft.forecastModel,
        updatedAt: ctx.now(),
      })
      .where(eq(plans.id, draft.planId));
    const { forecastModel } = draft;
    const { objective, bound, seed } = proof;
    await recordAct(tx, ctx, 'planning.propose', draft.planId, {
      revision,
      objective,
      bound,
      seed,
      steps: result.steps,
      forecastModel,
    });
    return revision;
  });
}

function stintKey({ venue, slot, start, days, kits }: StintFile): string {
  return `${venue} ${slot} ${start} ${days} ${[...kits].sort().join()}`;
}
