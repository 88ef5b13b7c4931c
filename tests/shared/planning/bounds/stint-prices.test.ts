import { verifyBound } from '@jemput/shared/planning/bounds/certificate';
import type { Certificate } from '@jemput/shared/planning/plan';
import { checkProblem, indexProblem, type Problem, type ProblemFile } from '@jemput/shared/planning/problem';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import { recountBound } from '@jemput/shared/planning/verify-bound';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';
import { aRandomProblem, type ProblemSize } from '../../../fixtures/a-random-problem.ts';
import { bestByTrying } from '../../../fixtures/best-by-trying.ts';

function read(file: ProblemFile): Problem {
  const check = checkProblem(file);
  if (!check.ok) throw new Error(JSON.stringify(check.faults));
  return indexProblem(check.problem);
}

/** A random problem, dear kilometres now and then, and any prices of stints. */
function withStintPrices(size: ProblemSize) {
  const price = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 }));
  return fc
    .tuple(aRandomProblem(size), fc.constantFrom(0, 0.5, 6), fc.infiniteStream(price), fc.constantFrom(1, 4, 32))
    .map(([random, kmCost, prices, cells]) => {
      const file: ProblemFile = { ...random, rules: { ...random.rules, kmCost } };
      const { kits, rules } = file;
      const { dates, weeks } = read(file);
      const take = (count: number) => Array.from({ length: count }, () => prices.next().value ?? 0);
      const nought = (count: number) => Array.from({ length: count }, () => 0);
      const speeds = [...new Set(kits.map((kit) => kit.recordingsPerHour))];
      const certificate: Certificate = {
        groups: speeds.map((speed) => ({
          kits: kits.filter((kit) => kit.recordingsPerHour === speed).map((kit) => kit.id),
          date: nought(dates.length),
          week: nought(weeks.length),
          stint: take(dates.length * rules.maxDays),
        })),
        date: nought(dates.length),
        reserve: take(dates.length),
        cells,
      };
      return { file, certificate };
    });
}

/** Kits of 90 recordings a date, each in a place of its own that has people enough for every date. */
function aWeekOf(pools: string[], over: Partial<ProblemFile['rules']>): ProblemFile {
  return aProblem({
    horizon: { start: '2013-10-07', end: '2013-10-13' },
    kits: [aKit('K01')],
    pools: pools.map((id) => aPool(id, { remaining: 100_000, minSessions: 0 })),
    venues: pools.map((id) => aVenue(id, { maxKits: 1 })),
    rules: someRules({ setupCost: 0, kmCost: 0, discountPerDay: 0, revisitGapDays: 6, ...over }),
  });
}

describe('prices of stints', () => {
  test.each([
    ['one pool', { pools: 1, kits: 2, dates: 4, maxDays: 2 }, 80],
    ['two pools', { pools: 2, kits: 2, dates: 3, maxDays: 2 }, 30],
  ])('no plan beats what any of them prove, counted twice: %s', (_, size, numRuns) => {
    fc.assert(
      fc.property(withStintPrices(size), ({ file, certificate }) => {
        const problem = read(file);
        const best = bestByTrying(problem);
        const slack = 1e-9 * Math.max(1, Math.abs(best));
        expect(verifyBound(problem, certificate)).toBeGreaterThanOrEqual(best - slack);
        expect(recountBound(file, certificate)).toBeGreaterThanOrEqual(best - slack);
      }),
      { numRuns },
    );
  });

  test('count the same twice over several weeks', () => {
    fc.assert(
      fc.property(withStintPrices({ pools: 2, kits: 3, dates: 18, maxDays: 4 }), ({ file, certificate }) => {
        const bound = verifyBound(read(file), certificate);
        const difference = Math.abs(bound - recountBound(file, certificate));
        expect(difference).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(bound)));
      }),
      { numRuns: 40 },
    );
  });

  const three = aWeekOf(['a', 'b'], { minDays: 2, maxDays: 2, maxDaysPerWeek: 3 });
  const unpriced = { kits: ['K01'], date: Array(7).fill(0) };

  test('tell that two stints of two dates are no three dates', () => {
    const certificate = (group: Partial<Certificate['groups'][0]>): Certificate => {
      return { groups: [{ ...unpriced, week: [0], ...group }], date: Array(7).fill(0), cells: 4 };
    };
    // A stint is worth 180. At 90 a date nobody gains by one, and the kit's three dates are worth 270.
    expect(verifyBound(read(three), certificate({ week: [90] }))).toBeCloseTo(270, 3);
    expect(verifyBound(read(three), certificate({ stint: Array(14).fill(180) }))).toBeCloseTo(180, 3);
    expect(recountBound(three, certificate({ stint: Array(14).fill(180) }))).toBeCloseTo(180, 3);
  });

  test('charge the way to a place once, where a kit comes back to it after an idle gap', () => {
    const file = aProblem({
      horizon: { start: '2013-10-07', end: '2013-10-09' },
      kits: [aKit('K01', { base: { lat: -7.5, lon: 110.8 }, unavailable: ['2013-10-08'] })],
      pools: [aPool('far', { remaining: 100_000, minSessions: 0 })],
      venues: [aVenue('far', { lat: -7.6, lon: 110.8 })],
      rules: someRules({ kmCost: 1, detour: 1, setupCost: 0, discountPerDay: 0, maxDays: 1, revisitGapDays: 1 }),
    });
    // 90 recordings on the first and the third date, and one way of 0.1 degrees of latitude: 11.1195 km.
    const best = 180 - 11.1195;
    const stint = [90 - 11.1195, 1000, 90 - 11.1195];
    const certificate: Certificate = {
      groups: [{ kits: ['K01'], date: [0, 0, 0], week: [0], stint }],
      date: [0, 0, 0],
      cells: 4,
    };
    expect(bestByTrying(read(file))).toBeCloseTo(best, 3);
    expect(verifyBound(read(file), certificate)).toBeCloseTo(best, 3);
    expect(recountBound(file, certificate)).toBeCloseTo(best, 3);
  });

  test('are found where a full week has a price', () => {
    const { bound, objective, certificate } = solve(read(three), { stop: afterSteps(60) });
    expect(objective).toBeCloseTo(180, 3);
    expect(certificate.groups[0]?.stint).toHaveLength(14);
    expect(bound).toBeLessThan(200);
  });

  test('are of all groups or none, and of no stint that runs on', () => {
    const file = { ...three, kits: [aKit('K01'), aKit('K02', { recordingsPerHour: 4 })] };
    const week = [0];
    const second = { kits: ['K02'], date: Array(7).fill(0), week };
    const half = {
      groups: [{ ...unpriced, week, stint: Array(14).fill(0) }, second],
      date: Array(7).fill(0),
      cells: 4,
    };
    expect(() => verifyBound(read(file), half)).toThrow(RangeError);
    expect(() => recountBound(file, half)).toThrow(RangeError);
    const long = aWeekOf(['a'], { maxDays: 15 });
    const certificate = { ...half, groups: [{ ...unpriced, week, stint: Array(7 * 15).fill(0) }] };
    expect(() => verifyBound(read(long), certificate)).toThrow(RangeError);
    expect(() => recountBound(long, certificate)).toThrow(RangeError);
  });
});
