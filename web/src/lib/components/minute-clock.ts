import { createSubscriber } from 'svelte/reactivity';

const MINUTE_MILLIS = 60_000;

class MinuteClock {
  readonly #watch = createSubscriber((tell) => {
    const timer = setInterval(tell, MINUTE_MILLIS);
    return () => clearInterval(timer);
  });

  /** Unix milliseconds of the reader's clock; what shows it is shown anew each minute. */
  get now(): number {
    this.#watch();
    return Date.now();
  }
}

/** One for a page, however many show an age. */
export const minuteClock = new MinuteClock();
