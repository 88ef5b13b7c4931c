import type { LocalDate } from '../calendar/local-date.ts';
import { type Baseline, plainBaselines } from './baselines.ts';
import { fitTurnout } from './fit-turnout.ts';
import { forecastSessions } from './forecast-sessions.ts';
import type { HistoryRow, TargetRow } from './history.ts';
import { type ForecastScore, scoreForecasts } from './score-forecast.ts';
import type { TurnoutForecast, TurnoutModel } from './turnout-model.ts';
import { updateWithReports } from './update-turnout.ts';

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

/** The model is fitted anew once its history has grown by this share or told of something new; in between, reports only update it. */
const REFIT_GROWTH_SHARE = 0.03;

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
  const forecasters: Baseline[] = [
    new RefittedModel('jemput', false),
    ...plainBaselines(),
    new RefittedModel('pooled regression', true),
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

function foldsOf(history: readonly HistoryRow[], everyDates: number): HistoryRow[][] {
  const dates = [...new Set(history.map(({ date }) => date))].sort();
  const foldOf = new Map(dates.map((date, at) => [date, Math.floor(at / everyDates)]));
  const folds: HistoryRow[][] = Array.from({ length: Math.ceil(dates.length / everyDates) }, () => []);
  for (const row of history) folds[foldOf.get(row.date) ?? 0]?.push(row);
  for (const fold of folds) fold.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return folds;
}

/** What was known before the session was held. */
function asTarget({ served: _served, turnedAway: _turnedAway, ...target }: HistoryRow): TargetRow {
  return target;
}

function forecastAll(forecaster: Baseline, targets: readonly TargetRow[]): TurnoutForecast[] {
  if (forecaster instanceof RefittedModel) return forecaster.forecastAll(targets);
  return targets.map((target) => forecaster.forecast(target));
}

/** Kinds, areas, slots and events: a fit knows only those it has seen. */
function namesOf({ kind, area, slot, events = [] }: TargetRow): string[] {
  return [`kind ${kind}`, `area ${area}`, `slot ${slot}`, ...events.map((name) => `event ${name}`)];
}

class RefittedModel implements Baseline {
  readonly name: string;
  private readonly pooled: boolean;
  private readonly rows: HistoryRow[] = [];
  private model: TurnoutModel | undefined;
  private readonly names = new Set<string>();
  private fittedRows = 0;

  constructor(name: string, pooled: boolean) {
    this.name = name;
    this.pooled = pooled;
  }

  forecast(target: TargetRow): TurnoutForecast {
    return this.forecastAll([target])[0] as TurnoutForecast;
  }

  forecastAll(targets: readonly TargetRow[]): TurnoutForecast[] {
    return forecastSessions(this.fitted(), targets);
  }

  learn(row: HistoryRow): void {
    this.rows.push(row);
  }

  private fitted(): TurnoutModel {
    const since = this.rows.slice(this.model?.madeFrom.rows ?? 0);
    const known = since.every((row) => namesOf(row).every((name) => this.names.has(name)));
    if (this.model && known && this.rows.length < this.fittedRows * (1 + REFIT_GROWTH_SHARE)) {
      this.model = updateWithReports(this.model, since);
      return this.model;
    }
    this.model = fitTurnout(this.rows, {
      pooled: this.pooled,
      ...(this.model && !this.pooled ? { earlier: this.model } : {}),
    });
    this.fittedRows = this.rows.length;
    for (const row of since) for (const name of namesOf(row)) this.names.add(name);
    return this.model;
  }
}
