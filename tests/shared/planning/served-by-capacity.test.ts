import { negativeBinomialServed } from '@jemput/shared/planning/negative-binomial-served';
import { roomFor, servedByCapacity } from '@jemput/shared/planning/served-by-capacity';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const capacities = [0, 1, 2, 5, 20, 72, 90, 300];

function at(mean: number, dispersion: number) {
  const row = roomFor(capacities.length);
  servedByCapacity(mean, dispersion, capacities, row);
  return row;
}

const means = fc.double({ min: 0, max: 1000, noNaN: true });
const dispersions = fc.constantFrom(0, 1e-13, 1e-6, 0.01, 0.09, 0.5, 1.5, 5);

describe('what a session brings at many capacities at once', () => {
  test('is what it brings at each alone', () => {
    fc.assert(
      fc.property(means, dispersions, (mean, dispersion) => {
        const alone = capacities.map((capacity) => negativeBinomialServed(mean, dispersion, capacity));
        expect([...at(mean, dispersion).served]).toEqual(alone.map((value) => expect.closeTo(value, 9)));
      }),
    );
  });

  test('has the slope of two means close by', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), dispersions, (mean, dispersion) => {
        const aside = mean * 1e-4;
        const [below, above] = [at(mean - aside, dispersion).served, at(mean + aside, dispersion).served];
        for (const [capacity, slope] of at(mean, dispersion).slope.entries()) {
          const rise = ((above[capacity] ?? 0) - (below[capacity] ?? 0)) / (2 * aside);
          expect(slope).toBeCloseTo(rise, 5);
        }
      }),
    );
  });

  test('has the bend of slopes close by', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), dispersions, (mean, dispersion) => {
        const aside = mean * 1e-4;
        const [below, above] = [at(mean - aside, dispersion).slope, at(mean + aside, dispersion).slope];
        for (const [capacity, bend] of at(mean, dispersion).bend.entries()) {
          const fall = ((below[capacity] ?? 0) - (above[capacity] ?? 0)) / (2 * aside);
          expect(bend * mean).toBeCloseTo(fall * mean, 4);
        }
      }),
    );
  });

  test('without anybody: all of the first come, one place bends by 1 + dispersion', () => {
    const { served, slope, bend } = at(0, 0.5);
    expect([...served]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...slope]).toEqual([0, 1, 1, 1, 1, 1, 1, 1]);
    expect([...bend]).toEqual([0, 1.5, 0, 0, 0, 0, 0, 0]);
  });
});
