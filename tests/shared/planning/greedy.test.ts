import { greedy } from '@jemput/shared/planning/greedy';
import { writeStints } from '@jemput/shared/planning/plan';
import { indexProblem } from '@jemput/shared/planning/problem';
import type { ProblemFile } from '@jemput/shared/planning/problem-file';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../fixtures/a-problem.ts';
import { aRandomProblem } from '../../fixtures/a-random-problem.ts';

/** One Monday; everybody who is left comes, as many as two pools have; a kit records 90. */
function aMonday(people: Record<string, number>, over: Partial<ProblemFile> = {}): ProblemFile {
  const ids = Object.keys(people);
  return aProblem({
    horizon: { start: '2013-10-07', end: '2013-10-07' },
    pools: ids.map((id) => aPool(id, { remaining: people[id] ?? 0, minSessions: 0 })),
    venues: ids.map((id) => aVenue(id, { rate: { malam: [1, 1, 1, 1, 1, 1, 1] }, dispersion: 0 })),
    ...over,
  });
}

function placesOf(file: ProblemFile) {
  const problem = indexProblem(file);
  return writeStints(problem, greedy(problem)).map(({ venue, kits }) => `${venue} ${kits.length}`);
}

test('a kit goes where it records most', () => {
  expect(placesOf(aMonday({ few: 50, many: 80 }, { kits: [aKit('K01')] }))).toEqual(['many 1']);
});

test('a pool that must be visited goes before a larger one', () => {
  const file = aMonday({ few: 50, many: 80 }, { kits: [aKit('K01')] });
  const pools = [aPool('few', { remaining: 50, minSessions: 1 }), aPool('many', { remaining: 80, minSessions: 0 })];
  expect(placesOf({ ...file, pools })).toEqual(['few 1']);
});

test('a second kit joins a crowd of 400 rather than serve 20 people elsewhere', () => {
  expect(placesOf(aMonday({ few: 20, crowd: 400 }))).toEqual(['crowd 2']);
});

test('nobody is sent where fewer come than a set-up is worth', () => {
  expect(placesOf(aMonday({ few: 14, many: 16 }))).toEqual(['many 1']);
});

test('the reserve stays at home', () => {
  const rules = someRules({ reserveKits: 1 });
  expect(placesOf(aMonday({ one: 80, other: 70 }, { rules }))).toEqual(['one 1']);
});

test('the nearest kit goes', () => {
  const file = aMonday({ many: 80 }, { kits: [aKit('far', { base: { lat: -6, lon: 107 } }), aKit('near')] });
  const problem = indexProblem(file);
  expect(writeStints(problem, greedy(problem))[0]?.kits).toEqual(['near']);
});

test('its plan keeps every rule on every problem, pinned stints included', () => {
  fc.assert(
    fc.property(aRandomProblem({ pools: 5, kits: 3, dates: 20, maxDays: 4 }), (file) => {
      const problem = indexProblem(file);
      expect(checkRules(greedy(problem), problem)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
