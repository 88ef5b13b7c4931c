import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { Mutex } from 'async-mutex';
import { desc } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { turnoutModels } from '../db/schema/field.ts';
import { enterComeOfAge } from '../places/enter-come-of-age.ts';
import { refreshAllExpected } from '../sessions/refresh-expected.ts';
import { inThread } from '../threads.ts';
import type { FitAnswer, FitTask } from './fit-thread.ts';
import { keepForecasts } from './keep-forecasts.ts';
import { modelInForce } from './newest-model.ts';
import { historyInParts, newestHistoryId, readHistory } from './read-history.ts';
import { storeFit } from './store-fit.ts';

export interface RefitOptions {
  /** Leave the model as it is where it was fitted to this very history. */
  onlyIfNew?: boolean;
  /** Do not begin where the model in force ends: it is of another version, say. */
  anew?: boolean;
  /** Gives up; the model stays. */
  signal?: AbortSignal;
  /** Computes the fit; in a thread where left out. */
  fit?: (task: FitTask) => Promise<FitAnswer>;
}

export interface Refit {
  outcome: 'fitted' | 'unchanged';
  /** Past sessions in the history. */
  rows: number;
}

/** A fit takes a core for its seconds. */
const oneAtATime = new Mutex();

/**
 * Fits the model to all past sessions anew, in a thread beside, and forecasts the coming ones with it. Reports that come
 * in meanwhile are taken into the new model before it is in force.
 *
 * @throws Error where the fit fails; the model in force stays then
 */
export function refitTurnout(ctx: Context, options: RefitOptions = {}): Promise<Refit> {
  return oneAtATime.runExclusive(async () => {
    await inTransaction(ctx, (tx) => enterComeOfAge({ ...ctx, db: tx }));
    const until = await newestHistoryId(ctx.db);
    const { history, rows, fit } = await fitBeside(ctx.db, until, options);
    if (fit === null) return { outcome: 'unchanged', rows };
    const { model, score } = fit;
    const fittedAt = ctx.now();
    const stored = await inTransaction(ctx, async (tx) => {
      await keepForecasts({ ...ctx, db: tx });
      const late = await readHistory(tx, { after: until });
      const stored = await storeFit(tx, { model, fittedAt, history, score: score ?? undefined, late });
      await recordAct(tx, ctx, 'forecast.refit', 'turnout', { rows, late: late.length, model: stored.name, score });
      return stored;
    });
    await refreshAllExpected(ctx, { model: stored, today: localDateAt(fittedAt, ctx.zone) }, options.signal);
    return { outcome: 'fitted', rows };
  });
}

async function fitBeside(
  db: Database,
  until: number,
  { onlyIfNew = false, anew = false, signal, fit }: RefitOptions,
): Promise<FitAnswer> {
  const parts: string[] = [];
  for await (const part of historyInParts(db, { until })) parts.push(JSON.stringify(part));
  const earlier = anew ? null : (await modelInForce(db)).model;
  const known = onlyIfNew ? await fittedHistory(db) : null;
  const task: FitTask = { parts, earlier, known };
  return fit
    ? fit(task)
    : inThread<FitAnswer>(new URL('./fit-thread.ts', import.meta.url), task, signal ? { signal } : {});
}

/** Fingerprint of what the model in force was fitted to. */
async function fittedHistory(db: Database): Promise<string | null> {
  const [newest] = await db
    .select({ history: turnoutModels.history })
    .from(turnoutModels)
    .orderBy(desc(turnoutModels.id))
    .limit(1);
  return newest?.history ?? null;
}
