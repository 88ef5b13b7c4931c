import type { Random } from '../random/seeded-random.ts';
import { LATENESS_SHARE } from './assumptions.ts';
import type { ArrivalProfile, Evening } from './evening.ts';

/** A generator for one part of one simulated evening: the same evening draws the same, whatever other evenings do. */
export function streamSeed(seed: number, evening: number, part: number): number {
  return Math.imul(seed * 7_919 + evening * 4 + part + 1, 0x9e3779b1);
}

/** One of equally likely values. */
export function oneOf(values: Float64Array, random: Random): number {
  return values[random.below(values.length)] ?? 0;
}

/** How many of `count` people do what each does with probability `share`. */
export function drawBinomial(count: number, share: number, random: Random): number {
  let found = 0;
  for (let person = 0; person < count; person++) if (random.next() < share) found += 1;
  return found;
}

/** Where in the time of letting in, 0 … 1, somebody comes who is asked for `fraction`; late ones come just in time. */
export function drawAround(fraction: number, random: Random): number {
  return Math.min(1, Math.max(0, fraction + LATENESS_SHARE * drawNormal(random)));
}

/** Standard normal (Box and Muller, 1958). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/**
 * Minutes of recordings, gamma distributed with the evening's mean and spread (Marsaglia and Tsang, 2000, ACM Trans. Math. Softw.
 * 26(3), 363–372); the mean itself where the spread is 0. Spread up to 1.
 */
export function serviceDraws({ meanMinutes, spread }: Evening['service']): (random: Random) => number {
  if (spread <= 0) return () => meanMinutes;
  const shape = Math.max(1, 1 / (spread * spread));
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  const scale = meanMinutes / shape;
  return (random) => {
    for (;;) {
      const z = drawNormal(random);
      const root = 1 + c * z;
      const v = root * root * root;
      const level = 1 - random.next();
      // Their squeeze spares most draws the logarithms.
      if (v > 0 && level < 1 - 0.0331 * z * z * z * z) return scale * d * v;
      if (v > 0 && Math.log(level) < (z * z) / 2 + d * (1 - v + Math.log(v))) return scale * d * v;
    }
  };
}

/** Where in the time of letting in somebody comes, 0 … 1. */
export function arrivalDraws({ earlyShare, weights }: ArrivalProfile): (random: Random) => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const ends = weights.map((weight) => {
    sum += weight / total;
    return sum;
  });
  return (random) => {
    const level = random.next();
    if (level < earlyShare) return 0;
    const among = (level - earlyShare) / (1 - earlyShare);
    const found = ends.findIndex((end) => among < end);
    const part = found < 0 ? ends.length - 1 : found;
    const from = ends[part - 1] ?? 0;
    return (part + Math.min(1, (among - from) / ((ends[part] ?? 1) - from))) / ends.length;
  };
}
