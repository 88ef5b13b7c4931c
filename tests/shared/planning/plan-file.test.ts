import { indexProblem } from '@jemput/shared/planning/index-problem';
import { boundOver, gapShareOf, toPlanFile } from '@jemput/shared/planning/plan-file';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import { verify } from '@jemput/shared/planning/verify';
import { describe, expect, test } from 'vitest';
import { aPool, aProblem } from '../../fixtures/a-problem.ts';

describe('the gap', () => {
  test.each([
    [90, 100, 0.1],
    [-110, -100, 0.1],
    [100, 100, 0],
    [0, 0, 0],
  ])('of %d under a bound of %d is %d', (objective, bound, gap) => {
    expect(gapShareOf(objective, bound)).toBe(gap);
  });

  test('under a bound of nought is one: JSON has no infinity to write', () => {
    expect(gapShareOf(-15, 0)).toBe(1);
  });

  test('of a pinned stint that serves nobody can be written and is found right by the recount', () => {
    const file = aProblem({
      pools: ['pajang', 'laweyan', 'bumi'].map((id) => aPool(id, { remaining: 0, minSessions: 0 })),
      pinned: [{ venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 1, kits: ['K01'] }],
    });
    const result = solve(indexProblem(file), { stop: afterSteps(1) });
    expect(result.objective).toBeLessThan(0);
    expect(Number.isFinite(result.file.gap)).toBe(true);
    expect(verify(file, result.file).faults).toEqual([]);
  });
});

describe('a bound under the objective', () => {
  test('by rounding noise is lifted to it', () => {
    expect(boundOver(20_000, 20_000 - 1e-6)).toBe(20_000);
  });

  test('by more is a fault that is told, not hidden', () => {
    expect(() => boundOver(20_000, 19_999.99)).toThrow(RangeError);
    const problem = indexProblem(aProblem());
    const { plan, certificate, objective } = solve(problem, { stop: afterSteps(5) });
    expect(() => toPlanFile(problem, plan, { bound: objective - 1, certificate }, 0)).toThrow(/under the objective/);
  });
});
