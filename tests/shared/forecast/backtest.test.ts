import { expect, test } from 'vitest';
import { backtest } from '../../../shared/src/forecast/backtest.ts';
import { fitTurnout } from '../../../shared/src/forecast/fit-turnout.ts';
import { forecastSessions } from '../../../shared/src/forecast/forecast-sessions.ts';
import { scoreForecasts } from '../../../shared/src/forecast/score-forecast.ts';
import type { TurnoutForecast } from '../../../shared/src/forecast/turnout-model.ts';
import { simulateCity } from '../../fixtures/a-history.ts';

const { rows } = simulateCity({ seed: 11, venues: 40, visits: 9, rate: 0.12, spread: 0.4, dispersion: 0.1 });

test('every method is judged on the same sessions, none left out, and pooling beats the plain baselines where rows are few', () => {
  const { methods, folds } = backtest(rows, { everyDates: 7 });
  const dates = [...new Set(rows.map(({ date }) => date))].sort();
  const judged = rows.filter(({ date }) => date >= (dates[7] ?? '')).length;
  expect(folds).toBe(Math.ceil(dates.length / 7) - 1);
  expect(methods.map(({ score }) => score.sessions)).toEqual(methods.map(() => judged));
  const [ours, ...others] = methods.map(({ score }) => score.pinballLoss);
  expect(others).toHaveLength(7);
  for (const loss of others) expect(ours).toBeLessThan(loss * 0.97);
});

test('a fold is forecast from what came before it: its own counts move no forecast of it', () => {
  const dates = [...new Set(rows.map(({ date }) => date))].sort();
  const twoFolds = rows.filter(({ date }) => date < (dates[14] ?? ''));
  const emptied = twoFolds.map((row) => (row.date >= (dates[7] ?? '') ? { ...row, served: 0 } : row));
  const model = fitTurnout(rows.filter(({ date }) => date < (dates[7] ?? '')));
  const fold = emptied.filter(({ date }) => date >= (dates[7] ?? ''));
  const forecasts = forecastSessions(model, fold);
  const pairs = fold.map((row, at) => ({
    row,
    forecast: forecasts[at] as TurnoutForecast,
  }));
  const judged = backtest(emptied, { everyDates: 7 }).methods[0]?.score;
  expect(judged?.pinballLoss).toBeCloseTo(scoreForecasts(pairs).pinballLoss, 9);
});

test('fewer dates than one step give no score', () => {
  expect(backtest(rows.slice(0, 1), { everyDates: 7 })).toMatchObject({ folds: 0, methods: expect.any(Array) });
});
