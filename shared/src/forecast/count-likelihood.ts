import gammaln from '@stdlib/math-base-special-gammaln';
import { negativeBinomialSurvival } from './negative-binomial.ts';

/** Log-likelihood of one count as a function of log mean, with its slope and minus its second derivative. */
export interface LikelihoodPoint {
  value: number;
  slope: number;
  /** ≥ 0: the log-likelihood is concave in log mean. */
  curvature: number;
}

/**
 * Negative binomial log-likelihood of `count`, or of "at least `count`" where censored, at log mean `logMean`.
 * The term log(count!) is left out: it moves no estimate.
 *
 * @see Hilbe (2011), Negative Binomial Regression, ch. 8 (score and Hessian), 12.2 (censored counts); the derivative of the
 *   survival probability is that of the incomplete beta function, DLMF 8.17.18.
 */
export function countLikelihood(
  count: number,
  censored: boolean,
  logMean: number,
  dispersion: number,
  into: LikelihoodPoint,
): void {
  const mean = Math.exp(logMean);
  const size = 1 / dispersion;
  if (censored) {
    survivalLikelihood(count, mean, dispersion, into);
    return;
  }
  const combinations = gammaln(count + size) - gammaln(size);
  const whole = size + mean;
  into.value = combinations - size * Math.log1p(mean / size) + (count === 0 ? 0 : count * Math.log(mean / whole));
  into.slope = (size * (count - mean)) / whole;
  into.curvature = ((count + size) * mean * size) / (whole * whole);
}

/** Slope and curvature alone, for the search of a mode; `value` is left as it was. */
export function countSlope(
  count: number,
  censored: boolean,
  logMean: number,
  dispersion: number,
  into: LikelihoodPoint,
): void {
  if (censored) {
    survivalLikelihood(count, Math.exp(logMean), dispersion, into);
    return;
  }
  const mean = Math.exp(logMean);
  const size = 1 / dispersion;
  const whole = size + mean;
  into.slope = (size * (count - mean)) / whole;
  into.curvature = ((count + size) * mean * size) / (whole * whole);
}

function survivalLikelihood(count: number, mean: number, dispersion: number, into: LikelihoodPoint): void {
  if (count <= 0) {
    into.value = 0;
    into.slope = 0;
    into.curvature = 0;
    return;
  }
  const size = 1 / dispersion;
  const logPmf =
    gammaln(count + size) - gammaln(size) - size * Math.log1p(mean / size) + count * Math.log(mean / (mean + size));
  const logFactorial = gammaln(count + 1);
  const farOut = count > mean + 4 * Math.sqrt(mean + dispersion * mean * mean);
  const logSurvival = farOut
    ? logPmf - logFactorial + Math.log(tailRatio(count, mean, size))
    : Math.log(negativeBinomialSurvival(count, mean, dispersion));
  const slope = count * Math.exp(logPmf - logFactorial - logSurvival);
  into.value = logSurvival + logFactorial;
  into.slope = slope;
  into.curvature = Math.max(0, slope * (slope - (size * (count - mean)) / (size + mean)));
}

/** P(D ≥ count) / P(D = count), summed term by term; for counts well above the mean, where the terms fall fast. */
function tailRatio(count: number, mean: number, size: number): number {
  const chance = mean / (mean + size);
  let term = 1;
  let sum = 1;
  for (let step = 0; term > 1e-12 * sum; step++) {
    term *= (chance * (count + step + size)) / (count + step + 1);
    sum += term;
  }
  return sum;
}
