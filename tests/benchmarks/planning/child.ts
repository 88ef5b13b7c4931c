/** Does one task that is read from standard input, and writes what was measured. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { solveOnThreads } from '@jemput/server/planning/solve-on-threads';
import { endThreads } from '@jemput/server/threads';
import { verifyBound } from '@jemput/shared/planning/bounds/certificate';
import { greedy } from '@jemput/shared/planning/greedy';
import { objectiveOf } from '@jemput/shared/planning/objective';
import type { Plan, PlanFile } from '@jemput/shared/planning/plan';
import { indexProblem, type Problem } from '@jemput/shared/planning/problem';
import type { ProblemFile } from '@jemput/shared/planning/problem-file';
import { disrupted } from '@jemput/shared/planning/repair/disruption';
import { replan } from '@jemput/shared/planning/repair/replan';
import { rotation } from '@jemput/shared/planning/rotation';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import { afterMillis, type Progress, solve } from '@jemput/shared/planning/solve';
import { verify } from '@jemput/shared/planning/verify';
import { groupsBySpeed, oneVisitProgram, planOf } from '../one-visit/one-visit-program.ts';
import { exactSolver, solveExactly } from '../one-visit/solve-exactly.ts';
import type { Measured, Moment, Task } from './in-child.ts';

const baselines = { rotation, greedy };
const now = () => performance.now();
const since = (began: number) => (now() - began) / 1000;
const peakMiB = () => process.resourceUsage().maxRSS / 1024;

/** Under this a new process has hardly begun its threads: `jemput plan` then solves on one. */
const THREADS_PAY_SECONDS = 1;

async function measureEngine(task: Extract<Task, { kind: 'engine' }>): Promise<Measured> {
  const { file, seconds, seed, stopAtGap = -1, isRecountedTwice = false } = task;
  const pauses = monitorEventLoopDelay({ resolution: 1 });
  const began = now();
  const moments: Moment[] = [];
  const onProgress = ({ objective, bound }: Progress) => {
    const last = moments.at(-1);
    if (last?.objective !== objective || last.bound !== bound)
      moments.push({ seconds: since(began), objective, bound });
  };
  pauses.enable();
  const result =
    seconds < THREADS_PAY_SECONDS
      ? solve(indexProblem(file), { seed, stop: afterMillis(1000 * seconds, now), onProgress })
      : await solveOnThreads(file, { seed, millis: 1000 * seconds, gapShare: stopAtGap, onProgress });
  const taken = since(began);
  pauses.disable();
  const memory = peakMiB();
  const { objective, bound, steps } = result;
  moments.push({ seconds: taken, objective, bound });
  const faults = faultsOfAnswer(file, result.file, isRecountedTwice);
  await endThreads();
  const pauseMillis = pauses.max / 1e6;
  return { objective, bound, steps, seconds: taken, peakMiB: memory, pauseMillis, faults, moments };
}

/** Rules and worth by `verify`, the bound by `verifyBound`; if twice, by `verify` too, whose plain arrays take minutes. */
function faultsOfAnswer(file: ProblemFile, answer: PlanFile, isRecountedTwice: boolean): string[] {
  const { certificate, ...claims } = answer;
  const { faults } = verify(file, isRecountedTwice ? answer : claims);
  const proven = certificate ? verifyBound(indexProblem(file), certificate) : Number.POSITIVE_INFINITY;
  if (proven > answer.bound + 1e-6 * Math.max(1, Math.abs(proven)))
    faults.push(`the certificate proves ${proven}, not ${answer.bound}`);
  return faults;
}

function faultsOf(problem: Problem, plan: Plan): string[] {
  return checkRules(plan, problem).map(({ text }) => text);
}

function measureBaseline({ file, method }: Extract<Task, { kind: 'baseline' }>): Measured {
  const began = now();
  const problem = indexProblem(file);
  const plan = baselines[method](problem);
  const taken = since(began);
  const memory = peakMiB();
  const { objective } = objectiveOf(problem, plan);
  return { objective, bound: null, seconds: taken, peakMiB: memory, faults: faultsOf(problem, plan), moments: [] };
}

/** HiGHS's plan is named and recounted by our objective: both solve the same problem. */
async function measureExact({ file, seconds }: Extract<Task, { kind: 'exact' }>): Promise<Measured> {
  const highs = await exactSolver();
  const began = now();
  const problem = indexProblem(file);
  const program = oneVisitProgram(problem, groupsBySpeed(problem));
  const building = since(began);
  const answer = solveExactly(highs, program, seconds);
  const taken = since(began);
  const memory = peakMiB();
  const moments = answer.moments.map((moment) => ({ ...moment, seconds: moment.seconds + building }));
  const { bound } = answer;
  if (answer.objective === Number.NEGATIVE_INFINITY)
    return { objective: null, bound, seconds: taken, peakMiB: memory, faults: [], moments };
  const plan = planOf(problem, program, answer.chosen);
  const { objective } = objectiveOf(problem, plan);
  const faults = faultsOf(problem, plan);
  if (Math.abs(objective - answer.objective) > 1e-4 * Math.max(1, Math.abs(objective)))
    faults.push(`HiGHS says ${answer.objective}, the recount ${objective}`);
  return { objective, bound, seconds: taken, peakMiB: memory, faults, moments };
}

/** Everything that was planned is published, at changeCost a date; the busiest kit fails for good tomorrow. */
function measureReplanning({ file, planSeconds, seconds }: Extract<Task, { kind: 'replan' }>): Measured {
  const before = planned(file, planSeconds);
  const [, tomorrow = ''] = before.problem.dates;
  const kit = busiestKit(before.answer, tomorrow);
  const after = disrupted(before.file, { kind: 'kit-fails', kit, from: tomorrow, until: file.horizon.end });
  const began = now();
  const problem = indexProblem(after.file);
  const { plan, changes, people } = replan(before, problem, { stop: afterMillis(seconds * 1000, now) });
  const taken = since(began);
  const memory = peakMiB();
  const { objective } = objectiveOf(problem, plan);
  const { bound } = solve(problem, { stop: afterMillis(planSeconds * 1000, now), start: plan });
  const unforced = changes.filter((change) => !change.forced);
  const replanned = {
    pools: changes.length,
    forced: changes.length - unforced.length,
    sessionsLost: people.sessions,
    sessionsBefore: before.plan.stints.reduce((sum, stint) => sum + stint.days, 0),
    least: Math.min(...unforced.map(({ gain }) => gain)),
  };
  const faults = faultsOf(problem, plan);
  return { objective, bound, seconds: taken, peakMiB: memory, faults, moments: [], replanned };
}

function planned(file: ProblemFile, seconds: number) {
  const { plan, file: answer } = solve(indexProblem(file), { stop: afterMillis(seconds * 1000, now) });
  const published = { ...file, published: answer.stints };
  return { file: published, problem: indexProblem(published), plan, answer };
}

function busiestKit(answer: PlanFile, from: string): string {
  const days = new Map<string, number>();
  for (const stint of answer.stints) {
    if (stint.start >= from) for (const kit of stint.kits) days.set(kit, (days.get(kit) ?? 0) + stint.days);
  }
  return [...days].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

function measure(task: Task): Measured | Promise<Measured> {
  switch (task.kind) {
    case 'engine':
      return measureEngine(task);
    case 'baseline':
      return measureBaseline(task);
    case 'exact':
      return measureExact(task);
    case 'replan':
      return measureReplanning(task);
  }
}

const task: Task = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await measure(task)));
