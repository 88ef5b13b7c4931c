import type { HistoryRow } from './history.ts';
import { type ForecastScore, scoreForecasts, seenBeside } from './score-forecast.ts';
import type { TurnoutForecast } from './turnout-model.ts';

/** A session that was held, and its forecast as it stood before. */
export interface JudgedPair {
  row: HistoryRow;
  forecast: TurnoutForecast;
}

export interface ForecastVerdict extends ForecastScore {
  /** Mean of |came − expected|, in people. */
  meanError: number;
  /** Mean of came − expected, in people: above 0 where more came than was forecast. */
  bias: number;
  /** Sessions inside [q10, q90] and [q25, q75], ends included. */
  inside80: number;
  inside50: number;
}

/** As `scoreForecasts`: where nobody counted who was turned away, served and the forecast of that are compared. */
export function judgeForecasts(pairs: readonly JudgedPair[]): ForecastVerdict {
  let missed = 0;
  let bias = 0;
  let inside80 = 0;
  let inside50 = 0;
  for (const { row, forecast } of pairs) {
    const { came, most, expected } = seenBeside(row, forecast);
    const error = came - expected;
    missed += Math.abs(error);
    bias += error;
    if (came >= Math.min(forecast.q10, most) && came <= Math.min(forecast.q90, most)) inside80 += 1;
    if (came >= Math.min(forecast.q25, most) && came <= Math.min(forecast.q75, most)) inside50 += 1;
  }
  const each = Math.max(1, pairs.length);
  return { ...scoreForecasts(pairs), meanError: missed / each, bias: bias / each, inside80, inside50 };
}
