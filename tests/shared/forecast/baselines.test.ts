import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addDays, isoWeekday } from '../../../shared/src/calendar/local-date.ts';
import { FittedSmoothing } from '../../../shared/src/forecast/baselines/fitted-smoothing.ts';
import { MovingAverage, SeasonalNaive } from '../../../shared/src/forecast/baselines/last-counts.ts';
import type { PointRule } from '../../../shared/src/forecast/baselines/point-rule.ts';
import { SiteMeanByWeekday } from '../../../shared/src/forecast/baselines/site-mean-by-weekday.ts';
import { SpreadFromErrors } from '../../../shared/src/forecast/baselines/spread-from-errors.ts';
import { SmoothingWithWeekdayFactors } from '../../../shared/src/forecast/baselines/weekday-factors.ts';
import { baselinesPerRemaining, plainBaselines } from '../../../shared/src/forecast/baselines.ts';

interface Truth {
  counts: number[];
  constant: number;
  smoothed: number;
  holtWinters: number;
  quantiles: number[];
}

const truth: Truth = JSON.parse(readFileSync(new URL('../../truth/forecast-baselines.json', import.meta.url), 'utf8'));
const [MONDAY, TUESDAY] = [1, 2];

function taught(rule: PointRule, rows: readonly [weekday: number, value: number][]): PointRule {
  for (const [weekday, value] of rows) rule.learn('hall', weekday, value);
  return rule;
}

const threeDays: [number, number][] = [
  [MONDAY, 10],
  [TUESDAY, 40],
  [MONDAY, 20],
];

test('the mean of the same weekday, else of all days, and nothing of a site without rows', () => {
  const rule = taught(new SiteMeanByWeekday(), threeDays);
  expect([MONDAY, TUESDAY, 3].map((day) => rule.expect('hall', day))).toEqual([15, 40, 70 / 3]);
  expect(rule.expect('school', MONDAY)).toBeUndefined();
});

test('the last count of the same weekday, else the last of all', () => {
  const rule = taught(new SeasonalNaive(), threeDays);
  expect([MONDAY, TUESDAY, 3].map((day) => rule.expect('hall', day))).toEqual([20, 40, 20]);
});

test('the mean of the last visits; of one, what came last time', () => {
  const [last, lastTwo, lastNine] = [1, 2, 9].map((visits) => taught(new MovingAverage(visits), threeDays));
  expect([last, lastTwo, lastNine].map((rule) => rule?.expect('hall', TUESDAY))).toEqual([20, 30, 70 / 3]);
});

test('smoothing finds the constant that R finds on one weekday, and forecasts what R forecasts', () => {
  const rule = new FittedSmoothing();
  for (const count of truth.counts) rule.learn('hall', MONDAY, count);
  expect(rule.constantOf('hall')).toBe(truth.constant);
  expect(rule.expect('hall', MONDAY)).toBeCloseTo(truth.smoothed, 8);
});

test('a site of few rows smooths by the constant of all sites', () => {
  const rule = new FittedSmoothing();
  for (const count of truth.counts) rule.learn('hall', MONDAY, count);
  for (const count of [1, 100, 1]) rule.learn('school', MONDAY, count);
  expect(rule.constantOf('school')).toBe(truth.constant);
});

test('Holt-Winters by weekday forecasts what R forecasts', () => {
  const rule = new SmoothingWithWeekdayFactors();
  truth.counts.forEach((count, at) => {
    rule.learn('hall', (at % 7) + 1, count);
  });
  expect(rule.expect('hall', (truth.counts.length % 7) + 1)).toBeCloseTo(truth.holtWinters, 8);
});

test('sites where nobody came for weeks are still forecast', () => {
  const rule = taught(
    new SmoothingWithWeekdayFactors(),
    Array.from({ length: 80 }, (_, at) => [(at % 7) + 1, 0]),
  );
  expect(rule.expect('hall', MONDAY)).toBe(0);
  rule.learn('hall', MONDAY, 9);
  expect(rule.expect('hall', TUESDAY)).toBeGreaterThan(0);
});

const always25: PointRule = { expect: () => 25, learn: () => undefined };
const quantilesOf = (forecast: ReturnType<SpreadFromErrors['forecast']>) => {
  const { q05, q10, q25, q50, q75, q90, q95 } = forecast;
  return [q05, q10, q25, q50, q75, q90, q95];
};

test('quantiles are those that R finds in the errors so far, as shares of the mean', () => {
  const baseline = new SpreadFromErrors('25', always25);
  truth.counts.forEach((served, at) => {
    baseline.learn({ venue: 'hall', date: addDays('2013-01-07', at), served });
  });
  const forecast = baseline.forecast({ venue: 'hall', date: '2014-01-06' });
  expect(quantilesOf(forecast)).toEqual(truth.quantiles);
});

test('errors are of forecasts made as far ahead as they were, not of the day before', () => {
  const baseline = new SpreadFromErrors('last visit', new MovingAverage(1));
  const dates = Array.from({ length: 15 }, (_, at) => addDays('2013-01-07', at));
  const rows = dates.map((date, at) => ({ venue: 'hall', date, served: at === 0 ? 10 : 30 }));
  const [first, ...later] = rows;
  if (!first) throw new Error('a first row');
  baseline.learn(first);
  for (const row of later) baseline.forecast(row);
  for (const row of later) baseline.learn(row);
  const { q05, q50 } = baseline.forecast({ venue: 'hall', date: '2013-02-04' });
  expect([q05, q50].every((quantile) => quantile > 45)).toBe(true);
});

test('a share of the remaining follows the pool, and people served stay under the capacity', () => {
  const [baseline] = baselinesPerRemaining();
  for (let at = 0; at < 20; at++) {
    const date = addDays('2013-01-07', at);
    baseline?.learn({ venue: 'hall', date, remaining: 1000 - 20 * at, served: 100 - 2 * at });
  }
  const target = { venue: 'hall', date: '2013-02-04', remaining: 300, capacity: 20 };
  const forecast = baseline?.forecast(target);
  expect(forecast?.mean).toBeCloseTo(30, 6);
  expect(forecast?.q50).toBe(30);
  expect(forecast?.servedMean).toBeCloseTo(20, 6);
});

test('quantiles of every baseline rise, also at a site never seen', () => {
  for (const baseline of [...plainBaselines(), ...baselinesPerRemaining()]) {
    truth.counts.forEach((served, at) => {
      baseline.learn({ venue: `hall-${at % 9}`, date: addDays('2013-01-07', at), served, remaining: 500 });
    });
    for (const venue of ['hall-1', 'never']) {
      const quantiles = quantilesOf(baseline.forecast({ venue, date: '2013-06-03', remaining: 500 }));
      expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles);
      expect(quantiles[6]).toBeGreaterThan(quantiles[0] ?? Infinity);
    }
  }
  expect(isoWeekday('2013-06-03')).toBe(MONDAY);
});
