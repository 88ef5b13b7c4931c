import type { Problem } from './problem.ts';

/** Per kit group, start × days (maxDays for each date): what one kit costs for a stint of so many days, in recordings. */
export type StintPrices = readonly Float64Array[];

/** Longer stints run on in a pool's bound, where their days are not told apart. */
const MOST_DAYS = 14;

export function mayPriceStints({ rules }: Problem): boolean {
  return rules.maxDays <= MOST_DAYS;
}

/** What so many kits of each group cost for a stint; nothing where stints have no prices. */
export function stintPrice(
  { rules }: Problem,
  prices: StintPrices | undefined,
  kits: readonly number[],
  start: number,
  days: number,
): number {
  if (!prices) return 0;
  const at = start * rules.maxDays + days - 1;
  let price = 0;
  for (let group = 0; group < kits.length; group++) {
    const count = kits[group] as number;
    if (count > 0) price += count * ((prices[group] as Float64Array)[at] as number);
  }
  return price;
}
