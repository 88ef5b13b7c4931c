import { demandOf, type HistoryRow } from '@jemput/shared/forecast/history';
import { SCORED_QUANTILES } from '@jemput/shared/forecast/score-forecast';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';

const [LOW, HIGH] = [0.1, 0.9];

/**
 * How much of a session lies inside the 80 % interval, 0 to 1, when a whole number stands for all the probability that the forecast gives it, and a full
 * session for all from its capacity on. A right forecast has 0.8 on average, also of small counts and of full sessions, where counting the ends as inside
 * gives more. The distribution between the seven quantiles is taken for straight.
 *
 * @see Czado, Gneiting & Held (2009), Predictive model assessment for count data, Biometrics 65(4), 1254–1261. doi:10.1111/j.1541-0420.2009.01191.x
 */
export function insideWithSharedEnds(row: HistoryRow, forecast: TurnoutForecast): number {
  const ceiling = row.turnedAway === undefined ? (row.capacity ?? Infinity) : Infinity;
  const outcome = Math.min(demandOf(row), ceiling);
  const from = cumulativeAt(forecast, outcome - 0.5);
  const to = outcome >= ceiling ? 1 : cumulativeAt(forecast, outcome + 0.5);
  if (to <= from) return from >= LOW && from <= HIGH ? 1 : 0;
  return Math.max(0, Math.min(to, HIGH) - Math.max(from, LOW)) / (to - from);
}

/** Probability of less than `value`, which is between two whole numbers. */
function cumulativeAt(forecast: TurnoutForecast, value: number): number {
  if (value < 0) return 0;
  let [below, belowLevel] = [-0.5, 0];
  for (const [key, level] of SCORED_QUANTILES) {
    const quantile = forecast[key];
    if (quantile > value) {
      const share = (value - below) / Math.max(1e-9, quantile - below);
      return belowLevel + share * (level - belowLevel);
    }
    [below, belowLevel] = [quantile, level];
  }
  const beyond = (value - forecast.q95) / Math.max(1, forecast.q95 - forecast.q50);
  return 1 - (1 - belowLevel) * Math.exp(-beyond);
}
