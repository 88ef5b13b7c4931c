import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { desc, lte } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { turnoutModels } from '../db/schema/field.ts';

/** Models of the last reports stay, so that a forecast can be explained; older ones would fill the disk. */
const KEPT_MODELS = 20;

/** The model in force; before the first report or fit, one that knows no rows at all. */
export async function newestModel(db: Database): Promise<TurnoutModel> {
  const [row] = await db.select().from(turnoutModels).orderBy(desc(turnoutModels.id)).limit(1);
  return row?.model ?? fitTurnout([]);
}

export async function storeModel(tx: Database, model: TurnoutModel, fittedAt: number): Promise<void> {
  const [row] = await tx
    .insert(turnoutModels)
    .values({ fittedAt, rows: model.madeFrom.rows, model })
    .returning({ id: turnoutModels.id });
  if (row) await tx.delete(turnoutModels).where(lte(turnoutModels.id, row.id - KEPT_MODELS));
}
