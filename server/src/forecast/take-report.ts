import type { HistoryRow } from '@jemput/shared/forecast/history';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { eq } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { turnoutModels, venueLevels } from '../db/schema/field.ts';
import { hold, type ModelInForce, modelInForce, modelName, newStamp } from './newest-model.ts';
import { storeFit } from './store-fit.ts';

/**
 * The model in force after one more report, without a fit: its venue's level is written, and what moves with every
 * report of the part that all venues share. Within a transaction, before the report is in the history.
 *
 * @param at Unix milliseconds, for a first model that this report makes necessary
 */
export async function takeReport(tx: Database, report: HistoryRow, at: number): Promise<ModelInForce> {
  const inForce = await modelInForce(tx);
  const { model, moved, ...before } =
    inForce.id === null ? await storeFit(tx, { model: inForce.model, fittedAt: at }) : inForce;
  const id = before.id ?? 0;
  const after = updateTurnout(model, report);
  const level = after.venues[report.venue];
  if (!level) throw new Error(`The model has no level of ${report.venue} after its report.`);
  const reports = before.reports + 1;
  const movedNow = { ...moved, ...sharedPartMoved(model, after) };
  const stamp = newStamp();
  await tx
    .insert(venueLevels)
    .values({ venueId: report.venue, modelId: id, level })
    .onConflictDoUpdate({ target: venueLevels.venueId, set: { modelId: id, level } });
  const { rows } = after.madeFrom;
  await tx.update(turnoutModels).set({ reports, rows, moved: movedNow, stamp }).where(eq(turnoutModels.id, id));
  return hold(stamp, { id, reports, moved: movedNow, name: modelName({ id, reports }), model: after });
}

/** Fields other than the levels that an update made anew; what it left alone is the same object. */
function sharedPartMoved(before: TurnoutModel, after: TurnoutModel): Partial<TurnoutModel> {
  const { venues: _, ...shared } = after;
  const known = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(Object.entries(shared).filter(([name, value]) => known.get(name) !== value));
}
