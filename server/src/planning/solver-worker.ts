import { parentPort, workerData } from 'node:worker_threads';
import type { ProposePlan } from '@jemput/shared/planning/draft';
import { indexProblem } from '@jemput/shared/planning/index-problem';
import { readStints } from '@jemput/shared/planning/plan';
import type { ProblemFile, StintFile } from '@jemput/shared/planning/problem';
import { rotation } from '@jemput/shared/planning/rotation';
import {
  afterMillis,
  afterSteps,
  anyOf,
  type PlanningResult,
  type Progress,
  type StopRule,
  solve,
} from '@jemput/shared/planning/solve';

/** What a planning run is started with. */
export interface SolverTask extends Pick<ProposePlan, 'seconds' | 'steps' | 'seed' | 'method'> {
  problem: ProblemFile;
  start: StintFile[];
  /** One shared integer: 1 asks to stop and keep the best plan so far. */
  cancelled: Int32Array;
}

export type SolverMessage =
  | { type: 'progress'; progress: Progress; seconds: number }
  | { type: 'result'; result: Pick<PlanningResult, 'status' | 'file' | 'steps'>; progress: Progress; seconds: number };

const PROGRESS_MILLIS = 100;

function work(task: SolverTask, post: (message: SolverMessage) => void): void {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const problem = indexProblem(task.problem);
  const isCancelled: StopRule = () => (Atomics.load(task.cancelled, 0) === 1 ? 'now' : false);
  const limits = [isCancelled, afterMillis(task.seconds * 1000, () => performance.now())];
  if (task.method === 'rotation') limits.push(afterSteps(0));
  else if (task.steps !== undefined) limits.push(afterSteps(task.steps));
  let posted = Number.NEGATIVE_INFINITY;
  const result = solve(problem, {
    stop: anyOf(...limits),
    seed: task.seed ?? 0,
    start: task.method === 'rotation' ? rotation(problem) : readStints(problem, task.start),
    onProgress: (progress) => {
      if (performance.now() - posted < PROGRESS_MILLIS) return;
      posted = performance.now();
      post({ type: 'progress', progress, seconds: seconds() });
    },
  });
  const { status, file, steps, objective, bound, gapShare } = result;
  const progress = { step: steps, objective, bound, gapShare };
  post({ type: 'result', result: { status, file, steps }, progress, seconds: seconds() });
}

const port = parentPort;
if (port) work(workerData as SolverTask, (message) => port.postMessage(message));
