import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ProblemFile, StintFile } from '@jemput/shared/planning/problem';
import { toProgress } from '@jemput/shared/planning/run';
import { isSolved, type PlanningResult, type Progress } from '@jemput/shared/planning/solve';
import { inThread } from '../threads.ts';
import { ENOUGH, type HalfAnswers, type HalfProgress, STOP_NOW } from './solver-half.ts';

export interface ThreadedSolve {
  seed: number;
  start?: StintFile[];
  /** Milliseconds of time; with steps only, the same plan each time, as from `solve` on one thread. */
  millis?: number;
  steps?: number;
  /** Stops at this gap, 0…1. */
  gapShare?: number;
  onProgress?: (progress: Progress) => void;
  /** Stops and keeps the best so far. */
  signal?: AbortSignal;
}

/**
 * The engine on two threads, one for the plan and one for its bound. Without a time limit neither waits for the other, and
 * the answer is that of `solve` to the byte.
 *
 * @throws Error where a thread fails
 */
export async function solveOnThreads(problem: ProblemFile, options: ThreadedSolve): Promise<PlanningResult> {
  const { seed, steps, millis, signal } = options;
  const control = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const deadline = millis === undefined ? undefined : performance.timeOrigin + performance.now() + millis;
  const { port1: inbox, port2: port } = new MessageChannel();
  const second = new MessageChannel();
  const state = { step: 0, objective: Number.NEGATIVE_INFINITY, bound: Number.POSITIVE_INFINITY };
  let isEnough = false;
  const listen = ({ half, step, value }: HalfProgress) => {
    if (half === 'search') Object.assign(state, { step, objective: value });
    else state.bound = value;
    if (!Number.isFinite(state.objective) || !Number.isFinite(state.bound)) return;
    const progress = toProgress(state.step, state.objective, state.bound);
    options.onProgress?.(progress);
    const isGapReached = options.gapShare !== undefined && progress.gapShare <= options.gapShare;
    if (!isGapReached && !(millis !== undefined && isSolved(progress))) return;
    isEnough = true;
    Atomics.compareExchange(control, 0, 0, ENOUGH);
  };
  inbox.on('message', listen);
  second.port1.on('message', listen);
  const stop = () => Atomics.store(control, 0, STOP_NOW);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  const task = { problem, start: options.start, seed, steps, deadline, control };
  const run = <Half extends keyof HalfAnswers>(half: Half, rest: object, ports: MessagePort[] = []) =>
    inThread<HalfAnswers[Half]>(
      new URL('./solver-half.ts', import.meta.url),
      { ...task, ...rest, half },
      { transferList: ports },
    );
  try {
    const [found, { proven }] = await Promise.all([
      run('search', { port }, [port]),
      run('proof', { port: second.port2 }, [second.port2]),
    ]);
    return await run('answer', { found, proven, isGapReached: isEnough });
  } finally {
    stop();
    signal?.removeEventListener('abort', stop);
    inbox.close();
    second.port1.close();
  }
}
