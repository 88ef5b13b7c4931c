import gammaln from '@stdlib/math-base-special-gammaln';
import { countLikelihood, countSlope, type LikelihoodPoint } from './count-likelihood.ts';

/** One report as the levels see it. */
export interface Observation {
  count: number;
  /** Of demand only "at least `count`" is known. */
  censored: boolean;
  /** NB2 dispersion of counts at its venue. */
  dispersion: number;
}

export interface OddityHabits {
  /** Share of sessions that come to nothing for reasons of their own. */
  lostShare: number;
  /** Share of sessions, other than lost ones, whose count tells nothing of the level. */
  oddShare: number;
}

/** What a report says where its log mean is N(mean, variance) beforehand. */
export interface ReportWeight {
  /** Log of its probability, log(count!) left out. */
  logEvidence: number;
  /** Slope of `logEvidence` in `mean`, and minus its curvature. */
  slope: number;
  curvature: number;
  /** Probability that the session was like the others: neither lost nor odd. */
  regular: number;
}

const point: LikelihoodPoint = { value: 0, slope: 0, curvature: 0 };

/**
 * Laplace: the posterior mode of the log mean and a Gaussian around it.
 *
 * @see Fahrmeir (1992), Posterior mode estimation by extended Kalman filtering for multivariate dynamic generalized linear models,
 *   JASA 87(418), 501–509. doi:10.1080/01621459.1992.10475232
 */
export function weighReport(
  seen: Observation,
  mean: number,
  variance: number,
  habits: OddityHabits,
  into: ReportWeight,
): void {
  const mode = posteriorMode(seen, mean, variance);
  countLikelihood(seen.count, seen.censored, mode, seen.dispersion, point);
  const evidence = point.value - (mode - mean) ** 2 / (2 * variance) - 0.5 * Math.log1p(variance * point.curvature);
  weighAgainstOddities(seen, evidence, habits, into);
  into.slope = (into.regular * (mode - mean)) / variance;
  into.curvature = (into.regular * point.curvature) / (1 + variance * point.curvature);
}

/** Odd counts are spread evenly on the log scale over this width: from 1/55 to 55 times any middle. */
const ODD_LOG_WIDTH = 8;

/** A session is regular, lost (count 0) or odd (any other count); censored counts are taken as regular. */
function weighAgainstOddities(seen: Observation, evidence: number, habits: OddityHabits, into: ReportWeight): void {
  if (seen.censored) {
    into.regular = 1;
    into.logEvidence = evidence;
    return;
  }
  const nobody = seen.count === 0;
  const held = 1 - habits.lostShare;
  const regular = Math.log(nobody ? held : (1 - habits.oddShare) * held) + evidence;
  const odd = nobody
    ? Math.log(habits.lostShare)
    : Math.log(habits.oddShare * held) + gammaln(seen.count + 1) - Math.log((seen.count + 1) * ODD_LOG_WIDTH);
  const most = Math.max(regular, odd);
  into.logEvidence = most + Math.log(Math.exp(regular - most) + Math.exp(odd - most));
  into.regular = Math.exp(regular - into.logEvidence);
}

/** Longest Newton step on the log scale; beyond it the quadratic picture is not to be trusted. */
const LONGEST_STEP = 1.5;

/** The mode of likelihood × N(prior, variance), by Newton's method. */
function posteriorMode(seen: Observation, prior: number, variance: number): number {
  let mode = prior;
  for (let round = 0; round < 30; round++) {
    countSlope(seen.count, seen.censored, mode, seen.dispersion, point);
    const step = (point.slope - (mode - prior) / variance) / (point.curvature + 1 / variance);
    if (Math.abs(step) < 1e-4) break;
    mode += Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
  }
  return mode;
}
