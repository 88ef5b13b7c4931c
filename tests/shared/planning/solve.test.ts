import { verifyBound } from '@jemput/shared/planning/bounds/certificate';
import { objectiveOf } from '@jemput/shared/planning/objective';
import type { Plan } from '@jemput/shared/planning/plan';
import { checkProblem, indexProblem, type Problem, type ProblemFile } from '@jemput/shared/planning/problem';
import { rotation } from '@jemput/shared/planning/rotation';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import { afterMillis, afterSteps, anyOf, atGap, solve } from '@jemput/shared/planning/solve';
import { verify } from '@jemput/shared/planning/verify';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../fixtures/a-problem.ts';
import { aRandomProblem } from '../../fixtures/a-random-problem.ts';
import { bestByTrying } from '../../fixtures/best-by-trying.ts';

const small = aRandomProblem({ pools: 4, kits: 3, dates: 12, maxDays: 4 });
const tiny = aRandomProblem({ pools: 2, kits: 2, dates: 4, maxDays: 2 });

function read(file: ProblemFile): Problem {
  const check = checkProblem(file);
  if (!check.ok) throw new Error(JSON.stringify(check.faults));
  return indexProblem(check.problem);
}

describe('every plan', () => {
  test('keeps the rules, is worth what it says and stays under its bound, by a recount that shares no code', () => {
    fc.assert(
      fc.property(small, fc.nat({ max: 1000 }), (file, seed) => {
        const result = solve(read(file), { seed, stop: afterSteps(14) });
        expect(verify(file, result.file).faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('is the same to the byte for the same problem, seed and steps', () => {
    fc.assert(
      fc.property(small, (file) => {
        const once = solve(read(file), { seed: 5, stop: afterSteps(12) });
        const again = solve(read(structuredClone(file)), { seed: 5, stop: afterSteps(12) });
        expect(JSON.stringify(again.file)).toBe(JSON.stringify(once.file));
      }),
      { numRuns: 10 },
    );
  });

  test('has a bound that its certificate gives again', () => {
    fc.assert(
      fc.property(small, (file) => {
        const problem = read(file);
        const { bound, certificate, objective } = solve(problem, { stop: afterSteps(8) });
        expect(verifyBound(problem, certificate)).toBeLessThanOrEqual(bound);
        expect(objective).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 15 },
    );
  });
});

describe('against the best of all plans, found by trying every one', () => {
  test('no plan beats the bound, and the plan found does not beat the best', () => {
    fc.assert(
      fc.property(tiny, (file) => {
        const problem = read(file);
        const result = solve(problem, { stop: afterSteps(25) });
        const best = bestByTrying(problem);
        expect(result.bound).toBeGreaterThanOrEqual(best - 1e-9 * Math.max(1, Math.abs(best)));
        expect(result.objective).toBeLessThanOrEqual(best + 1e-9 * Math.max(1, Math.abs(best)));
      }),
      { numRuns: 40 },
    );
  });

  test('any prices prove a bound, however bad', () => {
    const price = fc.integer({ min: 0, max: 400 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(
        tiny,
        fc.array(price, { minLength: 20, maxLength: 20 }),
        fc.integer({ min: 1, max: 9 }),
        (file, prices, cells) => {
          const problem = read(file);
          const take = (count: number, from: number) =>
            Array.from({ length: count }, (_, at) => prices[(from + at) % 20] ?? 0);
          const certificate = {
            groups: file.kits.map((kit, at) => ({
              kits: [kit.id],
              date: take(problem.dates.length, 4 * at),
              week: take(problem.weeks.length, at),
            })),
            date: take(problem.dates.length, 11),
            cells,
          };
          const best = bestByTrying(problem);
          expect(verifyBound(problem, certificate)).toBeGreaterThanOrEqual(best - 1e-9 * Math.max(1, Math.abs(best)));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the 2013 practice', () => {
  test('is feasible on every problem', () => {
    fc.assert(
      fc.property(small, (file) => {
        const problem = read(file);
        expect(checkRules(rotation(problem), problem)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('places two kits for three days at each place in order', () => {
    const problem = read(aProblem());
    const { stints } = rotation(problem);
    expect(stints.map(({ venue, start, days, kits }) => ({ venue, start, days, kits }))).toEqual([
      { venue: 0, start: 0, days: 3, kits: [0, 1] },
      { venue: 1, start: 3, days: 3, kits: [0, 1] },
      { venue: 2, start: 7, days: 3, kits: [0, 1] },
    ]);
  });

  test('is beaten by the engine', () => {
    const problem = read(aProblem());
    const { objective } = solve(problem, { stop: afterSteps(30) });
    expect(objective).toBeGreaterThan(1.1 * objectiveOf(problem, rotation(problem)).objective);
  });
});

describe('edges', () => {
  const plan = (file: ProblemFile, steps = 12) => solve(read(file), { stop: afterSteps(steps) });
  const checked = (file: ProblemFile) => {
    const result = plan(file);
    expect(verify(file, result.file).faults).toEqual([]);
    return result;
  };

  test.each([0, 1])('a pool with %i people to go', (remaining) => {
    checked(aProblem({ pools: ['pajang', 'laweyan', 'bumi'].map((id) => aPool(id, { remaining, minSessions: 0 })) }));
  });

  test('kits that record nobody', () => {
    const { objective } = checked(aProblem({ kits: [aKit('K01', { recordingsPerHour: 0 })] }));
    expect(objective).toBeLessThan(0);
  });

  test('every kit out on every date: nothing planned, every shortfall paid, and proven best', () => {
    const file = aProblem();
    const dates = Array.from({ length: 14 }, (_, day) => `2013-10-${String(7 + day).padStart(2, '0')}`);
    const result = checked({
      ...file,
      kits: [aKit('K01', { unavailable: dates }), aKit('K02', { unavailable: dates })],
    });
    expect(result.plan.stints).toEqual([]);
    expect(result.objective).toBe(-600);
    expect(result.status).toBe('optimal');
  });

  test('no kits, no pools, no venues', () => {
    expect(checked(aProblem({ kits: [] })).objective).toBe(-600);
    expect(checked(aProblem({ pools: [], venues: [] })).objective).toBe(0);
  });

  test('a horizon of one day', () => {
    expect(checked(aProblem({ horizon: { start: '2013-10-07', end: '2013-10-07' } })).plan.stints.length).toBe(2);
  });

  test('a shortest stint longer than any open run', () => {
    expect(checked(aProblem({ rules: someRules({ minDays: 7, maxDays: 9 }) })).plan.stints).toEqual([]);
  });

  test('stints longer than the days told apart in the bound', () => {
    checked(
      aProblem({
        rules: someRules({ minDays: 1, maxDays: 40, maxDaysPerWeek: 7 }),
        venues: ['pajang', 'laweyan', 'bumi'].map((id) =>
          aVenue(id, { open: { malam: { weekdays: [1, 2, 3, 4, 5, 6, 7], except: [], also: [] } } }),
        ),
      }),
    );
  });

  test('pins that hold every kit all the time stay alone', () => {
    const pin = (kit: string, venue: string, start: string, days: number) => ({
      venue,
      slot: 'malam',
      start,
      days,
      kits: [kit],
    });
    const pinned = [
      pin('K01', 'pajang', '2013-10-07', 6),
      pin('K02', 'laweyan', '2013-10-07', 6),
      pin('K01', 'pajang', '2013-10-14', 6),
      pin('K02', 'laweyan', '2013-10-14', 6),
    ];
    expect(checked(aProblem({ pinned })).plan.stints).toHaveLength(4);
  });

  test('two pinned sessions of one pool on one date are counted in order of slot', () => {
    const slots = [
      { id: 'malam', start: '16:00', end: '21:00' },
      { id: 'pagi', start: '08:00', end: '10:00' },
    ];
    const day = { weekdays: [1, 2, 3, 4, 5], except: [], also: [] };
    const venue = aVenue('pajang', {
      open: { pagi: day, malam: day },
      rate: { pagi: Array(7).fill(0.3), malam: Array(7).fill(0.2) },
    });
    const stint = (slot: string, kit: string) => ({ venue: 'pajang', slot, start: '2013-10-08', days: 2, kits: [kit] });
    checked(
      aProblem({
        slots,
        venues: [venue],
        pools: [aPool('pajang')],
        pinned: [stint('malam', 'K01'), stint('pagi', 'K02')],
      }),
    );
  });

  test('two pinned sessions of one pool in one slot are served in order of start, whatever order they are pinned in', () => {
    const kits = [aKit('K01', { recordingsPerHour: 1 }), aKit('K02')];
    const stint = (kit: string, start: string, days: number) => ({
      venue: 'pajang',
      slot: 'malam',
      start,
      days,
      kits: [kit],
    });
    const pinned = [stint('K01', '2013-10-09', 1), stint('K02', '2013-10-07', 3)];
    const pools = [aPool('pajang', { remaining: 60 })];
    const venues = [aVenue('pajang', { rate: { malam: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5] } })];
    const one = checked(aProblem({ kits, pools, venues, pinned }));
    const other = checked(aProblem({ kits, pools, venues, pinned: pinned.toReversed() }));
    expect(other.objective).toBe(one.objective);
  });

  test('more kits to stand idle than there are is infeasible', () => {
    const result = plan(aProblem({ rules: someRules({ reserveKits: 3 }) }));
    expect(result.status).toBe('infeasible');
  });

  test('published stints move only where that gains more than it costs', () => {
    const first = plan(aProblem(), 30);
    const again = checked(aProblem({ published: first.file.stints, rules: someRules({ changeCost: 1000 }) }));
    expect(again.file.expected.changes).toBe(0);
  });

  test('a start is taken over and never made worse', () => {
    const problem = read(aProblem());
    const start: Plan = solve(problem, { stop: afterSteps(20) }).plan;
    const result = solve(problem, { stop: afterSteps(0), start });
    expect(result.plan.stints).toEqual(start.stints);
  });
});

describe('stop rules', () => {
  test('a gap asked for is a status of its own', () => {
    expect(solve(read(aProblem()), { stop: anyOf(atGap(0.9), afterSteps(50)) }).status).toBe('within-gap');
  });

  test('told to stop now, wherever it is, it has a plan that keeps the rules and a bound, and does nothing more', () => {
    fc.assert(
      fc.property(small, fc.nat({ max: 400 }), (file, most) => {
        let asked = 0;
        const result = solve(read(file), { seed: 1, stop: () => (++asked > most ? 'now' : false) });
        expect(verify(file, result.file).faults).toEqual([]);
        expect(asked).toBeLessThan(most + 25);
      }),
      { numRuns: 60 },
    );
  });

  test('now goes before any other answer', () => {
    const progress = { step: 9, objective: 1, bound: 2, gapShare: 0.5 };
    expect(anyOf(afterSteps(3), () => 'now')(progress)).toBe('now');
    expect(anyOf(() => false, afterSteps(3), atGap(0.6))(progress)).toBe('limit');
    expect(anyOf(() => false)(progress)).toBe(false);
  });

  test('being asked inside a step changes nothing of what a number of steps gives', () => {
    const problem = read(aProblem());
    const plain = solve(problem, { seed: 3, stop: afterSteps(6) });
    const watched = solve(problem, {
      seed: 3,
      stop: anyOf(
        afterMillis(1000, () => 0),
        afterSteps(6),
      ),
    });
    expect(JSON.stringify(watched.file)).toBe(JSON.stringify(plain.file));
  });

  test('time comes from the clock that is given', () => {
    let millis = 0;
    const steps: number[] = [];
    solve(read(aProblem()), {
      stop: afterMillis(100, () => millis),
      onProgress: ({ step }) => {
        steps.push(step);
        millis = step * 30;
      },
    });
    expect(steps).toEqual([0, 1, 2, 3, 4]);
  });
});
