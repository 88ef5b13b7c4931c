import type { HeldOutScore } from '@jemput/shared/forecast/held-out-score';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { lte } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { turnoutModels, venueLevels } from '../db/schema/field.ts';
import { hold, type ModelInForce, modelName, newStamp } from './newest-model.ts';

/** The fits of the last two months stay, to be compared; a venue's level is kept for the newest only. */
const KEPT_FITS = 60;
/** A statement holds up whoever else asks the database for as long as it takes. */
const LEVELS_AT_ONCE = 100;

export interface Fit {
  model: TurnoutModel;
  /** Unix milliseconds. */
  fittedAt: number;
  /** Fingerprint of what it was fitted to, where that was the whole history. */
  history?: string;
  score?: HeldOutScore | undefined;
  /** Reports that came in while it was fitted, oldest first. */
  late?: readonly HistoryRow[];
}

/** Puts a fit in force; within a transaction, so that nobody reads half of it. */
export async function storeFit(
  tx: Database,
  { model, fittedAt, history, score, late = [] }: Fit,
): Promise<ModelInForce> {
  const { venues, ...shared } = late.reduce(updateTurnout, model);
  const stamp = newStamp();
  const reports = late.length;
  const { rows } = shared.madeFrom;
  const [row] = await tx
    .insert(turnoutModels)
    .values({ fittedAt, rows, reports, stamp, model: { ...shared, venues: {} }, history, score })
    .returning({ id: turnoutModels.id });
  if (!row) throw new Error('The database did not number the fit.');
  const { id } = row;
  await tx.delete(venueLevels);
  const levels = Object.entries(venues).map(([venueId, level]) => ({ venueId, modelId: id, level }));
  for (let at = 0; at < levels.length; at += LEVELS_AT_ONCE) {
    await tx.insert(venueLevels).values(levels.slice(at, at + LEVELS_AT_ONCE));
  }
  await tx.delete(turnoutModels).where(lte(turnoutModels.id, id - KEPT_FITS));
  return hold(stamp, {
    id,
    reports,
    moved: {},
    name: modelName({ id, reports }),
    model: { ...shared, venues },
  });
}
