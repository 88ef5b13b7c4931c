import { Worker } from 'node:worker_threads';
import { Conflict } from '../errors.ts';
import type { RepairResults, RepairTask } from './repair-worker.ts';

/** Threads at once for those who wait for an answer: each takes a core for a second or two. */
const MOST_RUNNING = 2;

let running = 0;

/**
 * Computes in a thread of its own, so that everybody else is answered meanwhile.
 *
 * @throws Conflict where too many are at it
 */
export async function inRepairThread<Task extends RepairTask>(task: Task): Promise<RepairResults[Task['kind']]> {
  if (running >= MOST_RUNNING) throw new Conflict('Two such questions are being computed now. Try again in a moment.');
  running += 1;
  try {
    return await inThread(task);
  } finally {
    running -= 1;
  }
}

let last: Promise<unknown> = Promise.resolve();

/** The same for work that may wait: one after another, whatever becomes of those before. */
export function inTurn<Task extends RepairTask>(task: Task): Promise<RepairResults[Task['kind']]> {
  const answer = last.then(
    () => inThread(task),
    () => inThread(task),
  );
  last = answer;
  return answer;
}

/** A thread at once, for a short count that nobody can ask for often. */
export function inThread<Task extends RepairTask>(task: Task): Promise<RepairResults[Task['kind']]> {
  const worker = new Worker(new URL('./repair-worker.ts', import.meta.url), { workerData: task });
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code} and no answer`)));
  });
}
