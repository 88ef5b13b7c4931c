import { expect, test } from 'vitest';
import { backtest } from '../../../shared/src/forecast/backtest.ts';
import { plainBaselines } from '../../../shared/src/forecast/baselines.ts';
import { isCensored } from '../../../shared/src/forecast/history.ts';
import { negativeBinomialQuantile } from '../../../shared/src/forecast/negative-binomial.ts';
import { simulateCity as simulateSmallCity } from '../../fixtures/a-history.ts';
import { judgeMethods } from './judge-methods.ts';
import { scoreMethod } from './method-score.ts';
import { Chance } from './simulated/chance.ts';
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

test('a right forecast of small counts, cut at a capacity, holds 80 % with its ends shared, and more with them counted inside', () => {
  const chance = new Chance(5);
  const levels = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
  const [q05 = 0, q10 = 0, q25 = 0, q50 = 0, q75 = 0, q90 = 0, q95 = 0] = levels.map((level) =>
    negativeBinomialQuantile(level, 6, 0.2),
  );
  const forecast = { mean: 6, dispersion: 0.2, q05, q10, q25, q50, q75, q90, q95, servedMean: 6 };
  const pairs = Array.from({ length: 4000 }, () => {
    const served = Math.min(9, chance.people(6, 0.2));
    return { row: { venue: 'a', date: '2013-01-07', served, capacity: 9 }, forecast };
  });
  const { sharedEndsShare, coverageShare } = scoreMethod('right', pairs, 0);
  expect(Math.abs(sharedEndsShare - 0.8)).toBeLessThan(0.03);
  expect(coverageShare).toBeGreaterThan(0.85);
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
