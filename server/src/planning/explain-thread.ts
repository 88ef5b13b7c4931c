import { Semaphore } from 'async-mutex';
import { Conflict } from '../errors.ts';
import { inThread } from '../threads.ts';
import type { ExplainResults, ExplainTask } from './explain-worker.ts';

/** Threads at once, and questions that wait for one: each takes a core for a second or a few. */
const MOST_RUNNING = 2;
const MOST_WAITING = 6;

const cores = new Semaphore(MOST_RUNNING);
let asked = 0;

/**
 * Computes in a thread of its own, so that everybody else is answered meanwhile.
 *
 * @throws Conflict where too many are waiting already
 */
export async function inExplainThread<Task extends ExplainTask>(task: Task): Promise<ExplainResults[Task['kind']]> {
  if (asked >= MOST_RUNNING + MOST_WAITING) {
    throw new Conflict(`${asked} such questions are being computed or wait. Try again in a moment.`);
  }
  asked += 1;
  try {
    return await cores.runExclusive(() => inThread(new URL('./explain-worker.ts', import.meta.url), task));
  } finally {
    asked -= 1;
  }
}
