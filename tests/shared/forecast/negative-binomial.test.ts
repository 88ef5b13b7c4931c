import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  negativeBinomialCdf,
  negativeBinomialLogPmf,
  negativeBinomialQuantile,
  negativeBinomialSurvival,
} from '../../../shared/src/forecast/negative-binomial.ts';
import truth from '../../truth/forecast-negative-binomial.json' with { type: 'json' };

test.each(truth.cases)('mean $mean, dispersion $dispersion, count $count agree with scipy', (known) => {
  const { mean, dispersion, count } = known;
  expect(Math.abs(negativeBinomialLogPmf(count, mean, dispersion) - known.logPmf)).toBeLessThan(1e-8);
  expect(Math.abs(negativeBinomialCdf(count, mean, dispersion) - known.cdf)).toBeLessThan(1e-10);
  expect(Math.abs(negativeBinomialSurvival(count, mean, dispersion) - known.survival)).toBeLessThan(1e-10);
  const quantiles = [0.05, 0.5, 0.9].map((p) => negativeBinomialQuantile(p, mean, dispersion));
  expect(quantiles).toEqual(known.quantiles);
});

test('nobody comes where the mean is 0', () => {
  expect(negativeBinomialCdf(0, 0, 0.1)).toBe(1);
  expect(negativeBinomialSurvival(1, 0, 0.1)).toBe(0);
  expect(negativeBinomialLogPmf(1, 0, 0.1)).toBe(Number.NEGATIVE_INFINITY);
});

test('a quantile is the least count that reaches its probability', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0.1, max: 3000, noNaN: true }),
      fc.double({ min: 1e-4, max: 5, noNaN: true }),
      (p, mean, dispersion) => {
        const count = negativeBinomialQuantile(p, mean, dispersion);
        expect(negativeBinomialCdf(count, mean, dispersion)).toBeGreaterThanOrEqual(p);
        expect(negativeBinomialCdf(count - 1, mean, dispersion)).toBeLessThan(p);
      },
    ),
  );
});
