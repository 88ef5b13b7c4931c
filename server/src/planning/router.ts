import { createDraftSchema, draftRefSchema, proposePlanSchema, saveDraftSchema } from '@jemput/shared/planning/draft';
import {
  acceptRequestSchema,
  explainPlanSchema,
  explainPoolSchema,
  explainPriceSchema,
  fitRequestSchema,
} from '@jemput/shared/planning/explain/explain-request';
import { applyRepairSchema, repairRequestSchema } from '@jemput/shared/planning/repair/repair-request';
import { createScenarioSchema, scenarioRefSchema } from '@jemput/shared/planning/what-if/scenario';
import * as z from 'zod';
import { allowed, router } from '../http/trpc.ts';
import { createDraft } from './create-draft.ts';
import { deleteDraft } from './delete-draft.ts';
import { explainDraft, explainPool, explainPrice } from './explain-plan.ts';
import { fitRequest } from './fit-request.ts';
import { acceptRequest } from './fit-request-accept.ts';
import { listPlans } from './list-plans.ts';
import { cancelRun, watchRun } from './planning-runs.ts';
import { proposePlan } from './propose-plan.ts';
import { readBoard } from './read-board.ts';
import { readDifference } from './read-difference.ts';
import { rebaseDraft } from './rebase-draft.ts';
import { applyRepair } from './repair-apply.ts';
import { listRepairOptions, replanDraft } from './repair-draft.ts';
import { saveDraft } from './save-draft.ts';
import { compareScenarios } from './what-if-compare.ts';
import { createScenario } from './what-if-create.ts';
import { deleteScenario } from './what-if-delete.ts';

const plan = z.object({ planId: z.string().max(100) });
const run = z.object({ runId: z.string().max(100) });

export const planningRouter = router({
  listPlans: allowed('plans.read').query(({ ctx }) => listPlans(ctx)),
  board: allowed('plans.read')
    .input(plan.partial().default({}))
    .query(({ ctx, input }) => readBoard(ctx, input)),
  difference: allowed('plans.read')
    .input(plan)
    .query(({ ctx, input }) => readDifference(ctx, input)),
  createDraft: allowed('plans.write')
    .input(createDraftSchema)
    .mutation(({ ctx, input }) => createDraft(ctx, input)),
  saveDraft: allowed('plans.write')
    .input(saveDraftSchema)
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),
  rebaseDraft: allowed('plans.write')
    .input(draftRefSchema)
    .mutation(({ ctx, input }) => rebaseDraft(ctx, input)),
  deleteDraft: allowed('plans.write')
    .input(draftRefSchema)
    .mutation(({ ctx, input }) => deleteDraft(ctx, input)),
  propose: allowed('plans.write')
    .input(proposePlanSchema)
    .mutation(({ ctx, input }) => proposePlan(ctx, input)),
  watch: allowed('plans.read')
    .input(run)
    .subscription(({ input, signal }) => watchRun(input, signal)),
  repairOptions: allowed('plans.write')
    .input(repairRequestSchema)
    .mutation(({ ctx, input }) => listRepairOptions(ctx, input)),
  replan: allowed('plans.write')
    .input(repairRequestSchema)
    .mutation(({ ctx, input }) => replanDraft(ctx, input)),
  compareScenarios: allowed('plans.read')
    .input(plan)
    .query(({ ctx, input }) => compareScenarios(ctx, input)),
  createScenario: allowed('plans.write')
    .input(createScenarioSchema)
    .mutation(({ ctx, input }) => createScenario(ctx, input)),
  deleteScenario: allowed('plans.write')
    .input(scenarioRefSchema)
    .mutation(({ ctx, input }) => deleteScenario(ctx, input)),
  applyRepair: allowed('plans.write')
    .input(applyRepairSchema)
    .mutation(({ ctx, input }) => applyRepair(ctx, input)),
  explain: allowed('plans.read')
    .input(explainPlanSchema)
    .mutation(({ ctx, input }) => explainDraft(ctx, input)),
  explainPool: allowed('plans.read')
    .input(explainPoolSchema)
    .mutation(({ ctx, input }) => explainPool(ctx, input)),
  explainPrice: allowed('plans.read')
    .input(explainPriceSchema)
    .mutation(({ ctx, input }) => explainPrice(ctx, input)),
  fitRequest: allowed('plans.read')
    .input(fitRequestSchema)
    .mutation(({ ctx, input }) => fitRequest(ctx, input)),
  acceptRequest: allowed('plans.write')
    .input(acceptRequestSchema)
    .mutation(({ ctx, input }) => acceptRequest(ctx, input)),
  cancel: allowed('plans.write')
    .input(run)
    .mutation(({ input }) => cancelRun(input)),
});
