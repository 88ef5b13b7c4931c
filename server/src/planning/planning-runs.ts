import { randomUUID } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import type { RunState } from '@jemput/shared/planning/draft';
import type { PlanningResult, Progress } from '@jemput/shared/planning/solve';
import type { Context } from '../context.ts';
import { Conflict, NotFound } from '../errors.ts';
import { computePlan, type SolverTask } from './compute-plan.ts';

/** Runs at once: each takes a core for its seconds. */
const MOST_RUNNING = 2;
/** Finished runs that can still be asked about. */
const MOST_KEPT = 50;

export interface SolverResult {
  result: Pick<PlanningResult, 'status' | 'file' | 'steps'>;
  progress: Progress;
  seconds: number;
}

interface Run {
  id: string;
  by: string;
  startedAt: number;
  state: RunState;
  cancelled: AbortController;
  changed: EventEmitter;
}

const runs = new Map<string, Run>();

function isRunning(run: Run): boolean {
  return run.state.state === 'running';
}

/**
 * Starts the engine in threads of its own.
 *
 * @param store keeps the result and answers the draft's new revision; what it throws is told to those who watch
 * @throws Conflict where the plan is already being computed, or too many are
 */
export function startRun(
  ctx: Pick<Context, 'now' | 'zone' | 'actor' | 'log'>,
  plan: { id: string; revision: number },
  task: SolverTask,
  store: (result: SolverResult) => Promise<number>,
): { runId: string } {
  refuseSecond(plan.id, ctx.zone);
  const run: Run = {
    id: randomUUID(),
    by: ctx.actor?.name ?? 'somebody',
    startedAt: ctx.now(),
    state: {
      state: 'running',
      step: -1,
      objective: 0,
      bound: 0,
      gapShare: 0,
      seconds: 0,
      planId: plan.id,
      revision: plan.revision,
    },
    cancelled: new AbortController(),
    changed: new EventEmitter().setMaxListeners(0),
  };
  runs.set(run.id, run);
  forgetOldest();
  void compute(run, task, store, ctx);
  return { runId: run.id };
}

const PROGRESS_MILLIS = 100;

async function compute(
  run: Run,
  task: SolverTask,
  store: (result: SolverResult) => Promise<number>,
  { log }: Pick<Context, 'log'>,
): Promise<void> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let told = Number.NEGATIVE_INFINITY;
  const onProgress = (progress: Progress) => {
    if (performance.now() - told < PROGRESS_MILLIS) return;
    told = performance.now();
    setState(run, { ...progress, seconds: seconds() });
  };
  try {
    const { status, file, steps, objective, bound, gapShare } = await computePlan(
      task,
      onProgress,
      run.cancelled.signal,
    );
    const progress = { step: steps, objective, bound, gapShare };
    await finish(run, { result: { status, file, steps }, progress, seconds: seconds() }, store, log);
  } catch (error) {
    log.error({ err: error, runId: run.id }, 'the planning engine failed');
    fail(run, 'The planning engine failed on our side.');
  }
}

async function finish(
  run: Run,
  result: SolverResult,
  store: (result: SolverResult) => Promise<number>,
  log: Context['log'],
): Promise<void> {
  const reached = { ...result.progress, seconds: result.seconds };
  try {
    const revision = await store(result);
    const state = run.cancelled.signal.aborted ? 'cancelled' : 'done';
    setState(run, { ...reached, state, revision });
  } catch (error) {
    const known = error instanceof Conflict || error instanceof NotFound;
    if (!known) log.error({ err: error, runId: run.id }, 'a computed plan was not stored');
    fail(
      run,
      known ? `${error.message} The computed plan was not stored.` : 'The plan was not stored: a fault on our side.',
    );
  }
}

function fail(run: Run, message: string): void {
  if (isRunning(run)) setState(run, { state: 'failed', message });
}

function setState(run: Run, change: Partial<RunState>): void {
  run.state = { ...run.state, ...change };
  run.changed.emit('change');
}

function refuseSecond(planId: string, zone: string): void {
  const running = [...runs.values()].filter(isRunning);
  const same = running.find((run) => run.state.planId === planId);
  const since = (run: Run) => `${run.by} started at ${instantOf(run.startedAt, zone)}`;
  if (same) throw new Conflict(`This plan is being computed already: ${since(same)}.`);
  if (running.length >= MOST_RUNNING) {
    throw new Conflict(
      `${running.length} plans are being computed now (${running.map(since).join('; ')}). Try again soon.`,
    );
  }
}

function forgetOldest(): void {
  for (const [id, run] of runs) {
    if (runs.size <= MOST_KEPT) return;
    if (!isRunning(run)) runs.delete(id);
  }
}

function getRun(runId: string): Run {
  const run = runs.get(runId);
  if (!run) throw new NotFound(`There is no planning run ${runId}; runs are forgotten when the server restarts.`);
  return run;
}

/** Asks a run to stop; its best plan so far is kept. A run that has ended stays as it is. */
export function cancelRun({ runId }: { runId: string }): { runId: string } {
  getRun(runId).cancelled.abort();
  return { runId };
}

/**
 * The states of a run from the first that says something to its last; newest only, where the reader is slow.
 *
 * @throws NotFound at once, where there is no such run
 */
export function watchRun({ runId }: { runId: string }, signal?: AbortSignal): AsyncGenerator<RunState> {
  return follow(getRun(runId), signal);
}

async function* follow(run: Run, signal: AbortSignal | undefined): AsyncGenerator<RunState> {
  if (signal?.aborted) return;
  const changes = on(run.changed, 'change', signal ? { signal } : {});
  let told: RunState | undefined;
  try {
    if (run.state.step >= 0 || !isRunning(run)) {
      told = run.state;
      yield told;
    }
    while (told === undefined || told.state === 'running') {
      await changes.next();
      if (run.state === told) continue;
      told = run.state;
      yield told;
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    await changes.return?.();
  }
}
