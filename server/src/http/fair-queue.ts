/** Something to be made; several addresses may wait for the same. */
export interface QueuedWork {
  /** True once it was started, or where nobody waits for it any more. */
  isOver(): boolean;
  run(): Promise<void>;
  /** Called in place of `run` where too much waits. */
  refuse(): void;
}

export interface FairQueueLimits {
  atOnce: number;
  waiting: number;
  /** Milliseconds after which the next may start although one has not ended. */
  patience: number;
}

export const FAIR_QUEUE_LIMITS: FairQueueLimits = { atOnce: 4, waiting: 1000, patience: 2000 };

/** People's networks are given a /64 in IPv6, out of which one machine may take any address. */
export function networkOf(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
}

/**
 * Makes one thing at a time for each address, and gives addresses turns: who asks for much waits for himself. Where too
 * much waits, the last of whoever waits for most is refused.
 */
export class FairQueue {
  readonly #limits: FairQueueLimits;
  /** In the order of their turns. */
  readonly #waiting = new Map<string, Set<QueuedWork>>();
  readonly #served = new Set<string>();
  #size = 0;

  constructor(limits: FairQueueLimits = FAIR_QUEUE_LIMITS) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#size;
  }

  add(address: string, work: QueuedWork): void {
    const network = networkOf(address);
    const own = this.#waiting.get(network) ?? new Set();
    if (own.has(work)) return;
    own.add(work);
    this.#waiting.set(network, own);
    this.#size++;
    if (this.#size > this.#limits.waiting) this.#refuseOne();
    this.#startNext();
  }

  #refuseOne(): void {
    let longest: Set<QueuedWork> | undefined;
    for (const one of this.#waiting.values()) if (!longest || one.size > longest.size) longest = one;
    const last = longest && [...longest].at(-1);
    if (!longest || !last) return;
    longest.delete(last);
    this.#size--;
    const waitsElsewhere = [...this.#waiting.values()].some((works) => works.has(last));
    if (!last.isOver() && !waitsElsewhere) last.refuse();
  }

  #startNext(): void {
    while (this.#served.size < this.#limits.atOnce) {
      const turn = this.#nextTurn();
      if (!turn) return;
      const [network, work] = turn;
      this.#served.add(network);
      let left = false;
      const leave = () => {
        if (left) return;
        left = true;
        this.#served.delete(network);
        this.#startNext();
      };
      // Left by the next round of the event loop, so that kept answers go out between two pieces of work.
      const patience = setTimeout(leave, this.#limits.patience).unref();
      const end = () => {
        clearTimeout(patience);
        setImmediate(leave);
      };
      work.run().then(end, end);
    }
  }

  #nextTurn(): [network: string, work: QueuedWork] | undefined {
    for (const [network, works] of this.#waiting) {
      if (this.#served.has(network)) continue;
      this.#waiting.delete(network);
      for (const work of works) {
        works.delete(work);
        this.#size--;
        if (work.isOver()) continue;
        if (works.size > 0) this.#waiting.set(network, works);
        return [network, work];
      }
    }
    return undefined;
  }
}
