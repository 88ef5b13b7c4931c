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
 * Laplace: a Gaussian around the posterior mode of the log mean, moved to the posterior mean.
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
  const { curvature } = point;
  const expected = mode + meanBeyondMode(seen, mode, 1 / (curvature + 1 / variance));
  into.slope = (into.regular * (expected - mean)) / variance;
  into.curvature = (into.regular * curvature) / (1 + variance * curvature);
}

const HALF_STEP = 0.1;

/**
 * How far the posterior mean of the log mean lies beyond its mode: half the third derivative of the log-likelihood times the square of
 * the posterior variance. Counts are skewed on the log scale, and modes alone would forecast too few.
 *
 * @see Tierney & Kadane (1986), Accurate approximations for posterior moments, JASA 81(393), 82–86. doi:10.1080/01621459.1986.10478240
 */
function meanBeyondMode(seen: Observation, mode: number, variance: number): number {
  countSlope(seen.count, seen.censored, mode + HALF_STEP, seen.dispersion, point);
  const above = point.curvature;
  countSlope(seen.count, seen.censored, mode - HALF_STEP, seen.dispersion, point);
  const third = (point.curvature - above) / (2 * HALF_STEP);
  const farthest = Math.sqrt(variance);
  return Math.max(-farthest, Math.min(farthest, (third * variance ** 2) / 2));
}

/** Odd counts are spread evenly on the log scale over this width: from 1/55 to 55 times any middle. */
const ODD_LOG_WIDTH = 8;

const oddChances = new Map<number, number>();
const MOST_KEPT = 50_000;

/** Log of the probability of an odd count, log(count!) left out; the same few thousand counts are asked for again and again. */
function oddLogChance(count: number): number {
  const known = oddChances.get(count);
  if (known !== undefined) return known;
  const chance = gammaln(count + 1) - Math.log((count + 1) * ODD_LOG_WIDTH);
  if (oddChances.size < MOST_KEPT) oddChances.set(count, chance);
  return chance;
}

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
  const odd = nobody ? Math.log(habits.lostShare) : Math.log(habits.oddShare * held) + oddLogChance(seen.count);
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
