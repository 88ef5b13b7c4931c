import type { ScenarioRef } from '@jemput/shared/planning/what-if/scenario';
import { eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { scenarios } from '../db/schema/scenarios.ts';
import { NotFound } from '../errors.ts';

/** @throws NotFound */
export async function deleteScenario(ctx: Context, { scenarioId }: ScenarioRef): Promise<{ planId: string }> {
  requirePermission(ctx, 'plans.write');
  return inTransaction(ctx, async (tx) => {
    const [gone] = await tx.delete(scenarios).where(eq(scenarios.id, scenarioId)).returning();
    if (!gone) throw new NotFound(`There is no scenario ${scenarioId}.`);
    await recordAct(tx, ctx, 'planning.deleteScenario', gone.planId, { scenarioId, name: gone.name });
    return { planId: gone.planId };
  });
}
