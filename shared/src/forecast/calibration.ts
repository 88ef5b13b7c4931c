/** Levels at which the calibration is told; straight lines between. */
const KNOTS = [
  0, 1e-6, 1e-4, 1e-3, 0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995, 0.999, 0.9999,
  0.999999, 1,
];

/** Reports that "the forecasts are right" is worth before any has come. */
const PRIOR_REPORTS = 30;

/** Share of a report's weight that is left when a whole one comes after it: what lies 100 back counts for a third. */
const KEPT = 0.99;

/** Counts of how often reports fell under each level of their own forecast. */
export interface CalibrationTally {
  reports: number;
  under: number[];
}

export function emptyTally(): CalibrationTally {
  return { reports: 0, under: KNOTS.map(() => 0) };
}

/**
 * What one of the reports of a date is worth beside a report of its own, since they share what the date did to all: 1 / (1 + (n − 1) ρ).
 *
 * @param reports n, at least 1
 * @param shared ρ: share of the squared error that they have in common
 * @see Kish (1965), Survey Sampling, Wiley, 5.4 (the design effect)
 */
export function worthOfOne(reports: number, shared: number): number {
  return 1 / (1 + (reports - 1) * shared);
}

/**
 * Adds one report. A whole number lies between two levels of its forecast, P(D < count) and P(D ≤ count), and a count of which only
 * "at least" is known between P(D < count) and 1: it is spread evenly between them.
 *
 * @see Czado, Gneiting & Held (2009), Predictive model assessment for count data, Biometrics 65(4), 1254–1261.
 *   doi:10.1111/j.1541-0420.2009.01191.x
 */
export function tally(into: CalibrationTally, low: number, high: number, weight: number): void {
  const kept = KEPT ** weight;
  into.reports = into.reports * kept + weight;
  const width = Math.max(1e-9, high - low);
  KNOTS.forEach((knot, at) => {
    into.under[at] = (into.under[at] as number) * kept + weight * Math.max(0, Math.min(1, (knot - low) / width));
  });
}

/** The share of reports that fell under each knot, drawn towards the knot itself while reports are few. */
export function calibrationFrom({ reports, under }: CalibrationTally): number[] {
  return KNOTS.map((knot, at) => {
    if (knot === 0 || knot === 1) return knot;
    return ((under[at] as number) + PRIOR_REPORTS * knot) / (reports + PRIOR_REPORTS);
  });
}

/** The level that a forecast's level has proved to be: how often reports really fell under it. */
export function calibrated(calibration: readonly number[], level: number): number {
  let at = 1;
  while (at < KNOTS.length - 1 && level > (KNOTS[at] as number)) at += 1;
  const [low, high] = [KNOTS[at - 1] as number, KNOTS[at] as number];
  const [from, to] = [calibration[at - 1] as number, calibration[at] as number];
  return from + ((to - from) * (level - low)) / (high - low);
}
