import { readStints } from '@jemput/shared/planning/plan';
import { checkProblem, indexProblem, isOpen, rateOf } from '@jemput/shared/planning/problem';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import { verify } from '@jemput/shared/planning/verify';
import { planFigures } from '@jemput/shared/planning/what-if/plan-figures';
import { solveSupposed } from '@jemput/shared/planning/what-if/solve-supposed';
import { giniOf, medianOf } from '@jemput/shared/planning/what-if/spread';
import { suppose } from '@jemput/shared/planning/what-if/suppose';
import { type WhatIf, whatIfSchema } from '@jemput/shared/planning/what-if/what-if';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';
import { aRandomProblem } from '../../../fixtures/a-random-problem.ts';

describe('spread', () => {
  test('has the textbook Gini coefficients', () => {
    expect(giniOf([1, 1, 1, 1])).toBeCloseTo(0);
    // One of four has everything: 1 − 1/4.
    expect(giniOf([0, 0, 0, 5])).toBeCloseTo(0.75);
    // Mean absolute difference of 1, 2, 3, 4 is 10/8, over twice the mean of 2.5.
    expect(giniOf([3, 1, 4, 2])).toBeCloseTo(0.25);
    expect(giniOf([0, 0])).toBe(0);
    expect(giniOf([])).toBe(0);
  });

  test('has the middle value, or the mean of two', () => {
    expect([medianOf([5, 1, 3]), medianOf([4, 1, 3, 2]), medianOf([])]).toEqual([3, 2.5, 0]);
  });
});

describe('a supposition', () => {
  const speeds = [18, 12, 20, 12];
  const kits = speeds.map((recordingsPerHour, at) => aKit(`K0${at + 1}`, { recordingsPerHour }));

  test('of fewer kits leaves out those that are pinned nowhere, the slowest and last of them first', () => {
    const pinned = [{ venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 1, kits: ['K04', 'K01'] }];
    const stints = [...pinned, { venue: 'bumi', slot: 'malam', start: '2013-10-07', days: 2, kits: ['K02', 'K03'] }];
    const one = suppose(aProblem({ kits, pinned }), stints, { kits: -1 });
    expect(one.file.kits.map(({ id }) => id)).toEqual(['K01', 'K03', 'K04']);
    expect(one.stints[1]?.kits).toEqual(['K03']);
    const three = suppose(aProblem({ kits, pinned }), stints, { kits: -3 });
    expect(three.file.kits.map(({ id }) => id)).toEqual(['K01']);
    expect(three.file.pinned).toEqual([{ ...pinned[0], kits: ['K01'] }]);
    expect(three.stints).toEqual([{ ...pinned[0], kits: ['K01'] }]);
    expect(() => suppose(aProblem({ kits }), [], { kits: -4 })).toThrow(RangeError);
  });

  test('of more kits adds some of middle speed, with names of their own', () => {
    const { file } = suppose(aProblem({ kits: [...kits, aKit('+1', { recordingsPerHour: 30 })] }), [], { kits: 2 });
    expect(file.kits.slice(-2)).toEqual([aKit('+2', { recordingsPerHour: 18 }), aKit('+3', { recordingsPerHour: 18 })]);
  });

  test('of other hours opens the same places at the same rates then, and nothing else', () => {
    const venue = aVenue('pajang', { rateOn: { malam: { '2013-10-09': 0.5 } } });
    const whatIf = {
      slotHours: [{ slot: 'malam', from: '2013-10-08', until: '2013-10-09', start: '20:00', end: '22:00' }],
    };
    const published = [
      { venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 4, kits: ['K01'], holders: [1, 2, 3, 4] },
    ];
    const before = aProblem({ venues: [venue], pools: [aPool('pajang')], kits, published });
    const { file, stints } = suppose(
      before,
      [{ venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 4, kits: ['K01'] }],
      whatIf,
    );
    const checked = checkProblem(file);
    expect(checked.ok).toBe(true);
    const problem = indexProblem(file);
    expect(problem.slotLengthMinutes[1]).toBe(120);
    expect([0, 1, 2, 3].map((date) => [isOpen(problem, 0, 0, date), isOpen(problem, 0, 1, date)])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [true, false],
    ]);
    expect([rateOf(problem, 0, 1, 1), rateOf(problem, 0, 1, 2)]).toEqual([0.14, 0.5]);
    expect(stints.map(({ slot, start, days }) => [slot, start, days])).toEqual([
      ['malam', '2013-10-07', 1],
      ['malam 20:00-22:00', '2013-10-08', 2],
      ['malam', '2013-10-10', 1],
    ]);
    expect(file.published.map(({ holders }) => holders)).toEqual([[1], [2, 3], [4]]);
  });

  test('of other rules, a longer horizon and a closed venue changes those and no other', () => {
    const before = aProblem({ kits });
    const whatIf = {
      maxDaysPerWeek: 5,
      horizonEnd: '2013-11-20',
      closed: [{ venue: 'bumi', from: '2013-11-01', until: '2013-11-02' }],
    };
    const { file } = suppose(before, [], whatIf);
    expect(file).toEqual({
      ...before,
      horizon: { start: '2013-10-07', end: '2013-11-20' },
      rules: { ...before.rules, maxDaysPerWeek: 5 },
      venues: before.venues.map((venue) =>
        venue.id === 'bumi'
          ? { ...venue, open: { malam: { ...venue.open.malam, except: ['2013-11-01', '2013-11-02'] } } }
          : venue,
      ),
    });
  });

  test.each([
    [{ slotHours: [{ slot: 'malam', from: '2013-10-09', until: '2013-10-08', start: '20:00', end: '22:00' }] }],
    [{ slotHours: [{ slot: 'malam', from: '2013-10-08', until: '2013-10-08', start: '22:00', end: '20:00' }] }],
    [{ closed: [{ venue: 'bumi', from: '2013-02-30', until: '2013-03-01' }] }],
    [{ maxDaysPerWeek: 8 }],
    [{ kits: 1.5 }],
  ])('%j is refused', (whatIf) => {
    expect(whatIfSchema.safeParse(whatIf).success).toBe(false);
  });
});

describe('figures', () => {
  test('are those counted by hand', () => {
    const problem = indexProblem(
      aProblem({
        rules: someRules({ maxDaysPerWeek: 3, kmCost: 0 }),
        pools: ['pajang', 'laweyan', 'bumi'].map((id) => aPool(id, { remaining: 100 })),
        published: [{ venue: 'bumi', slot: 'malam', start: '2013-10-07', days: 2, kits: ['K02'], holders: [6, 0] }],
      }),
    );
    const plan = readStints(problem, [
      { venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 3, kits: ['K01'] },
      { venue: 'bumi', slot: 'malam', start: '2013-10-08', days: 1, kits: ['K02'] },
    ]);
    expect(planFigures(problem, problem, plan)).toMatchObject({
      setups: 2,
      sessions: 4,
      pools: 3,
      poolsServed: 2,
      leastSessions: 0,
      medianSessions: 1,
      kitWeeks: 2,
      kitWeeksAtLimit: 1,
      // 100 people at a rate of 0.14 on a Monday were expected.
      people: { sessions: 1, holding: 6, expected: expect.closeTo(14) },
    });
  });
});

describe('a supposed plan', () => {
  const someWhatIf: fc.Arbitrary<WhatIf> = fc.oneof(
    fc.constantFrom<WhatIf>({ kits: -1 }, { kits: 2 }, { maxDaysPerWeek: 2 }, { horizonEnd: '2013-10-25' }),
    fc.constant<WhatIf>({ closed: [{ venue: 'p0-a', from: '2013-10-08', until: '2013-10-12' }] }),
    fc.constant<WhatIf>({
      slotHours: [{ slot: 'malam', from: '2013-10-09', until: '2013-10-12', start: '20:00', end: '22:00' }],
    }),
  );

  test('keeps the rules of its own problem, by a recount that shares no code, and is not worse for more kits', () => {
    const small = aRandomProblem({ pools: 3, kits: 3, dates: 12, maxDays: 3 });
    fc.assert(
      fc.property(small, someWhatIf, (file, whatIf) => {
        const first = solve(indexProblem(file), { stop: afterSteps(4) });
        const solved = solveSupposed({ file, stints: first.file.stints }, whatIf, { stop: afterSteps(4) });
        if (!solved.ok) throw new Error(JSON.stringify(solved.faults));
        const supposed = suppose(file, first.file.stints, whatIf);
        expect(verify(supposed.file, solved.file).faults).toEqual([]);
        expect(solved.figures.recordings).toBeCloseTo(solved.file.expected.recordings);
        if ((whatIf.kits ?? 0) > 0) expect(solved.file.objective).toBeGreaterThanOrEqual(first.objective - 1e-6);
      }),
      { numRuns: 40 },
    );
  });
});
