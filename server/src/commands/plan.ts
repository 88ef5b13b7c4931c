import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { greedy } from '@jemput/shared/planning/greedy';
import type { PlanFile } from '@jemput/shared/planning/plan';
import { toPlanFile } from '@jemput/shared/planning/plan-file';
import { checkProblem, indexProblem, type Problem } from '@jemput/shared/planning/problem';
import { rotation } from '@jemput/shared/planning/rotation';
import {
  afterMillis,
  afterSteps,
  anyOf,
  atGap,
  type PlanningResult,
  type Progress,
  type StopRule,
  solve,
} from '@jemput/shared/planning/solve';
import { solveOnThreads } from '../planning/solve-on-threads.ts';
import { endThreads } from '../threads.ts';
import {
  BadInput,
  type CommandIo,
  faultLines,
  orBadInput,
  processIo,
  readJson,
  refuseUnwritable,
} from './command-io.ts';

const USAGE = `usage: jemput plan PROBLEM.json [--out PLAN.json] [--seconds S] [--steps N] [--gap G] [--seed K] [--threads 1|2] [--method rotation|greedy]
  --seconds S  stop after S seconds (10 where neither --seconds nor --steps is given)
  --steps N    stop after N steps; same problem, seed and steps give the same file to the byte
  --gap G      stop at a gap of G, 0 to 1
  --seed K     whole number (0)
  Ctrl-C       stops and keeps the best plan so far
  --threads T  2 computes plan and bound side by side, 1 in turn (2; 1 under a second)
  --method rotation  the practice of 2013 instead of a search: 2 kits, 3 days, places in order
  --method greedy    day by day where one more kit records most, instead of a search`;

/** Plans that are made at once, to compare the search with. */
const baselines = { rotation, greedy } as const;
type BaselineName = keyof typeof baselines;

interface PlanArgs {
  problemPath: string;
  outPath: string | undefined;
  seconds: number | undefined;
  steps: number | undefined;
  gapShare: number | undefined;
  seed: number;
  threads: number;
  baseline: BaselineName | undefined;
}

/** `jemput plan`: exit 0 planned, 2 bad input or usage, 3 no feasible plan. */
export async function plan(args: string[]): Promise<number> {
  return planCommand(args, processIo);
}

export async function planCommand(args: string[], io: CommandIo): Promise<number> {
  return orBadInput(io, USAGE, async () => {
    const options = readArgs(args);
    const problem = await readProblem(options.problemPath);
    if (options.outPath) await refuseUnwritable(options.outPath);
    const file = options.baseline ? planByBaseline(problem, options, io) : await planBySearch(problem, options, io);
    if (!file) {
      const { reserveKits } = problem.rules;
      io.err(
        `No plan can keep the rules: ${reserveKits} kits must stand idle and there are ${problem.kitIds.length}.\n`,
      );
      return 3;
    }
    const text = `${JSON.stringify(file, null, 1)}\n`;
    if (options.outPath) await writeFile(options.outPath, text);
    else io.out(text);
    return 0;
  });
}

function readArgs(args: string[]): PlanArgs {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: text, seconds: text, steps: text, gap: text, seed: text, threads: text, method: text },
  });
  const faults: string[] = [];
  const number = (
    name: 'seconds' | 'steps' | 'gap' | 'seed' | 'threads',
    expected: string,
    allows: (value: number) => boolean,
  ) => {
    const given = values[name];
    if (given === undefined) return undefined;
    const value = given.trim() === '' ? Number.NaN : Number(given);
    if (!Number.isFinite(value) || !allows(value)) faults.push(`--${name}: got "${given}", expected ${expected}`);
    return value;
  };
  const seconds = number('seconds', 'a number of seconds, 0 or more', (value) => value >= 0);
  const steps = number('steps', 'a whole number, 0 or more', (value) => Number.isInteger(value) && value >= 0);
  const gapShare = number('gap', 'a share from 0 to 1', (value) => value >= 0 && value <= 1);
  const seed = number(
    'seed',
    'a whole number from 0 to 4294967295',
    (value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32,
  );
  const threads = number('threads', '1 or 2', (value) => value === 1 || value === 2);
  const baseline = (Object.keys(baselines) as BaselineName[]).find((name) => name === values.method);
  if (values.method !== undefined && !baseline)
    faults.push(`--method: got "${values.method}", expected ${Object.keys(baselines).join(' or ')}`);
  const [problemPath, ...more] = positionals;
  if (problemPath === undefined || more.length > 0)
    faults.push(`one problem file is needed, got ${positionals.length}`, USAGE);
  else if (problemPath === '-') faults.push('-: standard input is not read. Give the path of a problem file.');
  if (faults.length > 0 || problemPath === undefined) throw new BadInput(faults);
  return {
    problemPath,
    outPath: values.out,
    seconds,
    steps,
    gapShare,
    seed: seed ?? 0,
    threads: threads ?? (seconds !== undefined && seconds < THREADS_PAY_SECONDS ? 1 : 2),
    baseline,
  };
}

async function readProblem(path: string): Promise<Problem> {
  const check = checkProblem(await readJson(path));
  if (!check.ok) throw new BadInput(faultLines(path, check.faults));
  return indexProblem(check.problem);
}

const DEFAULT_SECONDS = 10;
/** Under this a thread is hardly awake before its time is over. */
const THREADS_PAY_SECONDS = 1;
/** Enough for a bound worth comparing a baseline with. */
const BASELINE_STEPS = 40;

function timeLimit({ seconds, steps }: Pick<PlanArgs, 'seconds' | 'steps'>): number | undefined {
  return seconds ?? (steps === undefined ? DEFAULT_SECONDS : undefined);
}

function stopRule({ seconds, steps, gapShare }: PlanArgs, io: CommandIo): StopRule {
  const rules: StopRule[] = [];
  if (gapShare !== undefined) rules.push(atGap(gapShare));
  if (steps !== undefined) rules.push(afterSteps(steps));
  const limit = timeLimit({ seconds, steps });
  if (limit !== undefined) rules.push(afterMillis(limit * 1000, io.now));
  return anyOf(...rules);
}

/** Time spent, left at 0 where only steps limit the run: such a file is the same to the byte each time. */
function secondsSpent({ seconds, steps }: PlanArgs, began: number, io: CommandIo): number {
  return steps !== undefined && seconds === undefined ? 0 : Math.round((io.now() - began) / 10) / 100;
}

async function planBySearch(problem: Problem, options: PlanArgs, io: CommandIo): Promise<PlanFile | undefined> {
  const began = io.now();
  const result = await solveAsAsked(problem, options, io);
  if (result.status === 'infeasible') return undefined;
  const { objective, bound, gapShare, status, steps } = result;
  io.err(
    `${status} after ${steps} steps: objective ${objective.toFixed(1)}, bound ${bound.toFixed(1)}, gap ${percent(gapShare)}\n`,
  );
  return { ...result.file, seconds: secondsSpent(options, began, io) };
}

async function solveAsAsked(problem: Problem, options: PlanArgs, io: CommandIo): Promise<PlanningResult> {
  const { seed, steps, gapShare } = options;
  const onProgress = progressLines(io);
  if (options.threads === 1) return solve(problem, { stop: stopRule(options, io), seed, onProgress });
  const seconds = timeLimit(options);
  const limits = {
    ...(seconds === undefined ? {} : { millis: seconds * 1000 }),
    ...(steps === undefined ? {} : { steps }),
    ...(gapShare === undefined ? {} : { gapShare }),
  };
  const interrupted = new AbortController();
  const interrupt = () => {
    io.err('Interrupted: the best plan so far is kept.\n');
    interrupted.abort();
  };
  process.once('SIGINT', interrupt);
  try {
    return await solveOnThreads(problem.file, { seed, ...limits, onProgress, signal: interrupted.signal });
  } finally {
    process.removeListener('SIGINT', interrupt);
    await endThreads();
  }
}

function planByBaseline(problem: Problem, options: PlanArgs, io: CommandIo): PlanFile | undefined {
  const { baseline = 'rotation', steps = BASELINE_STEPS, seed } = options;
  const began = io.now();
  const limited = { ...options, steps };
  const proof = solve(problem, { stop: stopRule(limited, io), seed });
  if (proof.status === 'infeasible') return undefined;
  const file = toPlanFile(problem, baselines[baseline](problem), proof, seed);
  io.err(
    `${baseline}: objective ${file.objective.toFixed(1)}, bound ${file.bound.toFixed(1)}, gap ${percent(file.gap)}\n`,
  );
  return { ...file, seconds: secondsSpent(limited, began, io) };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** A line at most once a second. */
function progressLines(io: CommandIo): (progress: Progress) => void {
  const began = io.now();
  let last = began - 1000;
  return ({ step, objective, bound, gapShare }) => {
    const now = io.now();
    if (now - last < 1000) return;
    last = now;
    const seconds = ((now - began) / 1000).toFixed(0);
    io.err(
      `${seconds} s, step ${step}: objective ${objective.toFixed(1)}, bound ${bound.toFixed(1)}, gap ${percent(gapShare)}\n`,
    );
  };
}
