import { demandOf, type HistoryRow } from '@jemput/shared/forecast/history';
import { type ForecastScore, SCORED_QUANTILES, scoreForecasts } from '@jemput/shared/forecast/score-forecast';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';

import { insideWithSharedEnds } from './shared-ends.ts';

export interface Pair {
  row: HistoryRow;
  forecast: TurnoutForecast;
}

/** Share of outcomes under a forecast's quantile, beside the share there should be. */
export interface QuantileShare {
  nominal: number;
  observed: number;
}

export interface MethodScore extends ForecastScore {
  name: string;
  /** Share of sessions inside [q25, q75], ends included; 0.50 is right. */
  innerShare: number;
  /** As `coverageShare`, but right at 0.80 also of small counts and full sessions (shared-ends.ts). */
  sharedEndsShare: number;
  quantiles: QuantileShare[];
  /** Processor seconds spent on it. */
  seconds: number;
  note?: string;
}

export function scoreMethod(name: string, pairs: readonly Pair[], seconds: number): MethodScore {
  const quantiles = SCORED_QUANTILES.flatMap(([key, nominal]) => {
    const observed = shareUnder(pairs, key);
    return observed === undefined ? [] : [{ nominal, observed }];
  });
  const inside = pairs.reduce((sum, { row, forecast }) => sum + insideWithSharedEnds(row, forecast), 0);
  const sharedEndsShare = inside / Math.max(1, pairs.length);
  return { name, ...scoreForecasts(pairs), innerShare: innerShareOf(pairs), sharedEndsShare, quantiles, seconds };
}

function ceilingOf({ turnedAway, capacity }: HistoryRow): number {
  return turnedAway === undefined ? (capacity ?? Infinity) : Infinity;
}

function innerShareOf(pairs: readonly Pair[]): number {
  const inside = pairs.filter(({ row, forecast }) => {
    const ceiling = ceilingOf(row);
    const outcome = Math.min(demandOf(row), ceiling);
    return outcome >= Math.min(forecast.q25, ceiling) && outcome <= Math.min(forecast.q75, ceiling);
  });
  return inside.length / Math.max(1, pairs.length);
}

/** Sessions that can tell, as a share of all, below which a quantile is not judged. */
const TELLING_SHARE = 0.3;

/** Of the sessions that can tell (quantile above 0 and under capacity): outcomes below the quantile, and half of those on it, as counts are whole. */
function shareUnder(pairs: readonly Pair[], key: (typeof SCORED_QUANTILES)[number][0]): number | undefined {
  const telling = pairs.filter(({ row, forecast }) => forecast[key] > 0 && forecast[key] < ceilingOf(row));
  if (telling.length === 0 || telling.length < TELLING_SHARE * pairs.length) return undefined;
  const under = telling.reduce((sum, { row, forecast }) => {
    const outcome = demandOf(row);
    return sum + (outcome < forecast[key] ? 1 : outcome === forecast[key] ? 0.5 : 0);
  }, 0);
  return under / telling.length;
}
