import type { MessagePort } from 'node:worker_threads';
import { indexProblem } from '@jemput/shared/planning/index-problem';
import { readStints } from '@jemput/shared/planning/plan';
import type { Proven } from '@jemput/shared/planning/plan-file';
import { type Problem, type ProblemFile, type StintFile, toStintFile } from '@jemput/shared/planning/problem';
import { Proof } from '@jemput/shared/planning/proof';
import { toProgress, toResult } from '@jemput/shared/planning/run';
import { Search } from '@jemput/shared/planning/search/search';
import { isInfeasible, type PlanningResult, statusOf } from '@jemput/shared/planning/solve';

/** What `control[0]` says to both halves. */
export const GO_ON = 0;
export const STOP_NOW = 1;
/** Stop, but prove once more as tightly as can be. */
export const ENOUGH = 2;

export interface HalfTask {
  half: 'search' | 'proof';
  problem: ProblemFile;
  start: StintFile[] | undefined;
  seed: number;
  steps: number | undefined;
  /** Milliseconds of the epoch: threads have clocks of their own that begin when they do. */
  deadline: number | undefined;
  control: Int32Array;
  port: MessagePort;
}

/** What both halves found, to be put together. */
export interface AnswerTask {
  half: 'answer';
  problem: ProblemFile;
  seed: number;
  found: HalfAnswers['search'];
  proven: Proven;
  isGapReached: boolean;
}

/** After a step: the best objective so far, or the bound. */
export interface HalfProgress {
  half: 'search' | 'proof';
  step: number;
  value: number;
}

export interface HalfAnswers {
  search: { steps: number; stints: StintFile[]; objective: number };
  proof: { steps: number; proven: Proven };
  answer: PlanningResult;
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

/** The plan's half of a run, or the bound's: neither needs the other, so each takes a core. */
export default function work(task: HalfTask | AnswerTask): HalfAnswers[keyof HalfAnswers] {
  const problem = indexProblem(task.problem);
  if (task.half === 'answer') return answer(problem, task);
  return task.half === 'search' ? search(problem, task) : prove(problem, task);
}

function isOverFor({ control, deadline }: HalfTask): () => boolean {
  return () => Atomics.load(control, 0) !== GO_ON || (deadline !== undefined && now() >= deadline);
}

function search(problem: Problem, task: HalfTask): HalfAnswers['search'] {
  const isOver = isOverFor(task);
  const start = task.start && readStints(problem, task.start);
  const run = new Search(problem, { seed: task.seed, start, isOver });
  let step = 0;
  for (; step < (task.steps ?? Number.POSITIVE_INFINITY) && !isOver(); step++) {
    run.step();
    tell(task, step + 1, run.best.objective);
  }
  const stints = run.best.plan.stints.map((stint) => toStintFile(problem, stint));
  return { steps: step, stints, objective: run.best.objective };
}

/** How much longer than the one before a last proof may take. */
const SLACK = 1.3;

function prove(problem: Problem, task: HalfTask): HalfAnswers['proof'] {
  const { control, deadline, steps = Number.POSITIVE_INFINITY } = task;
  let isFinishing = false;
  const isCut = isOverFor(task);
  const isOver = () => !(isFinishing && Atomics.load(control, 0) === ENOUGH) && isCut();
  const run = new Proof(problem, { seed: task.seed, isOver });
  let step = 0;
  let proofMillis = 0;
  let stepMillis = 0;
  const hasTimeForMore = () =>
    deadline === undefined || proofMillis === 0 || now() + stepMillis + SLACK * proofMillis < deadline;
  for (; step < steps && !run.isDone(step) && !isOver() && hasTimeForMore(); step++) {
    tell(task, step, run.proven.bound);
    const began = now();
    run.step(step);
    if (run.provesAt(step)) proofMillis = now() - began;
    else stepMillis = now() - began;
  }
  isFinishing = true;
  if (!hasTimeForMore()) run.proveAgain();
  else if (Atomics.load(control, 0) !== STOP_NOW) run.finish();
  return { steps: step, proven: run.proven };
}

function answer(problem: Problem, { found, proven, seed, isGapReached }: AnswerTask): PlanningResult {
  const { steps, objective } = found;
  const last = toProgress(steps, objective, proven.bound);
  const status = isInfeasible(problem) ? 'infeasible' : statusOf(last, isGapReached);
  return toResult(problem, readStints(problem, found.stints), proven, { status, steps, seed });
}

function tell({ half, port }: HalfTask, step: number, value: number): void {
  const progress: HalfProgress = { half, step, value };
  port.postMessage(progress);
}
