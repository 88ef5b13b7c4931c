import { objectiveOf } from '@jemput/shared/planning/objective';
import { readStints } from '@jemput/shared/planning/plan';
import { toPlanFile } from '@jemput/shared/planning/plan-file';
import { checkProblem, indexProblem, type ProblemFile, type PublishedStintFile } from '@jemput/shared/planning/problem';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import { verify } from '@jemput/shared/planning/verify';
import { describe, expect, test } from 'vitest';
import { aPool, aProblem, someRules } from '../../fixtures/a-problem.ts';

const threeEvenings = { venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 3, kits: ['K01'] };
const firstEvening = { ...threeEvenings, days: 1 };

function faultsOf(published: object) {
  const check = checkProblem({ ...aProblem(), published: [published] });
  return check.ok ? [] : check.faults;
}

/** What is left of the objective by changed dates alone: nobody to record, no other cost. */
function costOfPlan(published: PublishedStintFile[], stints: (typeof firstEvening)[]) {
  const rules = someRules({ setupCost: 0, kmCost: 0, changeCost: 10 });
  const pools = ['pajang', 'laweyan', 'bumi'].map((id) => aPool(id, { remaining: 0, minSessions: 0 }));
  const problem = indexProblem(aProblem({ pools, rules, published }));
  return objectiveOf(problem, readStints(problem, stints));
}

describe('losing a published date', () => {
  test('costs changeCost for each person holding a number, and once where nobody does', () => {
    const published = [{ ...threeEvenings, holders: [4, 25, 0] }];
    // The 7th stands; 25 people and an evening without numbers are lost: 10 × (25 + 1).
    expect(costOfPlan(published, [firstEvening])).toMatchObject({ objective: -260, changes: 2, changeWeight: 26 });
  });

  test('costs changeCost where the file says nothing of numbers', () => {
    expect(costOfPlan([threeEvenings], [])).toMatchObject({ objective: -30, changes: 3, changeWeight: 3 });
  });

  test('counts each announcement of a date that was announced twice', () => {
    const published = [
      { ...firstEvening, holders: [4] },
      { ...firstEvening, holders: [0] },
    ];
    expect(costOfPlan(published, [])).toMatchObject({ objective: -50, changes: 2, changeWeight: 5 });
    expect(costOfPlan(published, [firstEvening])).toMatchObject({ objective: 0, changes: 0, changeWeight: 0 });
  });
});

describe('people holding numbers in a problem file', () => {
  test('may be left out or counted for every date', () => {
    expect(faultsOf(threeEvenings)).toEqual([]);
    expect(faultsOf({ ...threeEvenings, holders: [0, 12, 3] })).toEqual([]);
  });

  test.each([
    [[1, 2], '/published/0/holders', 'length'],
    [[1, 2, 3, 4], '/published/0/holders', 'length'],
    [[1, -2, 3], '/published/0/holders/1', 'too_small'],
    [[1, 2, 1.5], '/published/0/holders/2', 'invalid_type'],
    ['many', '/published/0/holders', 'invalid_type'],
  ])('%j for three dates is a fault that is named', (holders, pointer, code) => {
    expect(faultsOf({ ...threeEvenings, holders })).toMatchObject([{ pointer, code }]);
  });
});

describe('a plan', () => {
  /** Both places want the only kit on the only evening; Bumi would bring more. */
  function choice(holders: number[] | undefined): ProblemFile {
    const stint = { venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 1, kits: ['K01'] };
    return aProblem({
      horizon: { start: '2013-10-07', end: '2013-10-07' },
      kits: [{ id: 'K01', base: { lat: -7.566, lon: 110.831 }, recordingsPerHour: 18, unavailable: [] }],
      pools: [aPool('pajang', { remaining: 200 }), aPool('laweyan', { remaining: 0 }), aPool('bumi')],
      rules: someRules({ changeCost: 2, shortfallCost: 0 }),
      published: [holders ? { ...stint, holders } : stint],
    });
  }

  test('leaves an evening for a better one, but not one that many hold numbers for', () => {
    const venues = (file: ProblemFile) => {
      const { file: plan } = solve(indexProblem(file), { stop: afterSteps(5) });
      expect(verify(file, plan).faults).toEqual([]);
      return plan.stints.map((stint) => stint.venue);
    };
    expect(venues(choice(undefined))).toEqual(['bumi']);
    expect(venues(choice([60]))).toEqual(['pajang']);
  });

  test('that counts the people otherwise is found out', () => {
    const plain = indexProblem(choice(undefined));
    const { plan, certificate, bound } = solve(plain, { stop: afterSteps(5) });
    const file = toPlanFile(plain, plan, { bound, certificate }, 0);
    expect(verify(choice([60]), file).faults.join('\n')).toMatch(/objective/);
  });
});
