import { setImmediate, setTimeout } from 'node:timers/promises';
import type { World } from '../http/world.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { type MinuteTask, minuteTasks } from './minute-tasks.ts';

const MINUTE_MILLIS = 60_000;
/** Between two turns of a task that has more to do: pages that tell what it wrote are made anew once in so long. */
const REST_MILLIS = 250;

export interface Clock {
  /** Waits for the turns that are under way; everything has had one. */
  stop(): Promise<void>;
}

/**
 * Does what is due now, one after the other; what fails is logged and tried again in the next minute, and stops nothing else.
 *
 * @returns those that had more to do than one turn allows
 */
export async function runDue(
  world: World,
  tasks: readonly MinuteTask[] = minuteTasks,
  signal?: AbortSignal,
): Promise<MinuteTask[]> {
  const unfinished: MinuteTask[] = [];
  for (const task of tasks) {
    try {
      if ((await task.run({ ...world, actor: null }, signal)) === true) unfinished.push(task);
    } catch (error) {
      world.log.error({ err: error, task: task.name }, 'what was due this minute failed and is tried again');
    }
    await setImmediate();
  }
  return unfinished;
}

/**
 * Runs the minute's tasks until stopped, the first time once residents can be answered; a run that takes longer than a minute skips the
 * next. One that has more to do has turn after turn, and all others still have theirs every minute.
 */
export function startClock(world: World, tasks: readonly MinuteTask[] = minuteTasks): Clock {
  const ending = new AbortController();
  const going = keepGoing(world, tasks, ending.signal);
  return {
    async stop() {
      ending.abort();
      await going;
    },
  };
}

async function keepGoing(world: World, tasks: readonly MinuteTask[], signal: AbortSignal): Promise<void> {
  // Where it cannot be read each task says so itself.
  await currentTimetable({ ...world, actor: null }).catch(() => {});
  let next = performance.now();
  let unfinished: MinuteTask[] = [];
  do {
    const isDue = performance.now() >= next;
    if (isDue) next = performance.now() + MINUTE_MILLIS;
    unfinished = await runDue(world, isDue ? tasks : unfinished, signal);
    const rest = unfinished.length > 0 ? REST_MILLIS : Math.max(0, next - performance.now());
    await setTimeout(rest, undefined, { signal, ref: false }).catch(() => {});
  } while (!signal.aborted);
}
