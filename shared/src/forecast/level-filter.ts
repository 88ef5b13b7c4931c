import gammaln from '@stdlib/math-base-special-gammaln';
import { countLikelihood, type LikelihoodPoint } from './count-likelihood.ts';

/** Components of a venue's level: lasting, drifting, and a deviation on each of seven weekdays. */
export const LEVEL_SIZE = 9;
const LASTING = 0;
const DRIFTING = 1;
const MONDAY = 2;

export interface LevelVariances {
  lasting: number;
  drifting: number;
  weekday: number;
}

/** Mean and covariance (row by row) of the components of one venue's level, on the log scale. */
export interface LevelState {
  mean: Float64Array;
  covariance: Float64Array;
}

/** What moves all venues alike, on the log scale, around the shared effects: a level, and a shock of one date (a storm, a feast). */
export interface CommonLevel {
  mean: number;
  variance: number;
  shockMean: number;
  shockVariance: number;
  covariance: number;
}

type CommonHabits = Pick<LevelHabits, 'commonVariance' | 'commonDays' | 'shockVariance'>;

export function unseenCommon({ commonVariance, shockVariance }: CommonHabits): CommonLevel {
  return { mean: 0, variance: commonVariance, shockMean: 0, shockVariance, covariance: 0 };
}

/** A new date: the level falls back a little, the shock is a new one. */
export function passCommonDays(common: CommonLevel, days: number, habits: CommonHabits): void {
  if (days <= 0) return;
  const kept = Math.exp(-days / habits.commonDays);
  common.mean *= kept;
  common.variance = common.variance * kept * kept + habits.commonVariance * (1 - kept * kept);
  common.shockMean = 0;
  common.shockVariance = habits.shockVariance;
  common.covariance = 0;
}

function commonMean({ mean, shockMean }: CommonLevel): number {
  return mean + shockMean;
}

function commonUncertainty({ variance, shockVariance, covariance }: CommonLevel): number {
  return Math.max(0, variance + shockVariance + 2 * covariance);
}

function moveCommon(common: CommonLevel, straight: number, resolved: number): void {
  const level = common.variance + common.covariance;
  const shock = common.shockVariance + common.covariance;
  common.mean += level * straight;
  common.shockMean += shock * straight;
  common.variance -= level * level * resolved;
  common.shockVariance -= shock * shock * resolved;
  common.covariance -= level * shock * resolved;
}

export interface Observation {
  count: number;
  censored: boolean;
  /** Log mean of a venue at level zero: offset and shared effects. */
  base: number;
  weekday: number;
}

/** The level of a venue without reports. */
export function unseenLevel(variances: LevelVariances): LevelState {
  const covariance = new Float64Array(LEVEL_SIZE * LEVEL_SIZE);
  for (let at = 0; at < LEVEL_SIZE; at++) covariance[at * (LEVEL_SIZE + 1)] = priorVariance(at, variances);
  return { mean: new Float64Array(LEVEL_SIZE), covariance };
}

function priorVariance(component: number, variances: LevelVariances): number {
  if (component === LASTING) return variances.lasting;
  return component === DRIFTING ? variances.drifting : variances.weekday;
}

/**
 * Time passes: the drifting part falls back towards zero by exp(−days / driftDays) and its variance grows back to its prior.
 *
 * @see Uhlenbeck & Ornstein (1930), On the theory of the Brownian motion, Physical Review 36, 823. doi:10.1103/PhysRev.36.823
 */
export function passDays(state: LevelState, days: number, variances: LevelVariances, driftDays: number): void {
  if (days <= 0) return;
  const kept = Math.exp(-days / driftDays);
  const { mean, covariance } = state;
  mean[DRIFTING] = (mean[DRIFTING] as number) * kept;
  for (let at = 0; at < LEVEL_SIZE; at++) {
    covariance[DRIFTING * LEVEL_SIZE + at] = (covariance[DRIFTING * LEVEL_SIZE + at] as number) * kept;
    covariance[at * LEVEL_SIZE + DRIFTING] = (covariance[at * LEVEL_SIZE + DRIFTING] as number) * kept;
  }
  const own = DRIFTING * (LEVEL_SIZE + 1);
  covariance[own] = (covariance[own] as number) + variances.drifting * (1 - kept * kept);
}

/** Mean of the level on a weekday: the sum of its three components. */
function levelMean(state: LevelState, weekday: number): number {
  return (state.mean[LASTING] as number) + (state.mean[DRIFTING] as number) + (state.mean[MONDAY + weekday] as number);
}

/** Covariance of every component with the level on a weekday, into `gain`; the variance of that level is returned. */
function crossCovariance(state: LevelState, weekday: number, gain: Float64Array): number {
  const column = MONDAY + weekday;
  for (let at = 0; at < LEVEL_SIZE; at++) {
    const row = at * LEVEL_SIZE;
    gain[at] =
      (state.covariance[row + LASTING] as number) +
      (state.covariance[row + DRIFTING] as number) +
      (state.covariance[row + column] as number);
  }
  return (gain[LASTING] as number) + (gain[DRIFTING] as number) + (gain[column] as number);
}

/** Mean and variance of a log mean, or of a part of it. */
export interface LogNormalPart {
  mean: number;
  variance: number;
}

/** A venue's level on a weekday (0 = Monday) some days after the state's own date; the state is left as it is. */
export function levelAhead(state: LevelState, weekday: number, days: number, habits: LevelHabits): LogNormalPart {
  const { mean, covariance } = state;
  const cell = (row: number, column: number) => covariance[row * LEVEL_SIZE + column] as number;
  const kept = Math.exp(-Math.max(0, days) / habits.driftDays);
  const own = MONDAY + weekday;
  const still = cell(LASTING, LASTING) + cell(own, own) + 2 * cell(LASTING, own);
  const moving = kept * kept * cell(DRIFTING, DRIFTING) + (1 - kept * kept) * habits.variances.drifting;
  const together = 2 * kept * (cell(LASTING, DRIFTING) + cell(DRIFTING, own));
  return {
    mean: (mean[LASTING] as number) + kept * (mean[DRIFTING] as number) + (mean[own] as number),
    variance: Math.max(0, still + moving + together),
  };
}

/** What all venues share some days after the common level's own date. */
export function commonAhead(common: CommonLevel, days: number, habits: CommonHabits): LogNormalPart {
  if (days <= 0) return { mean: commonMean(common), variance: commonUncertainty(common) };
  const kept = Math.exp(-days / habits.commonDays);
  const level = common.variance * kept * kept + habits.commonVariance * (1 - kept * kept);
  return { mean: common.mean * kept, variance: level + habits.shockVariance };
}

/** Log of the probability of a report (log(count!) left out) where its log mean is N(expected.mean, expected.variance). */
export function logEvidenceOf(seen: Observation, expected: LogNormalPart, habits: LevelHabits): number {
  const mode = posteriorMode(seen, expected.mean, expected.variance, habits.dispersion);
  return weighAgainstOddities(seen, laplaceEvidence(mode, expected), habits).logEvidence;
}

function laplaceEvidence(mode: number, { mean, variance }: LogNormalPart): number {
  return point.value - (mode - mean) ** 2 / (2 * variance) - 0.5 * Math.log1p(variance * point.curvature);
}

const gain = new Float64Array(LEVEL_SIZE);
const point: LikelihoodPoint = { value: 0, slope: 0, curvature: 0 };

/** How venue levels differ and move, how far one session strays from its expectation, and how often one is not like the others. */
export interface LevelHabits {
  variances: LevelVariances;
  /** Days in which a drift falls to 1/e. */
  driftDays: number;
  /** Prior variance of the level that all venues share, and the days in which it falls to 1/e. */
  commonVariance: number;
  commonDays: number;
  /** Variance of what one date does to all venues alike. */
  shockVariance: number;
  dispersion: number;
  /** Share of sessions that come to nothing for reasons of their own. */
  lostShare: number;
  /** Share of sessions, other than lost ones, whose count tells nothing of the level. */
  oddShare: number;
}

/** What a report did to a venue's level. */
export interface LevelUpdate {
  /** 0 … 1: the share of the level's old uncertainty that the report resolved. */
  weight: number;
  /** Probability that the session was like the others: neither lost nor odd. */
  regular: number;
}

/**
 * What one report says of the levels that venues share. All reports of a date are shown to the common level before any enters its
 * venue's own (`observeOwn`), so that a shock to all is not taken for a change in each.
 *
 * @see West, Harrison & Migon (1985), Dynamic generalized linear models and Bayesian forecasting, JASA 80(389), 73–83.
 *   doi:10.1080/01621459.1985.10477131; the posterior mode and a Gaussian around it (Laplace) in place of their conjugate match, as
 *   in Fahrmeir (1992), JASA 87(418), 501–509.
 */
export function observeCommon(state: LevelState, common: CommonLevel, seen: Observation, habits: LevelHabits): void {
  const variance = crossCovariance(state, seen.weekday, gain) + commonUncertainty(common);
  const { straight, resolved } = innovation(state, common, seen, variance, habits);
  moveCommon(common, straight, resolved);
}

/** What one report says of its venue's level, the common level and shock of its date being known as well as they are. */
export function observeOwn(
  state: LevelState,
  common: CommonLevel,
  seen: Observation,
  habits: LevelHabits,
): LevelUpdate {
  const own = crossCovariance(state, seen.weekday, gain);
  const { straight, resolved, regular } = innovation(state, common, seen, own + commonUncertainty(common), habits);
  moveLevel(state, straight, resolved);
  return { weight: own * resolved, regular };
}

/** How far the mode of log mean moved and how much of its variance went, both per unit of prior covariance with it. */
function innovation(state: LevelState, common: CommonLevel, seen: Observation, variance: number, habits: LevelHabits) {
  const mean = seen.base + levelMean(state, seen.weekday) + commonMean(common);
  const mode = posteriorMode(seen, mean, variance, habits.dispersion);
  const { regular } = weighAgainstOddities(seen, laplaceEvidence(mode, { mean, variance }), habits);
  const resolved = (regular * point.curvature) / (1 + variance * point.curvature);
  return { straight: (regular * (mode - mean)) / variance, resolved, regular };
}

/** Moves every component by its covariance with the level (in `gain`). */
function moveLevel(state: LevelState, straight: number, resolved: number): void {
  for (let row = 0; row < LEVEL_SIZE; row++) {
    const own = gain[row] as number;
    state.mean[row] = (state.mean[row] as number) + own * straight;
    for (let column = 0; column < LEVEL_SIZE; column++) {
      const cell = row * LEVEL_SIZE + column;
      state.covariance[cell] = (state.covariance[cell] as number) - own * (gain[column] as number) * resolved;
    }
  }
}

/** Odd counts are spread evenly on the log scale over this width: from 1/55 to 55 times any middle. */
const ODD_LOG_WIDTH = 8;

/** A session is regular, lost (count 0) or odd (any other count); censored counts are taken as regular. */
function weighAgainstOddities(seen: Observation, evidence: number, habits: LevelHabits) {
  if (seen.censored) return { regular: 1, logEvidence: evidence };
  const nobody = seen.count === 0;
  const held = 1 - habits.lostShare;
  const regular = Math.log(nobody ? held : (1 - habits.oddShare) * held) + evidence;
  const odd = nobody
    ? Math.log(habits.lostShare)
    : Math.log(habits.oddShare * held) + gammaln(seen.count + 1) - Math.log((seen.count + 1) * ODD_LOG_WIDTH);
  const most = Math.max(regular, odd);
  const logEvidence = most + Math.log(Math.exp(regular - most) + Math.exp(odd - most));
  return { regular: Math.exp(regular - logEvidence), logEvidence };
}

/** Longest Newton step on the log scale; beyond it the quadratic picture is not to be trusted. */
const LONGEST_STEP = 1.5;

/** The mode of likelihood × N(prior, variance), by Newton's method; leaves the likelihood there in `point`. */
function posteriorMode(seen: Observation, prior: number, variance: number, dispersion: number): number {
  let mode = prior;
  for (let round = 0; round < 30; round++) {
    countLikelihood(seen.count, seen.censored, mode, dispersion, point);
    const slope = point.slope - (mode - prior) / variance;
    const step = slope / (point.curvature + 1 / variance);
    if (Math.abs(step) < 1e-5) break;
    mode += Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, step));
  }
  return mode;
}
