import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLikelihood } from '../../../shared/src/forecast/count-likelihood.ts';

function at(count: number, censored: boolean, logMean: number, dispersion: number) {
  const point = { value: 0, slope: 0, curvature: 0 };
  countLikelihood(count, censored, logMean, dispersion, point);
  return point;
}

test.each([false, true])('slope and curvature are the derivatives of the value (censored: %s)', (censored) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.double({ min: -1, max: 6, noNaN: true }),
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      (count, logMean, dispersion) => {
        const step = 1e-4;
        const [before, here, after] = [-step, 0, step].map((move) => at(count, censored, logMean + move, dispersion));
        if (!before || !here || !after) throw new Error('three points');
        const scale = 1e-4 * (1 + Math.abs(here.value) + Math.abs(here.slope));
        expect(Math.abs((after.value - before.value) / (2 * step) - here.slope)).toBeLessThan(scale);
        expect(Math.abs((before.slope - after.slope) / (2 * step) - here.curvature)).toBeLessThan(10 * scale);
        expect(here.curvature).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('"at least 0" tells nothing', () => {
  expect(at(0, true, 2, 0.5)).toEqual({ value: 0, slope: 0, curvature: 0 });
});
