import { verifyBound } from '@jemput/shared/planning/bounds/certificate';
import type { Certificate } from '@jemput/shared/planning/plan';
import { checkProblem, indexProblem, type Problem, type ProblemFile } from '@jemput/shared/planning/problem';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import { recountBound } from '@jemput/shared/planning/verify-bound';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';
import { aRandomProblem } from '../../../fixtures/a-random-problem.ts';
import { bestByTrying } from '../../../fixtures/best-by-trying.ts';

function read(file: ProblemFile): Problem {
  const check = checkProblem(file);
  if (!check.ok) throw new Error(JSON.stringify(check.faults));
  return indexProblem(check.problem);
}

/** Kilometres so dear, and gaps so short, that kits had better stay where they are. */
function withDearKilometres(pools: number, dates: number) {
  return fc
    .tuple(
      aRandomProblem({ pools, kits: 2, dates, maxDays: 2 }),
      fc.constantFrom(0.5, 2, 6),
      fc.integer({ min: 0, max: 1 }),
      fc.constantFrom(0, 2),
    )
    .map(
      ([file, kmCost, revisitGapDays, setupCost]): ProblemFile => ({
        ...file,
        rules: { ...file.rules, kmCost, revisitGapDays, setupCost },
      }),
    );
}

function expectProven(file: ProblemFile, certificate: Certificate, best: number): void {
  const slack = 1e-9 * Math.max(1, Math.abs(best));
  const bound = verifyBound(read(file), certificate);
  const recounted = recountBound(file, certificate);
  expect(bound).toBeGreaterThanOrEqual(best - slack);
  expect(recounted).toBeGreaterThanOrEqual(best - slack);
  expect(recounted).toBeLessThanOrEqual(bound + slack);
}

describe('where kilometres are dear', () => {
  test.each([
    ['one pool, to which kits come back', 1, 4, 80],
    ['two pools', 2, 3, 60],
  ])('no plan beats the bound, proved twice: %s', (_, pools, dates, numRuns) => {
    fc.assert(
      fc.property(withDearKilometres(pools, dates), fc.constantFrom(1, 4, 32), (file, cells) => {
        const problem = read(file);
        const best = bestByTrying(problem);
        for (const steps of [1, 6]) {
          const { certificate } = solve(problem, { stop: afterSteps(steps) });
          expectProven(file, { ...certificate, cells }, best);
        }
      }),
      { numRuns },
    );
  });

  /** Two places 11.12 km apart, the base at the first; people enough for every date, one kit. */
  const apart = (over: Partial<ProblemFile>): ProblemFile =>
    aProblem({
      horizon: { start: '2013-10-07', end: '2013-10-08' },
      kits: [aKit('K01', { base: { lat: -7.5, lon: 110.8 } })],
      pools: ['near', 'far'].map((id) => aPool(id, { remaining: 100_000, minSessions: 0 })),
      venues: [aVenue('near', { lat: -7.5, lon: 110.8 }), aVenue('far', { lat: -7.6, lon: 110.8 })],
      rules: someRules({ kmCost: 1, detour: 1, setupCost: 0, discountPerDay: 0, maxDays: 1, revisitGapDays: 0 }),
      ...over,
    });
  const free: Certificate = {
    groups: [{ kits: ['K01'], date: [0, 0], week: [0] }],
    date: [0, 0],
    cells: 4,
  };

  test('a way from the base costs what it is, on the one date there is', () => {
    const file = apart({ horizon: { start: '2013-10-07', end: '2013-10-07' } });
    const one = { ...free, groups: [{ kits: ['K01'], date: [0], week: [0] }], date: [0] };
    // 90 recordings in each pool at no price; 0.1 degrees of latitude are 11.1195 km.
    expect(verifyBound(read(file), one)).toBeCloseTo(180 - 11.1195, 3);
  });

  test('a kit that may have been there the day before is charged nothing', () => {
    expect(verifyBound(read(apart({})), free)).toBeCloseTo(360 - 11.1195, 3);
  });

  test('with a gap, coming back is charged what the idle date would have earned', () => {
    const file = apart({
      horizon: { start: '2013-10-07', end: '2013-10-09' },
      rules: { ...apart({}).rules, revisitGapDays: 1 },
    });
    const at = (price: number): Certificate => ({
      groups: [{ kits: ['K01'], date: [price, price, price], week: [0] }],
      date: [0, 0, 0],
      cells: 4,
    });
    // Each pool on the first and the third date: 4 × 90 recordings, less the price of two kits beside the one there is.
    expect(verifyBound(read(file), at(3))).toBeCloseTo(360 - 4 * 3 + 3 * 3 - 11.1195 - 3, 3);
    expect(verifyBound(read(file), at(20))).toBeCloseTo(360 - 4 * 20 + 3 * 20 - 2 * 11.1195, 3);
  });

  test('the price of any kit covers no way back where one is in reserve', () => {
    const file = apart({
      horizon: { start: '2013-10-07', end: '2013-10-09' },
      kits: ['K01', 'K02'].map((id) => aKit(id, { base: { lat: -7.5, lon: 110.8 } })),
      rules: { ...apart({}).rules, revisitGapDays: 1, reserveKits: 1 },
      venues: [
        aVenue('near', { lat: -7.5, lon: 110.8, maxKits: 1 }),
        aVenue('far', { lat: -7.6, lon: 110.8, maxKits: 1 }),
      ],
    });
    const certificate: Certificate = {
      groups: [{ kits: ['K01', 'K02'], date: [0, 0, 0], week: [0] }],
      date: [20, 20, 20],
      cells: 4,
    };
    expect(verifyBound(read(file), certificate)).toBeCloseTo(360 - 4 * 20 + 3 * 20 - 11.1195, 3);
  });
});
