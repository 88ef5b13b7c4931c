import { Worker } from 'node:worker_threads';

/**
 * What a module answers, run in a thread of its own so that a large workbook keeps nobody waiting. The module reads
 * `workerData` and posts one message.
 *
 * @throws Error where the thread fails or ends without a word
 */
export function inThread<Answer>(module: URL, workerData: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(module, { workerData });
    worker.once('message', (answer: Answer) => {
      resolve(answer);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error(`${module.pathname} ended without an answer`)));
  });
}
