import type { Level, Report } from './absorb-report.ts';
import { type CalibrationTally, tally, worthOfOne } from './calibration.ts';
import { quadraticForm } from './cholesky.ts';
import { type CommonPart, feastOrNot } from './common-level.ts';
import type { ExpectedReport } from './date-evidence.ts';
import { demandCdf, type UncertainDemand } from './demand-distribution.ts';

/** A report beside its forecast, before it enters the levels. */
export interface Judged extends ExpectedReport {
  level: Level;
  report: Report;
  /** What is common to its date; its mean is in `mean` already, feast or not, its variance not in `variance`. */
  common: CommonPart;
}

/**
 * Notes where in its forecast a report fell.
 *
 * @param covariance of the steady effects
 * @param together reports of its date, which share what the date did to all
 */
export function tallyReport(
  into: CalibrationTally,
  { level, report, mean, variance, common, seen }: Judged,
  { covariance, together, weight }: { covariance: ArrayLike<number>; together: number; weight: number },
): void {
  const open = level.absorbed.map((share) => -share);
  for (let at = 0; at < report.active.length; at++) {
    const feature = report.active[at] as number;
    if (feature >= 0) open[feature] = (open[feature] as number) + 1;
  }
  const logVariance = variance + common.variance + quadraticForm(covariance, open);
  const logMean = mean - feastOrNot(common).mean + common.mean;
  const feast = common.feast ? { feast: common.feast } : {};
  const demand = { logMean, logVariance, dispersion: seen.dispersion, ...feast };
  tallyForecast(into, demand, report, { shared: common.variance, together, weight });
}

/**
 * The same of a forecast as it was made.
 *
 * @param shared part of the demand's log variance that all reports of its date have in common
 */
export function tallyForecast(
  into: CalibrationTally,
  demand: UncertainDemand,
  { count, censored }: { count: number; censored: boolean },
  { shared, together, weight }: { shared: number; together: number; weight: number },
): void {
  const low = demandCdf(demand, count - 1);
  const high = censored ? 1 : demandCdf(demand, count);
  const share = shared / (demand.logVariance + demand.dispersion + Math.exp(-demand.logMean));
  tally(into, low, high, weight * worthOfOne(together, Math.min(1, share)));
}
