import { expect, test } from 'vitest';
import { judgeForecasts } from '../../../shared/src/forecast/judge-forecasts.ts';
import { pinballLoss, scoreForecasts } from '../../../shared/src/forecast/score-forecast.ts';

const forecast = {
  mean: 10,
  dispersion: 0.1,
  q05: 4,
  q10: 5,
  q25: 7,
  q50: 10,
  q75: 13,
  q90: 16,
  q95: 18,
  servedMean: 8,
};

test('pinball loss weighs a miss above by the probability and a miss below by the rest', () => {
  expect(pinballLoss(12, 10, 0.9)).toBeCloseTo(1.8, 12);
  expect(pinballLoss(8, 10, 0.9)).toBeCloseTo(0.2, 12);
});

test('scores by hand: one session of 20 people', () => {
  const score = scoreForecasts([{ row: { venue: 'a', date: '2013-10-07', served: 20 }, forecast }]);
  // 16·.05 + 15·.1 + 13·.25 + 10·.5 + 7·.75 + 4·.9 + 2·.95 = 21.3 over seven quantiles
  expect(score.pinballLoss).toBeCloseTo(21.3 / 7, 12);
  expect(score).toMatchObject({ sessions: 1, wape: 0.5, coverageShare: 0 });
});

test('where the session was full only the forecast of those served is judged', () => {
  const row = { venue: 'a', date: '2013-10-07', served: 9, capacity: 9 };
  const score = scoreForecasts([{ row, forecast }]);
  expect(score.coverageShare).toBe(1);
  expect(score.wape).toBeCloseTo(1 / 9, 12);
});

test('whoever served more than the capacity could: the session is judged by what was served', () => {
  const row = { venue: 'a', date: '2013-10-07', served: 20, capacity: 9 };
  expect(scoreForecasts([{ row, forecast }])).toMatchObject({ coverageShare: 0, wape: 0.5 });
  expect(judgeForecasts([{ row, forecast }])).toMatchObject({ inside80: 0, meanError: 10, bias: 10 });
});
