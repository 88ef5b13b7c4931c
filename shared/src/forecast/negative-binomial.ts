import betainc from '@stdlib/math-base-special-betainc';
import gammaln from '@stdlib/math-base-special-gammaln';

/**
 * The negative binomial with mean in people and variance = mean + dispersion · mean² (NB2).
 * Every function here: mean ≥ 0, dispersion from 1e-6 (all but Poisson) upwards, count a whole number.
 *
 * @see Hilbe (2011), Negative Binomial Regression, 2nd ed., Cambridge University Press, ch. 8. doi:10.1017/CBO9780511973420
 */

/** log P(D = count). Absolute error under 1e-8 for means up to 1e5. */
export function negativeBinomialLogPmf(count: number, mean: number, dispersion: number): number {
  if (mean === 0) return count === 0 ? 0 : Number.NEGATIVE_INFINITY;
  const size = 1 / dispersion;
  const combinations = gammaln(count + size) - gammaln(size) - gammaln(count + 1);
  return combinations - size * Math.log1p(mean / size) + count * Math.log(mean / (mean + size));
}

/** P(D ≤ count) = I_{size / (size + mean)}(size, count + 1), the regularised incomplete beta function (DLMF 8.17.24). */
export function negativeBinomialCdf(count: number, mean: number, dispersion: number): number {
  if (count < 0) return 0;
  if (mean === 0) return 1;
  const size = 1 / dispersion;
  return betainc(size / (size + mean), size, count + 1, true, false);
}

/** P(D ≥ count): 1 for count ≤ 0. Keeps its relative precision where it is small. */
export function negativeBinomialSurvival(count: number, mean: number, dispersion: number): number {
  if (count <= 0) return 1;
  if (mean === 0) return 0;
  const size = 1 / dispersion;
  return betainc(mean / (size + mean), count, size, true, false);
}

/** The least count with P(D ≤ count) ≥ p, for 0 < p < 1. Bisection between bounds that double from the mean. */
export function negativeBinomialQuantile(p: number, mean: number, dispersion: number): number {
  if (negativeBinomialCdf(0, mean, dispersion) >= p) return 0;
  let below = 0;
  let reached = Math.max(1, Math.ceil(mean));
  while (negativeBinomialCdf(reached, mean, dispersion) < p) {
    below = reached;
    reached *= 2;
  }
  while (reached - below > 1) {
    const middle = Math.floor((below + reached) / 2);
    if (negativeBinomialCdf(middle, mean, dispersion) >= p) reached = middle;
    else below = middle;
  }
  return reached;
}
