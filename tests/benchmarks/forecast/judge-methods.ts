import { asTarget, foldsOf } from '@jemput/shared/forecast/folds';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { allForecasters } from './forecasters.ts';
import { type MethodScore, type Pair, scoreMethod } from './method-score.ts';

/** Dates with sessions between one origin and the next, and looked ahead. */
export const EVERY_DATES = 7;

/** Rolling origin over all methods of ours, each timed on its own. */
export function judgeMethods(history: readonly HistoryRow[]): MethodScore[] {
  const [first = [], ...folds] = foldsOf(history, EVERY_DATES);
  return allForecasters(history).map((forecaster) => {
    const start = process.cpuUsage();
    const pairs: Pair[] = [];
    forecaster.learn(first);
    for (const fold of folds) {
      const forecasts = forecaster.forecast(fold.map(asTarget));
      fold.forEach((row, at) => {
        const forecast = forecasts[at];
        if (!forecast) throw new Error(`${forecaster.name} gave no forecast for ${row.venue} on ${row.date}`);
        pairs.push({ row, forecast });
      });
      forecaster.learn(fold);
    }
    const { user, system } = process.cpuUsage(start);
    return scoreMethod(forecaster.name, pairs, (user + system) / 1e6);
  });
}
