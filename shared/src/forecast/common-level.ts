import { daysBetween, type LocalDate } from '../calendar/local-date.ts';
import type { LogNormalPart } from './level-filter.ts';
import {
  copyRecurrence,
  type ExpectedFeast,
  expectFeast,
  noFeasts,
  noteDate,
  type Recurrence,
} from './recurring-dates.ts';
import { type Spread, usualSpread } from './spread.ts';

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
  /** The date that it has come to. */
  date: LocalDate;
  recurrence: Recurrence;
  /** One an ISO weekday, Monday first. */
  spreads: Spread[];
}

/** What is common to a report; `feast` apart, since it comes or does not. */
export interface CommonPart extends LogNormalPart {
  feast?: ExpectedFeast;
}

export interface CommonHabits {
  /** Variance of the level around 0, and the days in which it falls to 1/e. */
  commonVariance: number;
  commonDays: number;
  /** Variance of what an ordinary date does to all venues alike. */
  shockVariance: number;
  /** Variance that the effect of a weekday, of all venues and of one, gains in a day. */
  weekdayDrift: number;
  /** Share of dates that are not ordinary, and how much more variance their shocks have. */
  feastShare: number;
  feastVariance: number;
}

const LEVEL = 0;
const SHOCK = 1;
/** Component of the first weekday. */
export const FIRST_DATED = 2;
const WEEKDAYS = 7;

/** @param dated weekdays and events with what is believed of them beforehand */
export function unseenCommon(
  habits: CommonHabits,
  dated: readonly { name: string; mean: number; variance: number }[],
  date: LocalDate,
): CommonLevel {
  const size = FIRST_DATED + dated.length;
  const mean = Float64Array.from([0, 0, ...dated.map((one) => one.mean)]);
  const covariance = new Float64Array(size * size);
  covariance[LEVEL] = habits.commonVariance;
  covariance[SHOCK * (size + 1)] = habits.shockVariance;
  dated.forEach(({ variance }, at) => {
    covariance[(FIRST_DATED + at) * (size + 1)] = variance;
  });
  const spreads = Array.from({ length: WEEKDAYS }, usualSpread);
  const names = ['level', 'shock', ...dated.map(({ name }) => name)];
  return { names, mean, covariance, date, recurrence: noFeasts(), spreads };
}

/** The form in which a model is saved. */
export type SavedCommon = Omit<CommonLevel, 'mean' | 'covariance'> & { mean: number[]; covariance: number[] };

export function saveCommon({ mean, covariance, ...rest }: CommonLevel): SavedCommon {
  return { ...rest, mean: Array.from(mean), covariance: Array.from(covariance) };
}

export function readCommon({ mean, covariance, recurrence, spreads, ...rest }: SavedCommon): CommonLevel {
  return {
    ...rest,
    mean: Float64Array.from(mean),
    covariance: Float64Array.from(covariance),
    recurrence: copyRecurrence(recurrence),
    spreads: spreads.map((spread) => ({ ...spread })),
  };
}

/** A new date: the one before is taken note of, the level falls back a little, the shock is a new one. */
export function passToDate(common: CommonLevel, date: LocalDate, habits: CommonHabits): void {
  const days = daysBetween(common.date, date);
  if (days <= 0) return;
  noteDate(common.recurrence, common.date, unusualShock(common, habits));
  const kept = Math.exp(-days / habits.commonDays);
  const own = SHOCK * (common.mean.length + 1);
  scale(common, LEVEL, kept);
  scale(common, SHOCK, 0);
  common.covariance[LEVEL] = (common.covariance[LEVEL] as number) + habits.commonVariance * (1 - kept * kept);
  for (let at = FIRST_DATED; at < FIRST_DATED + WEEKDAYS; at++) {
    const cell = at * (common.mean.length + 1);
    common.covariance[cell] = (common.covariance[cell] as number) + habits.weekdayDrift * days;
  }
  const feast = expectFeast(common.recurrence, date);
  const shock = feastOrNot({ mean: 0, variance: habits.shockVariance, ...(feast ? { feast } : {}) });
  common.mean[SHOCK] = shock.mean;
  common.covariance[own] = shock.variance;
  common.date = date;
}

/** Standard deviations of ordinary shocks beyond which a date was not like others. */
const UNUSUAL = 3;

function unusualShock({ mean, covariance }: CommonLevel, { shockVariance }: CommonHabits) {
  const shift = mean[SHOCK] as number;
  const variance = covariance[SHOCK * (mean.length + 1)] as number;
  return shift ** 2 > UNUSUAL ** 2 * (shockVariance + variance) ? { shift, variance } : undefined;
}

/** Mean and variance of a common part whether or not the date is a feast. */
export function feastOrNot({ mean, variance, feast }: CommonPart): LogNormalPart {
  if (!feast) return { mean, variance };
  const { chance, shift } = feast;
  return {
    mean: mean + chance * shift,
    variance: variance + chance * feast.variance + chance * (1 - chance) * shift ** 2,
  };
}

function scale({ mean, covariance }: CommonLevel, component: number, kept: number): void {
  const size = mean.length;
  mean[component] = (mean[component] as number) * kept;
  for (let at = 0; at < size; at++) {
    covariance[component * size + at] = (covariance[component * size + at] as number) * kept;
    covariance[at * size + component] = (covariance[at * size + component] as number) * kept;
  }
}

/** What the date that the common level has come to did to all venues alike. */
export function shockOf({ mean }: CommonLevel): number {
  return mean[SHOCK] as number;
}

/** The shock of this very date may be larger than others'. */
export function widenShock(common: CommonLevel, variance: number): void {
  const own = SHOCK * (common.mean.length + 1);
  common.covariance[own] = (common.covariance[own] as number) + variance;
}

/** Mean and variance of what is common to a report, `dated` being the components at work in it besides level and shock. */
export function commonAt(common: CommonLevel | SavedCommon, dated: ArrayLike<number>): LogNormalPart {
  const { mean } = common;
  let sum = (mean[LEVEL] as number) + (mean[SHOCK] as number);
  for (let at = 0; at < dated.length; at++) sum += mean[dated[at] as number] as number;
  return { mean: sum, variance: Math.max(0, crossCovariance(common, dated)) };
}

/** The same on a date to come. */
export function commonAhead(
  common: CommonLevel | SavedCommon,
  dated: ArrayLike<number>,
  date: LocalDate,
  habits: CommonHabits,
): CommonPart {
  const days = daysBetween(common.date, date);
  if (days <= 0) return commonAt(common, dated);
  const { mean, covariance } = common;
  const size = mean.length;
  const kept = Math.exp(-days / habits.commonDays);
  let sum = kept * (mean[LEVEL] as number);
  let variance = kept * kept * (covariance[LEVEL] as number) + (1 - kept * kept) * habits.commonVariance;
  variance += habits.shockVariance + days * habits.weekdayDrift;
  for (let a = 0; a < dated.length; a++) {
    const one = dated[a] as number;
    sum += mean[one] as number;
    variance += 2 * kept * (covariance[one] as number);
    for (let b = 0; b < dated.length; b++) variance += covariance[one * size + (dated[b] as number)] as number;
  }
  const feast = expectFeast(common.recurrence, date);
  return { mean: sum, variance: Math.max(0, variance), ...(feast ? { feast } : {}) };
}

/** Covariance of every component with the sum at work in a report, into `gain`; the variance of that sum is returned. */
function crossCovariance({ mean, covariance }: CommonLevel | SavedCommon, dated: ArrayLike<number>): number {
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
