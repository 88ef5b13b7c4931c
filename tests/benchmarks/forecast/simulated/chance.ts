import { negativeBinomialQuantile } from '@jemput/shared/forecast/negative-binomial';
import { seededNumbers } from '../../../fixtures/a-history.ts';

/** Draws that are the same in every run. */
export class Chance {
  private readonly number: () => number;

  constructor(seed: number) {
    this.number = seededNumbers(seed);
  }

  /** From 0 to below 1. */
  share(): number {
    return this.number();
  }

  is(probability: number): boolean {
    return this.number() < probability;
  }

  /** Whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.number() * (to - from + 1));
  }

  /** Standard normal (Box & Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.number())) * Math.cos(2 * Math.PI * this.number());
  }

  /** People who come where so many are expected. */
  people(mean: number, dispersion: number): number {
    if (mean <= 0) return 0;
    return negativeBinomialQuantile(Math.min(1 - 1e-9, this.number()), mean, dispersion);
  }
}
