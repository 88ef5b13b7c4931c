import { randomUUID } from 'node:crypto';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import type { TurnoutModel, VenueLevel } from '@jemput/shared/forecast/turnout-model';
import { desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { turnoutModels, venueLevels } from '../db/schema/field.ts';
import { readHistory } from './read-history.ts';

/** A model, and the name that its forecasts carry. Nothing of it is ever changed: who knows more makes a new one. */
export interface NamedModel {
  /** `id.reports`: its fit, and the reports taken in since; `0.0` before the first fit. */
  name: string;
  model: TurnoutModel;
}

/** The model in force as the database has it. */
export interface ModelInForce extends NamedModel {
  /** Its fit's row; null where none holds it: before the first one, or where that is of another version of the model. */
  id: number | null;
  /** Taken in since the fit. */
  reports: number;
  /** What of the shared part they moved. */
  moved: Partial<TurnoutModel>;
}

export function modelName({ id, reports }: { id: number | null; reports: number }): string {
  return `${id ?? 0}.${reports}`;
}

/** By the stamp of the row that they were read from or written to; a write that was undone leaves one nobody asks for. */
const held = new Map<string, ModelInForce>();
/** The one in force, those that open transactions make, and those of other databases in a test. */
const MOST_HELD = 8;

/** Keeps a state of the model in memory under the stamp it is written with, and forgets the oldest. */
export function hold(stamp: string, state: ModelInForce): ModelInForce {
  held.set(stamp, state);
  const [oldest] = held.keys();
  if (held.size > MOST_HELD && oldest !== undefined) held.delete(oldest);
  return state;
}

export function newStamp(): string {
  return randomUUID();
}

let unfitted: ModelInForce | undefined;

/** The model that knows no rows at all. */
function emptyModel(): ModelInForce {
  unfitted ??= { id: null, reports: 0, moved: {}, name: modelName({ id: null, reports: 0 }), model: fitTurnout([]) };
  return unfitted;
}

/** True of a saved model that this code can read: another version's shape means something else. */
export function isReadable(model: { version: number }): boolean {
  return model.version === emptyModel().model.version;
}

/**
 * The model in force: from memory where its stamp is still that of the database, which any process may have written.
 * Inside a transaction it is that of the transaction.
 */
export async function modelInForce(db: Database): Promise<ModelInForce> {
  const [newest] = await db
    .select({ stamp: turnoutModels.stamp })
    .from(turnoutModels)
    .orderBy(desc(turnoutModels.id))
    .limit(1);
  if (!newest) return emptyModel();
  return (newest.stamp === '' ? undefined : held.get(newest.stamp)) ?? (await readModel(db));
}

/** True where the newest fit is of another version of the model: then every read fits anew until one is stored. */
export async function isOutdated(db: Database): Promise<boolean> {
  const version = sql<number>`${turnoutModels.model} ->> 'version'`;
  const [newest] = await db.select({ version }).from(turnoutModels).orderBy(desc(turnoutModels.id)).limit(1);
  return newest !== undefined && !isReadable(newest);
}

/** The model in force without its name. */
export async function newestModel(db: Database): Promise<TurnoutModel> {
  return (await modelInForce(db)).model;
}

async function readModel(db: Database): Promise<ModelInForce> {
  const levels = sql<string>`(
    select json_group_object(${venueLevels.venueId}, json(${venueLevels.level}))
    from ${venueLevels} where ${eq(venueLevels.modelId, turnoutModels.id)}
  )`;
  // One statement, so that no report can come between the shared part and the levels.
  const [row] = await db
    .select({ row: turnoutModels, levels })
    .from(turnoutModels)
    .orderBy(desc(turnoutModels.id))
    .limit(1);
  if (!row) return emptyModel();
  const { id, reports, moved, model, stamp } = row.row;
  if (!isReadable(model)) return hold(stamp, { ...emptyModel(), model: fitTurnout(await readHistory(db)) });
  const venues = { ...model.venues, ...(JSON.parse(row.levels) as Record<string, VenueLevel>) };
  const state = { id, reports, moved: moved ?? {}, name: modelName({ id, reports }) };
  return hold(stamp, { ...state, model: { ...model, ...moved, venues } });
}
