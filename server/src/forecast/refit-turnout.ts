import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { recordAct } from '../auth/record-act.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { refreshExpected } from '../sessions/refresh-expected.ts';
import { newestModel, storeModel } from './newest-model.ts';
import { readHistory } from './read-history.ts';

/** Fits the model to all past sessions anew and forecasts the coming ones with it. */
export async function refitTurnout(ctx: Context): Promise<{ rows: number }> {
  const history = await readHistory(ctx.db);
  const model = fitTurnout(history, { earlier: await newestModel(ctx.db) });
  await inTransaction(ctx, async (tx) => {
    await storeModel(tx, model, ctx.now());
    await refreshExpected({ ...ctx, db: tx }, { model, today: localDateAt(ctx.now(), ctx.zone) });
    await recordAct(tx, ctx, 'forecast.refit', 'turnout', { rows: history.length });
  });
  return { rows: history.length };
}
