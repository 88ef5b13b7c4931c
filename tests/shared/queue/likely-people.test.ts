import {
  dispersionOfRange,
  likelyPeople,
  likelyPeopleOf,
  likelyPeopleOfRange,
} from '@jemput/shared/queue/likely-people';
import { likelyNoShowShares } from '@jemput/shared/queue/no-shows';
import { expect, test } from 'vitest';
import counts from '../../truth/forecast-negative-binomial.json' with { type: 'json' };
import shares from '../../truth/queue-no-shows.json' with { type: 'json' };

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

test.each(counts.cases)(
  'people of mean $mean and dispersion $dispersion have the quantiles that scipy gives',
  (known) => {
    const people = likelyPeople(known.mean, known.dispersion);
    [0.05, 0.5, 0.9].forEach((level, at) => {
      const after = Math.round(level * 1000);
      expect(people[after - 1]).toBeLessThanOrEqual(known.quantiles[at] ?? -1);
      expect(people[after]).toBeGreaterThanOrEqual(known.quantiles[at] ?? Infinity);
    });
  },
);

test('a forecast keeps its own quantiles, and its tails go on from them', () => {
  const forecast = { mean: 60, dispersion: 0.2, q05: 12, q10: 20, q25: 38, q50: 57, q75: 78, q90: 101, q95: 130 };
  const people = likelyPeopleOf(forecast);
  expect([50, 100, 250, 500, 750, 900, 950].map((at) => people[at])).toEqual([12, 20, 38, 57, 78, 101, 130]);
  expect(people.every((count, at) => count >= (people[at - 1] ?? 0))).toBe(true);
  expect(people[999]).toBeGreaterThan(150);
});

test('a forecast of the plain negative binomial gives the people of that', () => {
  const plain = likelyPeople(80, 0.15);
  const at = (level: number) => plain[Math.round(level * 1000)] ?? 0;
  const [q05, q10, q25, q50, q75, q90, q95] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map(at) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const told = likelyPeopleOf({ mean: 80, dispersion: 0.15, q05, q10, q25, q50, q75, q90, q95 });
  expect(Math.abs(mean(told) - mean(plain))).toBeLessThan(0.8);
  expect(mean(plain)).toBeCloseTo(80, 0);
});

test('nobody is expected where the mean is 0', () => {
  expect(mean(likelyPeople(0, 0.1))).toBe(0);
});

test.each(shares.cases)(
  'no-shows of mean $meanShare known from $knownNumbers numbers have the quantiles of R',
  (known) => {
    const likely = likelyNoShowShares(known);
    shares.levels.forEach((level, at) => {
      const told = likely[Math.floor(level * likely.length)] ?? 0;
      expect(Math.abs(told - (known.quantiles[at] ?? 0))).toBeLessThan(0.006);
    });
  },
);

test.each([0.01, 0.1, 0.4])('the range of dispersion %s leads back to it', (dispersion) => {
  const people = likelyPeople(200, dispersion);
  const told = dispersionOfRange(200, (people[900] ?? 0) - (people[100] ?? 0));
  expect(told / dispersion).toBeGreaterThan(0.93);
  expect(told / dispersion).toBeLessThan(1.07);
});

test('a range without width is a fixed number of people', () => {
  for (const count of [1, 100]) {
    const people = likelyPeopleOfRange(count, { low: count, high: count });
    expect(new Set(people)).toEqual(new Set([count]));
  }
});

test.each([
  { mean: 100, low: 99, high: 101 },
  { mean: 100, low: 60, high: 145 },
  { mean: 100, low: 95, high: 300 },
  { mean: 40, low: 0, high: 45 },
  { mean: 2, low: 1, high: 2 },
])('eight evenings in ten lie between $low and $high', ({ mean: expected, low, high }) => {
  const people = likelyPeopleOfRange(expected, { low, high });
  expect([people[100], people[900]]).toEqual([low, high]);
  expect(people.every((count, at) => count >= (people[at - 1] ?? 0))).toBe(true);
});
