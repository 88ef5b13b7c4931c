import type { CapturedAnswer } from './captured-response.ts';
import type { QueuedWork } from './fair-queue.ts';
import type { KeptAnswer } from './kept-answers.ts';

export type Rendered = { kept: KeptAnswer } | { once: CapturedAnswer } | 'refused';

/** An answer being made, for all who wait for it. */
export class Rendering implements QueuedWork {
  /** Of SourceWatch; null where it may not be kept. */
  readonly version: number | null;
  readonly done: Promise<Rendered>;
  readonly #make: () => Promise<Rendered>;
  readonly #settle: { resolve(rendered: Rendered): void; reject(error: unknown): void };
  #waiting = 0;
  #isOver = false;

  constructor(version: number | null, make: () => Promise<Rendered>) {
    this.version = version;
    this.#make = make;
    const { promise, resolve, reject } = Promise.withResolvers<Rendered>();
    this.done = promise;
    this.#settle = { resolve, reject };
    promise.catch(() => undefined);
  }

  join(): void {
    this.#waiting++;
  }

  leave(): void {
    this.#waiting--;
  }

  isOver(): boolean {
    return this.#isOver || this.#waiting === 0;
  }

  async run(): Promise<void> {
    this.#isOver = true;
    await this.#make().then(this.#settle.resolve, this.#settle.reject);
  }

  refuse(): void {
    this.#isOver = true;
    this.#settle.resolve('refused');
  }
}
