import { type Random, seededRandom } from '@jemput/shared/random/seeded-random';

/** What chance holds for one thing, whatever else is drawn or not drawn: policies meet the same world. */
export function drawsFor(seed: number, ...name: (string | number)[]): Random {
  // FNV-1a, 32 bits.
  let hash = 0x811c9dc5;
  for (const letter of `${seed}|${name.join('|')}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  const random = seededRandom(hash);
  random.next();
  return random;
}

/** Normal, mean 0, variance 1 (Box and Muller, 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Ornstein–Uhlenbeck, one value a day, begun in balance. */
export function driftingPath(random: Random, path: { days: number; spread: number; fallBackDays: number }): number[] {
  const kept = Math.exp(-1 / path.fallBackDays);
  const fresh = path.spread * Math.sqrt(1 - kept * kept);
  let value = path.spread * normal(random);
  return Array.from({ length: path.days }, () => {
    const now = value;
    value = kept * value + fresh * normal(random);
    return now;
  });
}

/** Whole days until something that may happen on any day, 1 or more; Infinity where the mean is. */
export function daysUntil(random: Random, meanDays: number): number {
  return Math.max(1, Math.ceil(Math.log(1 - random.next()) / Math.log1p(-1 / meanDays)));
}
