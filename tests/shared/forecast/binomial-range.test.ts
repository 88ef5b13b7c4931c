import { binomialRange } from '@jemput/shared/forecast/binomial-range';
import { expect, test } from 'vitest';

// qbinom(c(.025, .975), trials, chance) of R 4
test.each([
  [1, 0.8, 0, 1],
  [1, 0.5, 0, 1],
  [46, 0.8, 31, 42],
  [46, 0.5, 16, 30],
  [65, 0.8, 45, 58],
  [65, 0.5, 25, 40],
  [1000, 0.8, 775, 824],
  [1000, 0.5, 469, 531],
  [60000, 0.8, 47808, 48192],
  [60000, 0.5, 29760, 30240],
])('%i sessions, each inside with chance %d: %i to %i', (trials, chance, low, high) => {
  expect(binomialRange(trials, chance)).toEqual({ low, high });
});

test('another level, and nothing to judge', () => {
  // qbinom(c(.05, .95), 46, .8)
  expect(binomialRange(46, 0.8, 0.9)).toEqual({ low: 32, high: 41 });
  expect(binomialRange(0, 0.8)).toEqual({ low: 0, high: 0 });
});
