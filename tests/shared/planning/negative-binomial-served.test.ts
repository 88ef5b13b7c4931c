import { readFileSync } from 'node:fs';
import { negativeBinomialServed } from '@jemput/shared/planning/negative-binomial-served';
import { expectedServed } from '@jemput/shared/planning/verify-expectation';
import { describe, expect, test } from 'vitest';

interface Case {
  mean: number;
  dispersion: number;
  capacity: number;
  served: number;
}

// mpmath 1.3 at 40 digits; tests/truth/planning-served.py made them.
const cases = JSON.parse(readFileSync(new URL('../../truth/planning-served.json', import.meta.url), 'utf8')) as Case[];

describe('expected recordings of a session', () => {
  test.each(cases)(
    'mean $mean, dispersion $dispersion, capacity $capacity',
    ({ mean, dispersion, capacity, served }) => {
      expect(Math.abs(negativeBinomialServed(mean, dispersion, capacity) - served)).toBeLessThanOrEqual(
        1e-9 * served + 1e-12,
      );
    },
  );

  test('the recount gives the same by another way', () => {
    for (const { mean, dispersion, capacity, served } of cases) {
      expect(Math.abs(expectedServed(mean, dispersion, capacity) - served)).toBeLessThanOrEqual(
        1e-8 * Math.max(1, served),
      );
    }
  });
});
