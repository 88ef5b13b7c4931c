import type { EveningRules } from '@jemput/shared/places/evening-rules';
import { lastTouch } from '../auth/last-touch.ts';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { office } from '../db/schema/places.ts';
import { Conflict } from '../errors.ts';
import { markOf } from './mark-of.ts';
import { readEveningRules } from './read-evenings.ts';
import { readOutdatedPairs } from './read-outdated.ts';

const ONLY_ROW = 1;

/**
 * Changes how the office keeps its evenings. What is published stays as promised until a planner confirms its new hours and rests with a
 * reason (`correctHours`), or publishes a plan.
 *
 * @param rules with the mark of those that the planner saw (`getEvening`)
 * @returns how many published sessions say other hours or rests now
 * @throws Conflict where the rules are not those that were seen
 */
export async function saveEvening(
  ctx: Context,
  { seen, ...rules }: EveningRules & { seen: string },
): Promise<{ outdated: number }> {
  requirePermission(ctx, 'places.write');
  return inTransaction(ctx, async (tx) => {
    if (markOf(await readEveningRules(tx)) !== seen) {
      const touch = await lastTouch({ ...ctx, db: tx }, 'office', ['places.saveEvening']);
      throw new Conflict(`The rules of the evening were changed${touch}.`);
    }
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
