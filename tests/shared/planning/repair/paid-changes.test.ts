import { objectiveOf } from '@jemput/shared/planning/objective';
import { type Plan, readStints } from '@jemput/shared/planning/plan';
import { indexProblem, type Problem } from '@jemput/shared/planning/problem';
import { paidChanges } from '@jemput/shared/planning/repair/paid-changes';
import { expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';

/** Three places of one kit each on one evening; kilometres cost nothing. */
function threePlaces(speeds: readonly [number, number, number]): Problem {
  const names = ['a', 'b', 'c'];
  return indexProblem(
    aProblem({
      kits: speeds.map((recordingsPerHour, at) => aKit(`K0${at + 1}`, { recordingsPerHour })),
      pools: names.map((id) => aPool(id)),
      venues: names.map((id) => aVenue(id, { maxKits: 1 })),
      rules: someRules({ kmCost: 0 }),
    }),
  );
}

function planOf(problem: Problem, kitOf: Record<string, string>): Plan {
  const stints = Object.entries(kitOf).map(([venue, kit]) => {
    return { venue, slot: 'malam', start: '2013-10-07', days: 1, kits: [kit] };
  });
  return readStints(problem, stints);
}

const worthOf = (problem: Problem, plan: Plan) => objectiveOf(problem, plan).objective;

test('kits exchanged are one change, told as other kits; what is new has its own gain, and the gains sum up', () => {
  const problem = threePlaces([18, 18, 18]);
  const before = { problem, plan: planOf(problem, { a: 'K01', b: 'K02' }) };
  const after = planOf(problem, { a: 'K02', b: 'K01', c: 'K03' });
  const changes = paidChanges(before, problem, after);
  expect(changes.map(({ pool, group, otherKit }) => [pool, group, otherKit])).toEqual([
    ['a', 0, true],
    ['b', 0, true],
    ['c', 1, false],
  ]);
  const total = worthOf(problem, after) - worthOf(problem, before.plan);
  expect(changes.map(({ gain }) => gain)).toEqual([
    expect.closeTo(0, 9),
    expect.closeTo(0, 9),
    expect.closeTo(total, 9),
  ]);
});

test('a kit passed on binds both places: what was taken cannot be given back while another has it', () => {
  const problem = threePlaces([18, 18, 18]);
  const before = { problem, plan: planOf(problem, { a: 'K01' }) };
  const after = planOf(problem, { a: 'K02', b: 'K01' });
  const changes = paidChanges(before, problem, after);
  expect(changes.map(({ pool, group }) => [pool, group])).toEqual([
    ['a', 0],
    ['b', 0],
  ]);
  const total = worthOf(problem, after) - worthOf(problem, before.plan);
  expect(changes.map(({ gain }) => gain)).toEqual([expect.closeTo(total, 9), expect.closeTo(total, 9)]);
});

test('a faster kit is more than another name', () => {
  const problem = threePlaces([18, 30, 18]);
  const before = { problem, plan: planOf(problem, { a: 'K01' }) };
  const [change] = paidChanges(before, problem, planOf(problem, { a: 'K02' }));
  expect(change).toMatchObject({ pool: 'a', otherKit: false });
});
