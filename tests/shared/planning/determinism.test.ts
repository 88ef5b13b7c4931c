import { checkProblem, indexProblem } from '@jemput/shared/planning/problem';
import { afterMillis, afterSteps, anyOf, solve } from '@jemput/shared/planning/solve';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeInstance } from '../../benchmarks/instances/instance.ts';
import { instance, sizes } from '../../benchmarks/instances/sizes.ts';
import { aRandomProblem } from '../../fixtures/a-random-problem.ts';

const STEPS = 6;

/** A quarter of Solo over four weeks: kits of three speeds, outages, a reserve, market days. */
function quarter(seed: number) {
  const shape = sizes.solo();
  const places = shape.places.slice(0, 13);
  const horizon = { start: '2013-10-07', end: '2013-11-03' };
  return makeInstance({ ...shape, places, horizon, kits: 4, remaining: 8000 }, seed);
}

test.each([1, 2])('an instance of seed %i is planned to the same byte twice', (seed) => {
  const plan = () => JSON.stringify(solve(indexProblem(quarter(seed)), { seed: 4, stop: afterSteps(STEPS) }).file);
  expect(plan()).toBe(plan());
});

test('another seed is another search', () => {
  const problem = indexProblem(quarter(1));
  const plan = (seed: number) => JSON.stringify(solve(problem, { seed, stop: afterSteps(STEPS) }).file.stints);
  expect(new Set([1, 2, 3, 4].map(plan)).size).toBeGreaterThan(1);
});

test('neither what was planned before nor a clock that is asked changes the plan of so many steps', () => {
  fc.assert(
    fc.property(aRandomProblem({ pools: 5, kits: 3, dates: 14, maxDays: 4 }), fc.nat({ max: 99 }), (file, seed) => {
      const problem = indexProblem(file);
      const first = solve(problem, { seed, stop: afterSteps(STEPS) });
      solve(problem, { seed: seed + 1, stop: afterSteps(3) });
      let asked = 0;
      const clock = afterMillis(Number.MAX_SAFE_INTEGER, () => ++asked);
      const again = solve(problem, { seed, stop: anyOf(clock, afterSteps(STEPS)) });
      expect(JSON.stringify(again.file)).toBe(JSON.stringify(first.file));
      expect(asked).toBeGreaterThan(1);
    }),
    { numRuns: 12 },
  );
});

test('instances are the same for the same seed, differ with it, and are problems that are accepted', () => {
  for (const size of ['solo', 'city', 'regency'] as const) {
    const file = instance(size, 1);
    expect(instance(size, 1)).toEqual(file);
    expect(instance(size, 2).pools).not.toEqual(file.pools);
    expect(checkProblem(file)).toMatchObject({ ok: true });
  }
});
