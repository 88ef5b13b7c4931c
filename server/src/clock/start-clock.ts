import type { World } from '../http/world.ts';
import { type MinuteTask, minuteTasks } from './minute-tasks.ts';

const MINUTE_MILLIS = 60_000;

export interface Clock {
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Does what is due now, one after the other; what fails is logged and tried again in the next minute, and stops nothing else. */
export async function runDue(world: World, tasks: readonly MinuteTask[] = minuteTasks): Promise<void> {
  for (const { name, run } of tasks) {
    try {
      await run({ ...world, actor: null });
    } catch (error) {
      world.log.error({ err: error, task: name }, 'what was due this minute failed and is tried again');
    }
  }
}

/** Runs the minute's tasks until stopped; a run that takes longer than a minute skips the next. */
export function startClock(world: World): Clock {
  let underWay: Promise<void> | null = null;
  const tick = () => {
    underWay ??= runDue(world).finally(() => {
      underWay = null;
    });
  };
  const timer = setInterval(tick, MINUTE_MILLIS);
  timer.unref();
  tick();
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
