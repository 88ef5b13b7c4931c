import type { LevelHabits } from './level-filter.ts';

/** How far a venue's counts have strayed from what was expected of them, beside other venues. */
export interface Spread {
  /** Reports' worth of knowledge, older ones counting less. */
  reports: number;
  /** Sum over them of (squared error / expected squared error), as a multiple of the usual dispersion. */
  squares: number;
}

/** Share of a report's weight that is left when the venue's next one comes. */
const KEPT = 0.99;

/** Errors beyond this many standard deviations tell of an odd session, not of the venue's spread. */
const FARTHEST = 3;

/** Mean of min(z², FARTHEST²) where z is standard normal. */
const USUAL_SQUARE = 0.975;

export function usualSpread(): Spread {
  return { reports: 0, squares: 0 };
}

/**
 * NB2 dispersion of counts at a venue: the usual one times a factor that its own errors have proved, drawn to 1 while they are few.
 *
 * @see West & Harrison (1997), Bayesian Forecasting and Dynamic Models, 2nd ed., Springer, 10.8 (discounted variance learning).
 */
export function venueDispersion({ reports, squares }: Spread, habits: LevelHabits): number {
  const prior = habits.spreadReports;
  return (habits.dispersion * (prior + squares)) / (prior + reports);
}

/** Takes note of one report's error; where chance alone (the Poisson part) explains it, little is learnt. */
export function noteSpread(
  spread: Spread,
  { count, censored }: { count: number; censored: boolean },
  { mean, variance, regular }: { mean: number; variance: number; regular: number },
  habits: LevelHabits,
): void {
  if (censored) return;
  const factor = venueDispersion(spread, habits) / habits.dispersion;
  const expected = Math.exp(mean);
  const own = factor * habits.dispersion;
  const square = (count - expected) ** 2 / (expected + (own + variance) * expected ** 2);
  const weight = (regular * own) / (own + variance + 1 / expected);
  spread.reports = spread.reports * KEPT + weight;
  spread.squares = spread.squares * KEPT + (weight * factor * Math.min(square, FARTHEST ** 2)) / USUAL_SQUARE;
}
