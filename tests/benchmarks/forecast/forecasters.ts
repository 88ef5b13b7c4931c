import { type Baseline, baselinesPerRemaining, plainBaselines } from '@jemput/shared/forecast/baselines';
import type { HistoryRow, TargetRow } from '@jemput/shared/forecast/history';
import { RefittedModel } from '@jemput/shared/forecast/refitted-model';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';

/** A method of the table: at an origin it forecasts a block, then learns it. */
export interface Forecaster {
  name: string;
  forecast(targets: readonly TargetRow[]): TurnoutForecast[];
  learn(rows: readonly HistoryRow[]): void;
}

export const OURS = 'jemput';

export function allForecasters(history: readonly HistoryRow[]): Forecaster[] {
  const knowsRemaining = history.some(({ remaining }) => remaining !== undefined);
  const baselines = [...plainBaselines(), ...(knowsRemaining ? baselinesPerRemaining() : [])];
  const model = new RefittedModel(OURS, { pooled: false });
  const regression = new RefittedModel('pooled regression', { pooled: true });
  return [asForecaster(model), ...baselines.map(asForecaster), asForecaster(regression)];
}

function asForecaster(baseline: Baseline | RefittedModel): Forecaster {
  return {
    name: baseline.name,
    forecast: (targets) =>
      baseline instanceof RefittedModel
        ? baseline.forecastAll(targets)
        : targets.map((target) => baseline.forecast(target)),
    learn: (rows) => {
      for (const row of rows) baseline.learn(row);
    },
  };
}
