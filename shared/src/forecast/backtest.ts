import type { LocalDate } from '../calendar/local-date.ts';
import { type Baseline, plainBaselines } from './baselines.ts';
import { asTarget, foldsOf } from './folds.ts';
import type { HistoryRow, TargetRow } from './history.ts';
import { RefittedModel } from './refitted-model.ts';
import { type ForecastScore, scoreForecasts } from './score-forecast.ts';
import type { TurnoutForecast } from './turnout-model.ts';

export interface BacktestResult {
  folds: number;
  firstOrigin: LocalDate | undefined;
  /** The model first, then the baselines, all on the same sessions. */
  methods: { name: string; score: ForecastScore }[];
}

export interface BacktestOptions {
  /** Dates with sessions between one origin and the next, and looked ahead. */
  everyDates: number;
  /** Called after every fold, 1 … `folds`. */
  onFold?: (fold: number, folds: number) => void;
}

/**
 * Rolling origin: at every origin forecast the next `everyDates` dates of every site from what came before only, then move on.
 * The first origin lies `everyDates` dates in.
 *
 * @param history no two rows of one venue, date and slot
 * @see Tashman (2000), Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16(4), 437–450.
 *   doi:10.1016/S0169-2070(00)00065-0
 */
export function backtest(history: readonly HistoryRow[], { everyDates, onFold }: BacktestOptions): BacktestResult {
  const folds = foldsOf(history, everyDates);
  const forecasters: Forecaster[] = [
    new RefittedModel('jemput', { pooled: false }),
    ...plainBaselines(),
    new RefittedModel('pooled regression', { pooled: true }),
  ];
  const pairs = forecasters.map((): { row: HistoryRow; forecast: TurnoutForecast }[] => []);
  folds.forEach((fold, at) => {
    forecasters.forEach((forecaster, number) => {
      if (at > 0) {
        const forecasts = forecastAll(forecaster, fold.map(asTarget));
        fold.forEach((row, session) => {
          const forecast = forecasts[session];
          if (forecast) pairs[number]?.push({ row, forecast });
        });
      }
      for (const row of fold) forecaster.learn(row);
    });
    if (at > 0) onFold?.(at, folds.length - 1);
  });
  return {
    folds: Math.max(0, folds.length - 1),
    firstOrigin: folds[1]?.[0]?.date,
    methods: forecasters.map(({ name }, number) => ({ name, score: scoreForecasts(pairs[number] ?? []) })),
  };
}

type Forecaster = Baseline | RefittedModel;

function forecastAll(forecaster: Forecaster, targets: readonly TargetRow[]): TurnoutForecast[] {
  if (forecaster instanceof RefittedModel) return forecaster.forecastAll(targets);
  return targets.map((target) => forecaster.forecast(target));
}
