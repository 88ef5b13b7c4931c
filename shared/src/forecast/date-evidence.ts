import type { CommonHabits } from './common-level.ts';
import { unevenness } from './recurring-dates.ts';
import { type Observation, type OddityHabits, type ReportWeight, weighReport } from './report-evidence.ts';

/** A report beside what was expected of it: log mean N(mean, variance), the part common to its date left out of `variance`. */
export interface ExpectedReport {
  seen: Observation;
  mean: number;
  variance: number;
}

/** What the reports of one date say together of what is common to them. */
export interface DateEvidence {
  /** Log of the probability of all of them. */
  logEvidence: number;
  /** How far all log means are likely to have been off together. */
  shift: number;
  /** Probability that the date was not an ordinary one. */
  feast: number;
  /** One a report, at `shift`. */
  weights: ReportWeight[];
}

const ROUNDS = 6;
/** Shift on the log scale within which the quadratic picture of all reports holds. */
const NEAR = 0.05;

/**
 * Integrates over what is common to a date, taken as one number: N(0, variance) on an ordinary date, wider by `feastVariance` on
 * others. Laplace around the mode; the reports are independent given it.
 */
export function weighDate(
  reports: readonly ExpectedReport[],
  variance: number,
  habits: CommonHabits & OddityHabits,
): DateEvidence {
  const ordinary = settle(reports, 0, variance, habits);
  const regular = ordinary.weights.reduce((sum, weight) => sum + weight.regular, 0);
  if (reports.length < 2 || regular > MOSTLY * reports.length) return ordinary;
  const guess = shiftOfAll(reports, variance + habits.feastVariance, habits);
  const uneven = reports.map(({ seen, ...expected }) => {
    return { ...expected, seen: { ...seen, dispersion: seen.dispersion + unevenness(guess) } };
  });
  const unusual = settle(uneven, guess, variance, habits);
  return unusual.logEvidence > ordinary.logEvidence ? unusual : ordinary;
}

/** Share of regular reports under which they may all be odd together: then the date is what is odd. */
const MOSTLY = 0.8;

/** The mode from a first guess on. */
function settle(
  reports: readonly ExpectedReport[],
  guess: number,
  variance: number,
  habits: CommonHabits & OddityHabits,
): DateEvidence {
  const weights = reports.map((): ReportWeight => ({ logEvidence: 0, slope: 0, curvature: 0, regular: 1 }));
  const wide = variance + habits.feastVariance;
  let shift = guess;
  let sums = sumAt(reports, shift, habits, weights);
  for (let round = 0; round < ROUNDS; round++) {
    const step = commonStep(sums, shift, variance, wide, habits.feastShare);
    if (Math.abs(step) < NEAR) break;
    shift += Math.max(-1, Math.min(1, step));
    sums = sumAt(reports, shift, habits, weights);
  }
  const { logEvidence, feast } = integrate(sums, shift, variance, wide, habits.feastShare);
  return { logEvidence, shift, feast, weights };
}

/** The shift that would make most of all reports but those of 0, none of them odd. */
function shiftOfAll(all: readonly ExpectedReport[], wide: number, habits: OddityHabits): number {
  const reports = all.filter(({ seen }) => seen.count > 0);
  const weights = reports.map((): ReportWeight => ({ logEvidence: 0, slope: 0, curvature: 0, regular: 1 }));
  const none = { ...habits, oddShare: NONE, lostShare: NONE };
  let shift = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { slope, curvature } = sumAt(reports, shift, none, weights);
    shift += Math.max(-1, Math.min(1, (slope - shift / wide) / (curvature + 1 / wide)));
  }
  return shift;
}

const NONE = 1e-300;

interface Sums {
  logEvidence: number;
  slope: number;
  curvature: number;
}

function sumAt(reports: readonly ExpectedReport[], shift: number, habits: OddityHabits, weights: ReportWeight[]): Sums {
  const sums = { logEvidence: 0, slope: 0, curvature: 1e-9 };
  reports.forEach(({ seen, mean, variance }, at) => {
    const weight = weights[at] as ReportWeight;
    weighReport(seen, mean + shift, variance, habits, weight);
    sums.logEvidence += weight.logEvidence;
    sums.slope += weight.slope;
    sums.curvature += weight.curvature;
  });
  return sums;
}

/** The step to the mode of the date's common part, as far as the kind of date is known at the present shift. */
function commonStep(sums: Sums, shift: number, variance: number, wide: number, feastShare: number): number {
  const { feast } = integrate(sums, shift, variance, wide, feastShare);
  const precision = (1 - feast) / variance + feast / wide;
  return (sums.slope - shift * precision) / (sums.curvature + precision);
}

function integrate(sums: Sums, shift: number, variance: number, wide: number, feastShare: number) {
  const { slope, curvature } = sums;
  const best = shift + slope / curvature;
  const highest = sums.logEvidence + slope ** 2 / (2 * curvature);
  const ordinary = Math.log(1 - feastShare) + logNormal(best, variance + 1 / curvature);
  const unusual = Math.log(feastShare) + logNormal(best, wide + 1 / curvature);
  const most = Math.max(ordinary, unusual);
  const together = most + Math.log(Math.exp(ordinary - most) + Math.exp(unusual - most));
  return {
    logEvidence: highest + 0.5 * Math.log((2 * Math.PI) / curvature) + together,
    feast: Math.exp(unusual - together),
  };
}

/** Log density of N(0, variance). */
function logNormal(at: number, variance: number): number {
  return -0.5 * (Math.log(2 * Math.PI * variance) + at ** 2 / variance);
}
