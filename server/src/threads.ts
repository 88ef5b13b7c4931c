import type { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';

/** More than any machine has cores: who may compute at once is decided where it is asked for. */
const MOST_THREADS = 8;
/** A thread kept warm answers at once, and its code runs faster than when it is new. */
const IDLE_MILLIS = 60_000;
/** Readers go before planning where both want the processor; elsewhere it would hold back the whole process. */
const NICE = process.platform === 'linux' ? 10 : 0;

let pool: Piscina | undefined;

export interface ThreadOptions {
  transferList?: MessagePort[];
  /** Ends the thread without an answer. */
  signal?: AbortSignal;
}

/**
 * What a module's default export answers to a task, computed in a thread beside, so that everybody else is served
 * meanwhile.
 *
 * @throws Error what the module throws, or where its thread ends without an answer or is ended by `signal`
 */
export function inThread<Answer>(module: URL, task: unknown, options: ThreadOptions = {}): Promise<Answer> {
  pool ??= new Piscina({
    minThreads: 0,
    maxThreads: MOST_THREADS,
    idleTimeout: IDLE_MILLIS,
    atomics: 'disabled',
    niceIncrement: NICE,
  });
  return pool.run(task, { filename: module.href, ...options });
}

/** Ends the threads, so that the process can. */
export async function endThreads(): Promise<void> {
  await pool?.destroy();
  pool = undefined;
}
