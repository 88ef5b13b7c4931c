import { expect, test } from 'vitest';
import { crowdOf } from '../../../shared/src/forecast/crowd.ts';

const forecast = {
  mean: 60,
  dispersion: 0.1,
  q05: 30,
  q10: 35,
  q25: 45,
  q50: 58,
  q75: 72,
  q90: 88,
  q95: 97,
  servedMean: 60,
};

test.each([
  [72, 'busy'],
  [73, 'normal'],
  [144, 'normal'],
  [145, 'quiet'],
  [undefined, 'normal'],
] as const)('with room for %s an evening of 72 in the upper quarter is %s', (capacity, crowd) => {
  expect(crowdOf(forecast, capacity)).toBe(crowd);
});
