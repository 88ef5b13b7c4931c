import { verifyBound } from '@jemput/shared/planning/bounds/certificate';
import { greedy } from '@jemput/shared/planning/greedy';
import { objectiveOf } from '@jemput/shared/planning/objective';
import { checkProblem, indexProblem, type Problem, type ProblemFile } from '@jemput/shared/planning/problem';
import { rotation } from '@jemput/shared/planning/rotation';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import { afterSteps, solve } from '@jemput/shared/planning/solve';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { instance } from '../../benchmarks/instances/sizes.ts';
import { eachKitAlone, oneVisitProgram, planOf } from '../../benchmarks/one-visit/one-visit-program.ts';
import { exactSolver, solveExactly } from '../../benchmarks/one-visit/solve-exactly.ts';
import { aRandomProblem } from '../../fixtures/a-random-problem.ts';

const SECONDS = 30;
/** HiGHS keeps rows and whole numbers to 1e-6. */
const TOLERANCE = 1e-5;

/** What HiGHS can be asked: a pool is visited once, kilometres are free, nothing is pinned or published. */
const oneVisit = aRandomProblem({ pools: 4, kits: 3, dates: 9, maxDays: 3 }).map(
  (file): ProblemFile => ({
    ...file,
    rules: { ...file.rules, kmCost: 0, revisitGapDays: 800 },
    pinned: [],
    published: [],
  }),
);

function read(file: ProblemFile): Problem {
  const check = checkProblem(file);
  if (!check.ok) throw new Error(JSON.stringify(check.faults));
  return indexProblem(check.problem);
}

describe('against the optimum that HiGHS proves where every pool is visited once', () => {
  let highs: Awaited<ReturnType<typeof exactSolver>>;
  beforeAll(async () => {
    highs = await exactSolver();
  });

  test('bound ≥ optimum ≥ objective, with outages, reserve and each kit’s own week', () => {
    fc.assert(
      fc.property(oneVisit, fc.nat({ max: 100 }), (file, seed) => {
        const problem = read(file);
        const exact = solveExactly(highs, oneVisitProgram(problem, eachKitAlone(problem)), SECONDS);
        const slack = TOLERANCE * Math.max(1, Math.abs(exact.objective));
        const { bound, objective } = solve(problem, { seed, stop: afterSteps(12) });
        expect(exact.isOptimal).toBe(true);
        expect(bound).toBeGreaterThanOrEqual(exact.objective - slack);
        expect(objective).toBeLessThanOrEqual(exact.objective + slack);
      }),
      { numRuns: 200 },
    );
  });

  test('the integer program is the same problem: its plan keeps the rules and is worth what HiGHS says', () => {
    fc.assert(
      fc.property(oneVisit, (file) => {
        const problem = read(file);
        const program = oneVisitProgram(problem, eachKitAlone(problem));
        const { chosen, objective } = solveExactly(highs, program, SECONDS);
        const plan = planOf(problem, program, chosen);
        expect(checkRules(plan, problem)).toEqual([]);
        expect(objectiveOf(problem, plan).objective).toBeCloseTo(objective, 4);
      }),
      { numRuns: 60 },
    );
  });
});

test('on Solo the bound is above the plan of every method there is, whatever it begins with', () => {
  const problem = indexProblem(instance('solo', 1));
  const starts = [rotation(problem), greedy(problem), undefined];
  const results = starts.map((start) => solve(problem, { stop: afterSteps(2), ...(start ? { start } : {}) }));
  const objectives = [
    ...results.map(({ objective }) => objective),
    objectiveOf(problem, rotation(problem)).objective,
    objectiveOf(problem, greedy(problem)).objective,
  ];
  const bounds = results.map(({ certificate }) => verifyBound(problem, certificate));
  expect(Math.min(...bounds)).toBeGreaterThanOrEqual(Math.max(...objectives));
});
