import type { Random } from '../random/seeded-random.ts';
import { drawNormal } from './draws.ts';

/** Gamma of that shape and scale 1 (Marsaglia and Tsang, 2000, ACM Trans. Math. Softw. 26(3), 363–372). */
export function drawGamma(shape: number, random: Random): number {
  // Their boost for shapes under 1.
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = drawNormal(random);
    const root = 1 + c * z;
    const v = root * root * root;
    const level = 1 - random.next();
    if (v > 0 && level < 1 - 0.0331 * z * z * z * z) return d * v;
    if (v > 0 && Math.log(level) < (z * z) / 2 + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** Beta by two gammas. */
export function drawBeta(a: number, b: number, random: Random): number {
  const first = drawGamma(a, random);
  return first / (first + drawGamma(b, random));
}

/** Poisson by counting exponential gaps; means of some hundreds at most. */
export function drawPoisson(mean: number, random: Random): number {
  let count = 0;
  for (let left = mean; ; count++) {
    left += Math.log(1 - random.next());
    if (left < 0) return count;
  }
}
