/** Range of waits told to people: half wait at most the first, nine of ten at most the second. */
export interface WaitRange {
  p50Minutes: number;
  p90Minutes: number;
}

/** Counts waits by the minute, so that their quantiles cost nothing to keep. */
export class WaitTally {
  readonly #counts: Float64Array;
  #people = 0;
  #minutes = 0;

  constructor(mostMinutes: number) {
    this.#counts = new Float64Array(Math.ceil(mostMinutes) + 2);
  }

  add(minutes: number): void {
    const at = Math.min(this.#counts.length - 1, Math.ceil(minutes));
    this.#counts[at] = (this.#counts[at] as number) + 1;
    this.#people += 1;
    this.#minutes += minutes;
  }

  get people(): number {
    return this.#people;
  }

  /** 0 where nobody waited. */
  get meanMinutes(): number {
    return this.#people === 0 ? 0 : this.#minutes / this.#people;
  }

  /** The least whole number of minutes that at least this share waits at most. */
  quantileMinutes(share: number): number {
    let below = 0;
    for (let minutes = 0; minutes < this.#counts.length; minutes++) {
      below += this.#counts[minutes] as number;
      if (below >= share * this.#people) return minutes;
    }
    return this.#counts.length - 1;
  }

  get range(): WaitRange {
    return { p50Minutes: this.quantileMinutes(0.5), p90Minutes: this.quantileMinutes(0.9) };
  }
}

/** Minutes that a guest waited: until called, or in vain until closing. */
export function waitedMinutes(guest: { arrivedMinutes: number; calledMinutes: number }, openMinutes: number): number {
  return Math.min(guest.calledMinutes, openMinutes) - guest.arrivedMinutes;
}
