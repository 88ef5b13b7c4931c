import { expect, test } from 'vitest';
import { backtest } from '../../../shared/src/forecast/backtest.ts';
import { plainBaselines } from '../../../shared/src/forecast/baselines.ts';
import { isCensored } from '../../../shared/src/forecast/history.ts';
import { simulateCity as simulateSmallCity } from '../../fixtures/a-history.ts';
import { judgeMethods } from './judge-methods.ts';
import { scoreMethod } from './method-score.ts';
import { simulateCity } from './simulated/city.ts';

test('the benchmark judges on the folds of the product: its baselines score the same in both', () => {
  const { rows } = simulateSmallCity({ seed: 11, venues: 12, visits: 9, rate: 0.12, spread: 0.4, dispersion: 0.1 });
  const here = new Map(judgeMethods(rows).map((method) => [method.name, method]));
  const there = new Map(backtest(rows, { everyDates: 7 }).methods.map(({ name, score }) => [name, score]));
  for (const { name } of plainBaselines()) {
    const [ours, product] = [here.get(name), there.get(name)];
    expect(ours?.sessions).toBe(product?.sessions);
    expect(ours?.pinballLoss).toBeCloseTo(product?.pinballLoss ?? Number.NaN, 9);
    expect(ours?.coverageShare).toBeCloseTo(product?.coverageShare ?? Number.NaN, 9);
  }
});

const flat = { mean: 10, dispersion: 0, q05: 1, q10: 2, q25: 5, q50: 10, q75: 15, q90: 18, q95: 20, servedMean: 10 };

test('half of the outcomes on a quantile lie below it, and a quantile beyond the capacity is not judged', () => {
  const outcomes = [1, 5, 10, 10, 15, 30];
  const pairs = outcomes.map((served) => ({
    row: { venue: 'a', date: '2013-01-07', served, capacity: 19 },
    forecast: flat,
  }));
  const { quantiles, innerShare } = scoreMethod('flat', pairs, 0);
  expect(quantiles.map(({ nominal }) => nominal)).toEqual([0.05, 0.1, 0.25, 0.5, 0.75, 0.9]);
  expect(quantiles.find(({ nominal }) => nominal === 0.5)?.observed).toBeCloseTo(3 / 6, 9);
  expect(innerShare).toBeCloseTo(4 / 6, 9);
});

test.each([0, 0.2, 0.4, 0.6])('a simulated city has the share %d of its sessions full', (fullShare) => {
  const city = simulateCity({
    seed: 3,
    venues: 40,
    stints: 6,
    stintEveryDays: 30,
    rate: 0.12,
    spread: 0.4,
    dispersion: 0.1,
    fullShare,
  });
  const full = city.sessions.filter(({ row }) => isCensored(row)).length / city.sessions.length;
  expect(Math.abs(full - fullShare)).toBeLessThan(0.03);
  for (const { row, demand } of city.sessions) expect(row.served).toBe(Math.min(demand, row.capacity ?? Infinity));
});
