/** One answer of a pool to some prices: what it brings, prices apart, and what it takes of each limit. */
export interface KnownAnswer {
  /** Recordings, kits for nothing. */
  worth: number;
  /** Indexes of limits, and kit-dates taken of each. */
  limits: Uint16Array;
  taken: Uint16Array;
  lastUsed: number;
}

/** Answers remembered a pool. */
const MOST = 12;

/**
 * What pools have answered to prices before. Whether an old answer is still the best of the known ones is told a
 * thousand times faster than a new one is found, so prices move many times between two new answers.
 */
export class KnownAnswers {
  private readonly ofPool = new Map<number, KnownAnswer[]>();
  private clock = 0;

  tick(): void {
    this.clock++;
  }

  /**
   * @param value of the pool under the prices
   * @param use kit-dates that its answer takes of each limit
   */
  add(pool: number, value: number, prices: Float64Array, use: Float64Array): void {
    const limits: number[] = [];
    let worth = value;
    for (let at = 0; at < use.length; at++) {
      if (use[at] === 0) continue;
      limits.push(at);
      worth += (prices[at] as number) * (use[at] as number);
    }
    const taken = Uint16Array.from(limits, (at) => use[at] as number);
    const known = this.ofPool.get(pool) ?? [];
    const same = known.find(
      (answer) => answer.limits.length === taken.length && Math.abs(answer.worth - worth) < 1e-6 * Math.abs(worth),
    );
    if (same) {
      same.lastUsed = this.clock;
      return;
    }
    known.push({ worth, limits: Uint16Array.from(limits), taken, lastUsed: this.clock });
    if (known.length > MOST) known.splice(oldest(known), 1);
    this.ofPool.set(pool, known);
  }

  /** The best of the pool's known answers under the prices. */
  best(pool: number, prices: Float64Array): KnownAnswer | undefined {
    let best: KnownAnswer | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const answer of this.ofPool.get(pool) ?? []) {
      const { limits, taken } = answer;
      let value = answer.worth;
      for (let at = 0; at < limits.length; at++) {
        value -= (prices[limits[at] as number] as number) * (taken[at] as number);
      }
      if (value <= most) continue;
      most = value;
      best = answer;
    }
    if (best) best.lastUsed = this.clock;
    return best;
  }
}

function oldest(answers: readonly KnownAnswer[]): number {
  let at = 0;
  for (const [other, { lastUsed }] of answers.entries()) {
    if (lastUsed < (answers[at]?.lastUsed ?? 0)) at = other;
  }
  return at;
}
