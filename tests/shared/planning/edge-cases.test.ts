import { addDays } from '@jemput/shared/calendar/local-date';
import { checkProblem, indexProblem } from '@jemput/shared/planning/problem';
import type { ProblemFile } from '@jemput/shared/planning/problem-file';
import { afterSteps, anyOf, solve } from '@jemput/shared/planning/solve';
import { verify } from '@jemput/shared/planning/verify';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../fixtures/a-problem.ts';
import { aRandomProblem } from '../../fixtures/a-random-problem.ts';

const everyDay = { weekdays: [1, 2, 3, 4, 5, 6, 7], except: [], also: [] };
const everybody = { malam: [1, 1, 1, 1, 1, 1, 1] };
const nobody = { malam: [0, 0, 0, 0, 0, 0, 0] };

/** One pool, one kit of 90 recordings an evening, a week from Monday, nothing costs but set-ups. */
function onePool(remaining: number, venue: Parameters<typeof aVenue>[1] = {}, over: Partial<ProblemFile> = {}) {
  return aProblem({
    horizon: { start: '2013-10-07', end: '2013-10-13' },
    kits: [aKit('K01')],
    pools: [aPool('pajang', { remaining, minSessions: 0 })],
    venues: [aVenue('pajang', { open: { malam: everyDay }, dispersion: 0, maxKits: 1, ...venue })],
    rules: someRules({ kmCost: 0, discountPerDay: 0 }),
    ...over,
  });
}

function planned(file: ProblemFile, steps = 20) {
  const check = checkProblem(file);
  if (!check.ok) throw new Error(JSON.stringify(check.faults));
  const result = solve(indexProblem(check.problem), { stop: afterSteps(steps) });
  expect(verify(file, result.file).faults).toEqual([]);
  return result;
}

describe('people', () => {
  test.each([0, 1, 14])(
    '%i of them are fewer than a set-up is worth: nobody comes, and no plan is better',
    (people) => {
      const { plan, objective, bound } = planned(onePool(people));
      expect(plan.stints).toEqual([]);
      expect(objective).toBe(0);
      expect(bound).toBeGreaterThanOrEqual(0);
    },
  );

  test('one person of a pool that must be visited is visited once: a set-up costs less than the shortfall', () => {
    const file = onePool(1, { rate: everybody }, { pools: [aPool('pajang', { remaining: 1, minSessions: 1 })] });
    const { plan, file: answer } = planned(file);
    expect(plan.stints).toHaveLength(1);
    expect(answer.expected.shortfall).toBe(0);
    // One session: min(D, 90) of a Poisson of mean 1 is 1 but for a hair.
    expect(answer.objective).toBeGreaterThan(1 - 15 - 1e-9);
  });
});

describe('turnout', () => {
  test('where nobody ever comes nobody goes', () => {
    const { plan, objective } = planned(onePool(500, { rate: nobody }));
    expect(plan.stints).toEqual([]);
    expect(objective).toBe(0);
  });

  test('where nobody comes, but a visit is a duty, one kit goes for one day', () => {
    const pools = [aPool('pajang', { remaining: 500, minSessions: 1 })];
    const { plan, objective } = planned(onePool(500, { rate: nobody }, { pools }));
    expect(plan.stints).toMatchObject([{ kits: [0] }]);
    expect(objective).toBe(-15);
  });

  test('where everybody comes at once, days go by at full capacity', () => {
    const { plan, file } = planned(onePool(400, { rate: everybody }));
    expect(plan.stints).toMatchObject([{ days: 5 }]);
    // Three full evenings, 90 each, to a hair; then about 130 people for 90 places, then the rest.
    expect(file.expected.recordings).toBeGreaterThan(395);
    expect(file.expected.recordings).toBeLessThanOrEqual(400);
  });
});

describe('capacity', () => {
  test('a slot too short for one recording serves nobody', () => {
    const slots = [{ id: 'malam', start: '16:00', end: '16:03' }];
    const { plan, objective } = planned(onePool(500, {}, { slots }));
    expect(plan.stints).toEqual([]);
    expect(objective).toBe(0);
  });

  test('a venue that takes no kit is left alone, at the price of its shortfall', () => {
    const pools = [aPool('pajang', { remaining: 500, minSessions: 2 })];
    const { plan, objective, status } = planned(onePool(500, { maxKits: 0 }, { pools }));
    expect(plan.stints).toEqual([]);
    expect(objective).toBe(-400);
    expect(status).toBe('optimal');
  });
});

describe('opening', () => {
  test('a venue open on one date is visited on that date', () => {
    const open = { malam: { weekdays: [], except: [], also: ['2013-10-10'] } };
    const { plan, status } = planned(onePool(500, { open }));
    expect(plan.stints).toMatchObject([{ start: 3, days: 1, kits: [0] }]);
    expect(['optimal', 'stopped']).toContain(status);
  });

  test('no open run is as long as the shortest stay: nobody goes, and that is proven best', () => {
    const open = { malam: { weekdays: [1, 2, 4, 5], except: [], also: [] } };
    const pools = [aPool('pajang', { remaining: 500, minSessions: 1 })];
    const rules = someRules({ minDays: 3, maxDays: 5 });
    const { plan, objective, bound } = planned(onePool(500, { open }, { pools, rules }));
    expect(plan.stints).toEqual([]);
    expect(objective).toBe(-200);
    expect(bound).toBeCloseTo(-200, 6);
  });
});

describe('horizon', () => {
  test('of one day', () => {
    const horizon = { start: '2013-10-07', end: '2013-10-07' };
    const { plan } = planned(onePool(500, {}, { horizon }));
    expect(plan.stints).toMatchObject([{ start: 0, days: 1 }]);
  });

  test('of 400 dates: kits are never idle for long where people are never all served', () => {
    const horizon = { start: '2013-10-07', end: addDays('2013-10-07', 399) };
    const pools = ['pajang', 'laweyan', 'bumi'].map((id) => aPool(id, { remaining: 100_000 }));
    const { plan } = planned(aProblem({ horizon, pools }), 6);
    const months = new Set(plan.stints.map(({ start }) => Math.floor(start / 30)));
    expect(months.size).toBe(14);
  });

  test('of more dates than are planned is refused, and the most there may be is told', () => {
    const check = checkProblem(aProblem({ horizon: { start: '2013-01-01', end: '2016-01-01' } }));
    expect(check.ok ? [] : check.faults).toMatchObject([
      { pointer: '/horizon/end', code: 'too_large', expected: 'at most 800 dates, not 1096' },
    ]);
  });
});

test('83,000 pools are refused in a word, not tried for hours', () => {
  const pools = Array.from({ length: 83_000 }, (_, at) => aPool(`p${at}`));
  const check = checkProblem(aProblem({ pools, venues: [] }));
  const expected = 'at most 20000 entries; plan it in parts';
  expect(check.ok ? [] : check.faults).toMatchObject([{ pointer: '/pools', value: 83_000, expected }]);
});

describe('kits', () => {
  test('all of them out: every shortfall is paid, and no plan is better', () => {
    const unavailable = Array.from({ length: 7 }, (_, day) => addDays('2013-10-07', day));
    const pools = [aPool('pajang', { remaining: 500, minSessions: 3 })];
    const result = planned(onePool(500, {}, { pools, kits: [aKit('K01', { unavailable })] }));
    expect(result.plan.stints).toEqual([]);
    expect(result.objective).toBe(-600);
    expect(result.status).toBe('optimal');
  });

  test('all of them in reserve', () => {
    const { plan } = planned(onePool(500, {}, { rules: someRules({ reserveKits: 1 }) }));
    expect(plan.stints).toEqual([]);
  });

  test('none may serve on any day of a week', () => {
    const { plan, status } = planned(onePool(500, {}, { rules: someRules({ maxDaysPerWeek: 0 }) }));
    expect(plan.stints).toEqual([]);
    expect(status).toBe('optimal');
  });
});

describe('pinned stints', () => {
  const pin = (days: number, kits = ['K01']) => ({ venue: 'pajang', slot: 'malam', start: '2013-10-07', days, kits });

  test('that hold every kit on every date stay alone, although they break the week’s and the longest stay’s rule', () => {
    const rules = someRules({ kmCost: 0, discountPerDay: 0 });
    const file = onePool(500, {}, { pinned: [pin(7)], rules });
    const { plan, objective, bound } = planned(file);
    expect(plan.stints).toHaveLength(1);
    expect(bound).toBeGreaterThanOrEqual(objective);
    expect((bound - objective) / Math.abs(bound)).toBeLessThan(0.01);
  });

  test('with more kits than the venue takes keep them', () => {
    const file = onePool(500, {}, { kits: [aKit('K01'), aKit('K02')], pinned: [pin(2, ['K01', 'K02'])] });
    expect(planned(file).plan.stints[0]?.kits).toEqual([0, 1]);
  });
});

describe('told to stop', () => {
  test('at the very first question it has a plan that keeps the rules, whatever is pinned', () => {
    fc.assert(
      fc.property(aRandomProblem({ pools: 6, kits: 4, dates: 20, maxDays: 5 }), (file) => {
        const result = solve(indexProblem(file), { stop: () => 'now' });
        expect(verify(file, result.file).faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('the later it is told, the better the plan, and never a worse bound', () => {
    const problem = indexProblem(aProblem());
    const seen: { objective: number; bound: number }[] = [];
    const watch = ({ objective, bound }: { objective: number; bound: number }) => {
      seen.push({ objective, bound });
      return false as const;
    };
    solve(problem, { stop: anyOf(watch, afterSteps(15)) });
    expect(seen.length).toBeGreaterThan(15);
    for (const [at, now] of seen.entries()) {
      const before = seen[at - 1] ?? now;
      expect(now.objective).toBeGreaterThanOrEqual(before.objective);
      expect(now.bound).toBeLessThanOrEqual(before.bound);
    }
  });
});

describe('random problems with random pins', () => {
  test('every plan is accepted by verify, and its claimed worth is the recount', () => {
    fc.assert(
      fc.property(
        aRandomProblem({ pools: 7, kits: 4, dates: 18, maxDays: 6 }),
        fc.nat({ max: 1000 }),
        fc.nat({ max: 16 }),
        (file, seed, steps) => {
          const { file: answer } = solve(indexProblem(file), { seed, stop: afterSteps(steps) });
          const recount = verify(file, answer);
          expect(recount.faults).toEqual([]);
          const difference = Math.abs(answer.objective - recount.objective);
          expect(difference).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(recount.objective)));
        },
      ),
      { numRuns: 40 },
    );
  });
});
