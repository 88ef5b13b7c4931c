import { type PlanChange, PlanLedger } from '@jemput/shared/planning/explain/plan-ledger';
import { stayOrGo } from '@jemput/shared/planning/explain/stay-or-go';
import { explainStints } from '@jemput/shared/planning/explain/stint-worth';
import { objectiveOf } from '@jemput/shared/planning/objective';
import type { Plan } from '@jemput/shared/planning/plan';
import { indexProblem, type Problem, type ProblemFile, type Stint } from '@jemput/shared/planning/problem';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';
import { aRandomProblem } from '../../../fixtures/a-random-problem.ts';

const small = aRandomProblem({ pools: 4, kits: 3, dates: 12, maxDays: 4 });

function planned(file: ProblemFile): { problem: Problem; plan: Plan } {
  const problem = indexProblem(file);
  return { problem, plan: solve(problem, { stop: afterSteps(4) }).plan };
}

const worthOf = (problem: Problem, plan: Plan) => objectiveOf(problem, plan).objective;
const without = (plan: Plan, at: number): Plan => ({ stints: plan.stints.filter((_, other) => other !== at) });

/** A stint of any kind, also such as no rule allows. */
function anyStint(problem: Problem): fc.Arbitrary<Stint> {
  return fc
    .record({
      venue: fc.nat({ max: problem.venueIds.length - 1 }),
      slot: fc.nat({ max: problem.slotIds.length - 1 }),
      start: fc.nat({ max: problem.dates.length - 1 }),
      days: fc.integer({ min: 1, max: 4 }),
      kits: fc.subarray([...problem.kitIds.keys()], { minLength: 1 }),
    })
    .filter(({ start, days }) => start + days <= problem.dates.length);
}

describe('a change of a plan', () => {
  test('gains what a recount of the whole plan says, and is allowed where no rule is broken by it', () => {
    fc.assert(
      fc.property(small, fc.gen(), (file, gen) => {
        const { problem, plan } = planned(file);
        const ledger = new PlanLedger(problem, plan);
        const movable = [...plan.stints.keys()].filter((at) => !ledger.isPinned[at]);
        const change: PlanChange = {
          remove: gen(fc.subarray, movable, { maxLength: Math.min(2, movable.length) }),
          add: [gen(() => anyStint(problem))],
        };
        const after = ledger.after(change);
        expect(ledger.gain(change)).toBeCloseTo(worthOf(problem, after) - worthOf(problem, plan), 7);
        expect(ledger.allows(change)).toBe(checkRules(after, problem).length === 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a stint brings', () => {
  test('is the plan’s worth less that of the plan without it, and its terms add up to it', () => {
    fc.assert(
      fc.property(small, (file) => {
        const { problem, plan } = planned(file);
        for (const told of explainStints(problem, plan)) {
          const brings = worthOf(problem, plan) - worthOf(problem, without(plan, told.stint));
          expect(told.brings).toBeCloseTo(brings, 7);
          const { recordings, discount, setupCost, kmCost, shortfallSpared, changeSpared } = told;
          expect(recordings + discount + setupCost + kmCost + shortfallSpared + changeSpared).toBeCloseTo(brings, 7);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the best other place and time are the best of all that keep the rules, found by trying every one', () => {
    fc.assert(
      fc.property(small, (file) => {
        const { problem, plan } = planned(file);
        for (const { stint: at, elsewhere, otherTime } of explainStints(problem, plan).filter(
          ({ stint }) => stint < 3,
        )) {
          if (new PlanLedger(problem, plan).isPinned[at]) continue;
          const own = plan.stints[at] as Stint;
          const poolOf = (stint: Stint) => problem.venuePool[stint.venue];
          const places = problem.venueIds.flatMap((_, venue) =>
            problem.slotIds.flatMap((_, slot) => problem.dates.map((_, start) => ({ ...own, venue, slot, start }))),
          );
          const nets = (wanted: (stint: Stint) => boolean) =>
            places.filter(wanted).flatMap((stint) => {
              const other = { stints: [...without(plan, at).stints, stint] };
              return checkRules(other, problem).length > 0 ? [] : [worthOf(problem, other) - worthOf(problem, plan)];
            });
          const best = nets((stint) => poolOf(stint) !== poolOf(own) && stint.start === own.start);
          expect(elsewhere?.net ?? null).toEqual(best.length > 0 ? expect.closeTo(Math.max(...best), 7) : null);
          const same = ({ venue, slot, start }: Stint) =>
            venue === own.venue && slot === own.slot && start === own.start;
          const times = nets((stint) => poolOf(stint) === poolOf(own) && !same(stint));
          expect(otherTime?.net ?? null).toEqual(times.length > 0 ? expect.closeTo(Math.max(...times), 7) : null);
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** Everybody comes and one kit records ten an evening: recordings are whole numbers. */
function tens(over: Partial<ProblemFile> = {}): ProblemFile {
  const sure = { rate: { malam: new Array(7).fill(1) }, dispersion: 0, maxKits: 2, lat: -7.566, lon: 110.831 };
  return aProblem({
    kits: [aKit('K01', { recordingsPerHour: 2 }), aKit('K02', { recordingsPerHour: 2 })],
    pools: [aPool('a', { remaining: 1000 }), aPool('b', { remaining: 1000, minSessions: 0 })],
    venues: [aVenue('a', sure), aVenue('b', { ...sure, rate: { malam: [1, 1, 1, 0, 0, 0, 0] } })],
    rules: someRules({ setupCost: 3, kmCost: 0, discountPerDay: 0, shortfallCost: 50 }),
    ...over,
  });
}

test('terms by hand: two evenings of ten, a set-up of three, one missing session spared, price of two kit-dates', () => {
  const problem = indexProblem(tens());
  const plan = { stints: [{ venue: 0, slot: 0, start: 0, days: 2, kits: [0] }] };
  const [told] = explainStints(problem, plan, { '2013-10-07': 6, '2013-10-08': 4 });
  expect(told).toMatchObject({ setupCost: -3, km: 0, shortfallSpared: 50, price: 10 });
  expect(told?.recordings).toBeCloseTo(20, 9);
  expect(told?.brings).toBeCloseTo(67, 9);
  expect(told?.net).toBeCloseTo(57, 9);
  // At b the same two evenings bring as much, but a has its missing session then.
  expect(told?.elsewhere).toMatchObject({ stint: { venue: 1, start: 0 } });
  expect(told?.elsewhere?.net).toBeCloseTo(-50, 9);
  expect(told?.otherTime?.net).toBeCloseTo(0, 9);
});

test('a kit stays while an evening here brings more than elsewhere with its set-up, and goes when it does not', () => {
  // Twenty-five people at a: ten, ten, and then about five are left; at b ten an evening less the set-up.
  const file = tens({
    pools: [aPool('a', { remaining: 25, minSessions: 0 }), aPool('b', { remaining: 1000, minSessions: 0 })],
  });
  const problem = indexProblem(file);
  const plan = { stints: [{ venue: 0, slot: 0, start: 0, days: 3, kits: [0] }] };
  const evenings = stayOrGo(new PlanLedger(problem, plan), 0);
  expect(evenings.map(({ goes }) => goes)).toEqual([false, false, true]);
  expect(evenings[0]?.here).toBeGreaterThan(9.9);
  expect(evenings[2]?.here).toBeLessThan(5.5);
  expect(evenings[2]?.elsewhere).toBeCloseTo(7, 9);
  expect(evenings[2]?.to).toMatchObject({ venue: 1, start: 2, days: 1 });
});
