import { parseArgs } from 'node:util';
import { checkPlan } from '@jemput/shared/planning/plan';
import { checkProblem, indexProblem } from '@jemput/shared/planning/problem';
import { verify as verifyPlan } from '@jemput/shared/planning/verify';
import { BadInput, type CommandIo, faultLines, orBadInput, processIo, readJson } from './command-io.ts';

const USAGE = 'usage: jemput verify PROBLEM.json PLAN.json';

/** `jemput verify`: exit 0 the plan is what it says, 1 it is not (one line a fault), 2 bad input or usage. */
export async function verify(args: string[]): Promise<number> {
  return verifyCommand(args, processIo);
}

export async function verifyCommand(args: string[], io: CommandIo): Promise<number> {
  return orBadInput(io, USAGE, async () => {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    const [problemPath, planPath, ...more] = positionals;
    if (problemPath === undefined || planPath === undefined || more.length > 0) {
      throw new BadInput([`a problem file and a plan file are needed, got ${positionals.length}`, USAGE]);
    }
    const problem = checkProblem(await readJson(problemPath));
    if (!problem.ok) throw new BadInput(faultLines(problemPath, problem.faults));
    const plan = checkPlan(await readJson(planPath), indexProblem(problem.problem));
    if (!plan.ok) throw new BadInput(faultLines(planPath, plan.faults));
    const { faults, objective, bound } = verifyPlan(problem.problem, plan.file);
    for (const fault of faults) io.out(`${fault}\n`);
    if (faults.length > 0) return 1;
    const proven =
      bound === undefined ? 'no certificate, so the bound is not recounted' : `prices prove ${bound.toFixed(3)}`;
    const gap = (100 * plan.file.gap).toFixed(3);
    io.out(
      `feasible; objective ${objective.toFixed(3)}; bound ${plan.file.bound.toFixed(3)} (${proven}); gap ${gap} %\n`,
    );
    return 0;
  });
}
