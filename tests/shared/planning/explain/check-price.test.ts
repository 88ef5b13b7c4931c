import { agrees, checkPrice, kitMoreByDate } from '@jemput/shared/planning/explain/check-price';
import { kitMoreFile } from '@jemput/shared/planning/explain/kit-more';
import type { Plan } from '@jemput/shared/planning/plan';
import { checkProblem, indexProblem, type Problem } from '@jemput/shared/planning/problem';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import { expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';

const solveAgain = (problem: Problem, start: Plan) => solve(problem, { start, seed: 1, stop: afterSteps(4) }).plan;

/** Two places open on Monday evening alone, one kit that records ten of everybody who comes. */
function mondays() {
  const only = {
    open: { malam: { weekdays: [1], except: [], also: [] } },
    rate: { malam: new Array<number>(7).fill(1) },
    dispersion: 0,
    lat: -7.566,
    lon: 110.831,
  };
  return aProblem({
    horizon: { start: '2013-10-07', end: '2013-10-08' },
    kits: [aKit('K01', { recordingsPerHour: 2 })],
    pools: [aPool('a', { remaining: 1000 }), aPool('b', { remaining: 1000 })],
    venues: [aVenue('a', only), aVenue('b', only)],
    rules: someRules({ setupCost: 2, kmCost: 0, discountPerDay: 0, shortfallCost: 0 }),
  });
}

test('one more kit on Monday stands at the other place: ten people less a set-up of two', () => {
  const problem = indexProblem(mondays());
  const plan = { stints: [{ venue: 0, slot: 0, start: 0, days: 1, kits: [0] }] };
  const check = checkPrice(problem, { plan, prices: { '2013-10-07': 9 } }, ['2013-10-07'], solveAgain);
  expect(check).toMatchObject({ dates: ['2013-10-07'], price: 9 });
  expect(check.brings).toBeCloseTo(8, 6);
  expect([agrees(check, 0.2), agrees(check, 0.1)]).toEqual([true, false]);
});

test('at least that without solving again, and nothing on Tuesday', () => {
  const problem = indexProblem(mondays());
  const plan = { stints: [{ venue: 0, slot: 0, start: 0, days: 1, kits: [0] }] };
  const brings = kitMoreByDate(problem, plan);
  expect(brings['2013-10-07']).toMatchObject({ shortfall: 0, stint: { venue: 1, start: 0, kits: [1] } });
  expect(brings['2013-10-07']?.worth).toBeCloseTo(8, 6);
  expect(brings['2013-10-08']).toEqual({ worth: 0, shortfall: 0, stint: null });
});

test('a missing session that it holds is told apart, and so is what would come without the kit', () => {
  const file = mondays();
  const pools = file.pools.map((pool) => ({ ...pool, minSessions: pool.id === 'b' ? 1 : 0 }));
  const problem = indexProblem({ ...file, pools, rules: { ...file.rules, shortfallCost: 200 } });
  const plan = { stints: [{ venue: 0, slot: 0, start: 0, days: 1, kits: [0] }] };
  const least = kitMoreByDate(problem, plan)['2013-10-07'];
  // Ten people less a set-up of two, and the session missing at b.
  expect(least?.worth).toBeCloseTo(208, 6);
  expect(least?.shortfall).toBeCloseTo(200, 6);
  const atB = { stints: [{ venue: 1, slot: 0, start: 0, days: 1, kits: [0] }] };
  const again = (of: Problem, start: Plan) => (of.kitIds.length === 1 ? atB : start);
  const check = checkPrice(problem, { plan, prices: {} }, ['2013-10-07'], again);
  expect(check.brings).toBeCloseTo(208, 6);
  expect(check.shortfall).toBeCloseTo(200, 6);
  // The one kit at b instead of a: as many people, and no session missing.
  expect(check.anyway).toBeCloseTo(200, 6);
});

test('solved again it never brings less than alone, even where solving finds nothing', () => {
  const problem = indexProblem(mondays());
  const plan = { stints: [{ venue: 0, slot: 0, start: 0, days: 1, kits: [0] }] };
  const check = checkPrice(problem, { plan, prices: {} }, ['2013-10-07'], () => ({ stints: [] }));
  expect(check.brings).toBeGreaterThanOrEqual(kitMoreByDate(problem, plan)['2013-10-07']?.worth ?? 0);
});

test('on Tuesday everything is closed, and a kit more brings nothing whatever its price says', () => {
  const problem = indexProblem(mondays());
  const check = checkPrice(problem, { plan: { stints: [] }, prices: { '2013-10-08': 3 } }, ['2013-10-08'], solveAgain);
  expect(check).toEqual({ dates: ['2013-10-08'], price: 3, brings: 0, anyway: 0, shortfall: 0 });
});

test('the kit more is a sound kit, the last of all, of a name of its own, on those dates alone', () => {
  const file = mondays();
  const more = kitMoreFile(kitMoreFile(file, ['2013-10-07']), ['2013-10-08']);
  expect(checkProblem(more)).toMatchObject({ ok: true });
  expect(new Set(more.kits.map(({ id }) => id)).size).toBe(3);
  expect(more.kits[0]).toEqual(file.kits[0]);
  expect(more.kits.slice(1).map(({ unavailable }) => unavailable)).toEqual([['2013-10-08'], ['2013-10-07']]);
});
