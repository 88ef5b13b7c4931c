import { FittedSmoothing } from './baselines/fitted-smoothing.ts';
import { MovingAverage, SeasonalNaive } from './baselines/last-counts.ts';
import { SiteMeanByWeekday } from './baselines/site-mean-by-weekday.ts';
import { SpreadFromErrors } from './baselines/spread-from-errors.ts';
import { SmoothingWithWeekdayFactors } from './baselines/weekday-factors.ts';
import type { HistoryRow, TargetRow } from './history.ts';
import type { TurnoutForecast } from './turnout-model.ts';

/** A plain forecaster that learns row by row, in order of date. */
export interface Baseline {
  name: string;
  forecast(target: TargetRow): TurnoutForecast;
  learn(row: HistoryRow): void;
}

/** About what a planner looks back over: a stint and one more evening. */
const RECENT_VISITS = 4;

/** Rules on counts alone. */
export function plainBaselines(): Baseline[] {
  return [
    new SpreadFromErrors('site mean by weekday', new SiteMeanByWeekday()),
    new SpreadFromErrors('seasonal naive', new SeasonalNaive()),
    new SpreadFromErrors('exponential smoothing', new FittedSmoothing()),
    new SpreadFromErrors('Holt-Winters by weekday', new SmoothingWithWeekdayFactors()),
    new SpreadFromErrors('last visit', new MovingAverage(1)),
    new SpreadFromErrors(`mean of last ${RECENT_VISITS} visits`, new MovingAverage(RECENT_VISITS)),
  ];
}

/** The best of the same rules on shares of the people remaining; of use where those are known. */
export function baselinesPerRemaining(): Baseline[] {
  const perRemaining = true;
  return [
    new SpreadFromErrors('site mean share of the remaining', new SiteMeanByWeekday(), { perRemaining }),
    new SpreadFromErrors('smoothed share of the remaining', new FittedSmoothing(), { perRemaining }),
  ];
}
