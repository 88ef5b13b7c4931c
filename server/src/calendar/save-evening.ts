import type { EveningRules } from '@jemput/shared/places/evening-rules';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { office } from '../db/schema/places.ts';
import { readOutdatedPairs } from './read-outdated.ts';

const ONLY_ROW = 1;

/**
 * Changes how the office keeps its evenings. What is published stays as promised until a planner confirms its new hours and rests with a
 * reason (`correctHours`), or publishes a plan.
 *
 * @returns how many published sessions say other hours or rests now
 */
export async function saveEvening(ctx: Context, rules: EveningRules): Promise<{ outdated: number }> {
  requirePermission(ctx, 'places.write');
  return inTransaction(ctx, async (tx) => {
    const unnamed = { id: ONLY_ROW, name: '', regencyCode: '', demo: false, progress: [] };
    await tx
      .insert(office)
      .values({ ...unnamed, evening: rules })
      .onConflictDoUpdate({ target: office.id, set: { evening: rules } });
    await recordAct(tx, ctx, 'places.saveEvening', 'office', rules);
    const { pairs } = await readOutdatedPairs({ ...ctx, db: tx });
    return { outdated: pairs.length };
  });
}
