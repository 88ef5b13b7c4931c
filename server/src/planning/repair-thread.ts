import { Mutex, Semaphore } from 'async-mutex';
import { Conflict } from '../errors.ts';
import { inThread } from '../threads.ts';
import type { RepairResults, RepairTask } from './repair-worker.ts';

/** Threads at once, and questions that wait for one: each takes a core for a second or two. */
const MOST_RUNNING = 2;
const MOST_WAITING = 4;

const cores = new Semaphore(MOST_RUNNING);
const turn = new Mutex();
let asked = 0;

/**
 * Computes for somebody who waits for the answer, in a thread of its own, so that everybody else is served meanwhile.
 *
 * @throws Conflict where too many are waiting already
 */
export async function inRepairThread<Task extends RepairTask>(task: Task): Promise<RepairResults[Task['kind']]> {
  if (asked >= MOST_RUNNING + MOST_WAITING) {
    throw new Conflict(`${asked} such questions are being computed or wait. Try again in a moment.`);
  }
  asked += 1;
  try {
    return await cores.runExclusive(() => atOnce(task));
  } finally {
    asked -= 1;
  }
}

/** The same for work that may wait: one after another, whatever becomes of those before. */
export function inTurn<Task extends RepairTask>(task: Task): Promise<RepairResults[Task['kind']]> {
  return turn.runExclusive(() => atOnce(task));
}

/** A thread at once, for a short count that nobody can ask for often. */
export function atOnce<Task extends RepairTask>(task: Task): Promise<RepairResults[Task['kind']]> {
  return inThread(new URL('./repair-worker.ts', import.meta.url), task);
}
