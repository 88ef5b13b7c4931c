import type { LevelHabits } from './level-filter.ts';

/** How far counts have strayed from what was expected of them: those of a venue beside others', or of a weekday beside others. */
export interface Spread {
  /** Reports' worth of knowledge, older ones counting less. */
  reports: number;
  /** Sum over them of (squared error / expected squared error), as a multiple of the usual dispersion. */
  squares: number;
}

/** Share of a report's weight that is left when the next one comes. */
const KEPT = 0.99;

/** Errors beyond this many standard deviations tell of an odd session, not of the venue's spread. */
const FARTHEST = 3;

/** Mean of min(z², FARTHEST²) where z is standard normal. */
const USUAL_SQUARE = 0.975;

export function usualSpread(): Spread {
  return { reports: 0, squares: 0 };
}

/** Reports that a weekday's dispersion being that of others is worth at least. */
const WEEKDAY_REPORTS = 30;

/** The spread of the venue and that of the weekday which a report is one of. */
export interface Spreads {
  venue: Spread;
  weekday: Spread;
}

/**
 * NB2 dispersion of counts at a venue on a weekday: the usual one times the factors that errors there and then have proved, drawn to 1
 * while they are few.
 *
 * @see West & Harrison (1997), Bayesian Forecasting and Dynamic Models, 2nd ed., Springer, 10.8 (discounted variance learning).
 */
export function dispersionAt({ venue, weekday }: Spreads, habits: LevelHabits): number {
  const ofWeekday = factorOf(weekday, Math.max(WEEKDAY_REPORTS, habits.spreadReports));
  return habits.dispersion * factorOf(venue, habits.spreadReports) * ofWeekday;
}

function factorOf({ reports, squares }: Spread, prior: number): number {
  return (prior + squares) / (prior + reports);
}

/** Takes note of one report's error; where chance alone (the Poisson part) explains it, little is learnt. */
export function noteSpread(
  { venue, weekday }: Spreads,
  { count, censored }: { count: number; censored: boolean },
  { mean, variance, regular }: { mean: number; variance: number; regular: number },
  habits: LevelHabits,
): void {
  if (censored) return;
  const expected = Math.exp(mean);
  const own = dispersionAt({ venue, weekday }, habits);
  const error = (count - expected) ** 2 / (expected + (own + variance) * expected ** 2);
  const square = Math.min(error, FARTHEST ** 2) / USUAL_SQUARE;
  const weight = (regular * own) / (own + variance + 1 / expected);
  note(venue, habits.spreadReports, square, weight);
  note(weekday, Math.max(WEEKDAY_REPORTS, habits.spreadReports), square, weight);
}

function note(spread: Spread, prior: number, square: number, weight: number): void {
  const factor = factorOf(spread, prior);
  spread.reports = spread.reports * KEPT + weight;
  spread.squares = spread.squares * KEPT + weight * factor * square;
}
