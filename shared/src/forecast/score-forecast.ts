import type { HistoryRow } from './history.ts';
import { demandOf } from './history.ts';
import type { TurnoutForecast } from './turnout-model.ts';

export const SCORED_QUANTILES = [
  ['q05', 0.05],
  ['q10', 0.1],
  ['q25', 0.25],
  ['q50', 0.5],
  ['q75', 0.75],
  ['q90', 0.9],
  ['q95', 0.95],
] as const;

/** How forecasts did against what came. */
export interface ForecastScore {
  sessions: number;
  /** Weighted absolute percentage error of the mean: sum of |came − mean| / sum of came. Smaller is better. */
  wape: number;
  /** Mean pinball loss over the seven quantiles, in people. Smaller is better. */
  pinballLoss: number;
  /** Share of sessions inside [q10, q90], ends included; 0.80 is right. */
  coverageShare: number;
}

/**
 * Pinball (quantile) loss of one quantile, in the unit of the outcome. Smaller is better.
 *
 * @see Koenker & Bassett (1978), Regression quantiles, Econometrica 46(1), 33–50. doi:10.2307/1913643
 */
export function pinballLoss(outcome: number, quantile: number, probability: number): number {
  return outcome >= quantile ? probability * (outcome - quantile) : (1 - probability) * (quantile - outcome);
}

/**
 * What can be seen of a session's demand, the most that could have been, and what was expected of it. Where nobody counted who was turned
 * away the most is what the kits can record: a capacity is an estimate, so whoever served more could.
 */
export function seenBeside(
  row: HistoryRow,
  { mean, servedMean }: Pick<TurnoutForecast, 'mean' | 'servedMean'>,
): { came: number; most: number; expected: number } {
  const { served, capacity = Infinity, turnedAway } = row;
  const came = demandOf(row);
  if (turnedAway !== undefined || capacity === Infinity) return { came, most: Infinity, expected: mean };
  if (served > capacity) return { came, most: served, expected: Math.min(mean, served) };
  return { came, most: capacity, expected: servedMean };
}

/**
 * Scores forecasts against the sessions that came. Where nobody counted who was turned away only served = min(demand, capacity)
 * is known: there the forecast of that is scored, whose quantiles are min(quantile, capacity); see seenBeside.
 *
 * @param pairs one a session, none left out
 */
export function scoreForecasts(pairs: readonly { row: HistoryRow; forecast: TurnoutForecast }[]): ForecastScore {
  let missed = 0;
  let came = 0;
  let pinball = 0;
  let inside = 0;
  for (const { row, forecast } of pairs) {
    const { came: outcome, most, expected } = seenBeside(row, forecast);
    const at = (key: (typeof SCORED_QUANTILES)[number][0]) => Math.min(forecast[key], most);
    missed += Math.abs(outcome - expected);
    came += outcome;
    for (const [key, probability] of SCORED_QUANTILES) pinball += pinballLoss(outcome, at(key), probability);
    if (outcome >= at('q10') && outcome <= at('q90')) inside += 1;
  }
  const sessions = pairs.length;
  return {
    sessions,
    wape: came > 0 ? missed / came : 0,
    pinballLoss: sessions > 0 ? pinball / (sessions * SCORED_QUANTILES.length) : 0,
    coverageShare: sessions > 0 ? inside / sessions : 0,
  };
}
