import { setImmediate } from 'node:timers/promises';

/** Nobody else is served for so long at most, but for what one step takes. */
const SLICE_MILLIS = 5;

/** Long work done in steps: asked after each whether it is time to serve others. */
export class Slice {
  #until = performance.now() + SLICE_MILLIS;

  get isOver(): boolean {
    return performance.now() >= this.#until;
  }

  /** Serves others, and begins the next slice. */
  async next(): Promise<void> {
    await setImmediate();
    this.#until = performance.now() + SLICE_MILLIS;
  }
}
