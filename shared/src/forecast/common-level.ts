import type { LogNormalPart } from './level-filter.ts';

/**
 * What moves many venues alike, on the log scale, around the steady effects: a level that drifts and falls back, a shock of one
 * date (a storm, a feast), and the effects of weekdays and events, which dates share and which one date's shock can hide.
 */
export interface CommonLevel {
  /** `level`, `shock`, then `weekday:1` … and `event:name` …; the order of `mean`. */
  names: string[];
  mean: Float64Array;
  /** Row by row. */
  covariance: Float64Array;
}

export interface CommonHabits {
  /** Variance of the level around 0, and the days in which it falls to 1/e. */
  commonVariance: number;
  commonDays: number;
  /** Variance of what an ordinary date does to all venues alike. */
  shockVariance: number;
  /** Share of dates that are not ordinary, and how much more variance their shocks have. */
  feastShare: number;
  feastVariance: number;
}

const LEVEL = 0;
const SHOCK = 1;
/** Component of the first weekday. */
export const FIRST_DATED = 2;

/** @param dated weekdays and events with what is believed of them beforehand */
export function unseenCommon(
  habits: CommonHabits,
  dated: readonly { name: string; mean: number; variance: number }[],
): CommonLevel {
  const size = FIRST_DATED + dated.length;
  const mean = Float64Array.from([0, 0, ...dated.map((one) => one.mean)]);
  const covariance = new Float64Array(size * size);
  covariance[LEVEL] = habits.commonVariance;
  covariance[SHOCK * (size + 1)] = habits.shockVariance;
  dated.forEach(({ variance }, at) => {
    covariance[(FIRST_DATED + at) * (size + 1)] = variance;
  });
  return { names: ['level', 'shock', ...dated.map(({ name }) => name)], mean, covariance };
}

export function copyCommon({ names, mean, covariance }: CommonLevel): CommonLevel {
  return { names, mean: mean.slice(), covariance: covariance.slice() };
}

/** A new date: the level falls back a little, the shock is a new one. */
export function passCommonDays(common: CommonLevel, days: number, habits: CommonHabits): void {
  if (days <= 0) return;
  const kept = Math.exp(-days / habits.commonDays);
  const size = common.mean.length;
  scale(common, LEVEL, kept);
  scale(common, SHOCK, 0);
  common.covariance[LEVEL] = (common.covariance[LEVEL] as number) + habits.commonVariance * (1 - kept * kept);
  common.covariance[SHOCK * (size + 1)] = habits.shockVariance;
}

function scale({ mean, covariance }: CommonLevel, component: number, kept: number): void {
  const size = mean.length;
  mean[component] = (mean[component] as number) * kept;
  for (let at = 0; at < size; at++) {
    covariance[component * size + at] = (covariance[component * size + at] as number) * kept;
    covariance[at * size + component] = (covariance[at * size + component] as number) * kept;
  }
}

/** The shock of this very date may be larger than others'. */
export function widenShock(common: CommonLevel, variance: number): void {
  const own = SHOCK * (common.mean.length + 1);
  common.covariance[own] = (common.covariance[own] as number) + variance;
}

/** Mean and variance of what is common to a report, `dated` being the components at work in it besides level and shock. */
export function commonAt(common: CommonLevel, dated: ArrayLike<number>): LogNormalPart {
  const { mean } = common;
  let sum = (mean[LEVEL] as number) + (mean[SHOCK] as number);
  for (let at = 0; at < dated.length; at++) sum += mean[dated[at] as number] as number;
  return { mean: sum, variance: Math.max(0, crossCovariance(common, dated)) };
}

/** The same some days after the common level's own date. */
export function commonAhead(
  common: CommonLevel,
  dated: ArrayLike<number>,
  days: number,
  habits: CommonHabits,
): LogNormalPart {
  if (days <= 0) return commonAt(common, dated);
  const { mean, covariance } = common;
  const size = mean.length;
  const kept = Math.exp(-days / habits.commonDays);
  let sum = kept * (mean[LEVEL] as number);
  let variance = kept * kept * (covariance[LEVEL] as number) + (1 - kept * kept) * habits.commonVariance;
  variance += habits.shockVariance;
  for (let a = 0; a < dated.length; a++) {
    const one = dated[a] as number;
    sum += mean[one] as number;
    variance += 2 * kept * (covariance[one] as number);
    for (let b = 0; b < dated.length; b++) variance += covariance[one * size + (dated[b] as number)] as number;
  }
  return { mean: sum, variance: Math.max(0, variance) };
}

/** Covariance of every component with the sum at work in a report, into `gain`; the variance of that sum is returned. */
function crossCovariance({ mean, covariance }: CommonLevel, dated: ArrayLike<number>): number {
  const size = mean.length;
  if (gain.length < size) gain = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const row = at * size;
    let sum = (covariance[row + LEVEL] as number) + (covariance[row + SHOCK] as number);
    for (let one = 0; one < dated.length; one++) sum += covariance[row + (dated[one] as number)] as number;
    gain[at] = sum;
  }
  let variance = (gain[LEVEL] as number) + (gain[SHOCK] as number);
  for (let one = 0; one < dated.length; one++) variance += gain[dated[one] as number] as number;
  return variance;
}

let gain = new Float64Array(64);

/**
 * A measurement of the sum at work in a report: Kalman's update of all components.
 *
 * @param value what the sum was measured to be
 * @param precision 1 / variance of that measurement
 */
export function observeCommon(common: CommonLevel, dated: ArrayLike<number>, value: number, precision: number): void {
  if (precision <= 0) return;
  const { mean, covariance } = common;
  const size = mean.length;
  const expected = commonAt(common, dated);
  const weight = precision / (1 + precision * expected.variance);
  const straight = weight * (value - expected.mean);
  for (let row = 0; row < size; row++) {
    const own = gain[row] as number;
    if (own === 0) continue;
    mean[row] = (mean[row] as number) + own * straight;
    for (let column = 0; column < size; column++) {
      const cell = row * size + column;
      covariance[cell] = (covariance[cell] as number) - own * (gain[column] as number) * weight;
    }
  }
}
