import type { ProposePlan } from '@jemput/shared/planning/draft';
import { indexProblem } from '@jemput/shared/planning/index-problem';
import type { ProblemFile, StintFile } from '@jemput/shared/planning/problem';
import { toStintFile } from '@jemput/shared/planning/problem';
import { rotation } from '@jemput/shared/planning/rotation';
import type { PlanningResult, Progress } from '@jemput/shared/planning/solve';
import { solveOnThreads } from './solve-on-threads.ts';

/** What a planning run is started with. */
export interface SolverTask extends Pick<ProposePlan, 'seconds' | 'steps' | 'seed' | 'method'> {
  problem: ProblemFile;
  start: StintFile[];
}

/** The engine's plan, or the practice of 2013 with a first bound beside it. */
export function computePlan(
  { problem: file, start, seconds, steps, seed = 0, method }: SolverTask,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<PlanningResult> {
  const limits = { millis: seconds * 1000, onProgress, signal, seed };
  if (method === 'rotation') {
    const problem = indexProblem(file);
    const practice = rotation(problem).stints.map((stint) => toStintFile(problem, stint));
    return solveOnThreads(file, { ...limits, start: practice, steps: 0 });
  }
  return solveOnThreads(file, { ...limits, start, ...(steps === undefined ? {} : { steps }) });
}
