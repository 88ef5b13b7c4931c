import { type Baseline, baselinesPerRemaining, plainBaselines } from '@jemput/shared/forecast/baselines';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { forecastSessions } from '@jemput/shared/forecast/forecast-sessions';
import type { HistoryRow, TargetRow } from '@jemput/shared/forecast/history';
import type { TurnoutForecast, TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { updateWithReports } from '@jemput/shared/forecast/update-turnout';

/** A method of the table: at an origin it forecasts a block, then learns it. */
export interface Forecaster {
  name: string;
  forecast(targets: readonly TargetRow[]): TurnoutForecast[];
  learn(rows: readonly HistoryRow[]): void;
}

export const OURS = 'jemput';

/** As in the product's backtest: fitted anew once the history has grown by this share or tells of something new; in between, reports only update it. */
const REFIT_GROWTH_SHARE = 0.03;

export function allForecasters(history: readonly HistoryRow[]): Forecaster[] {
  const knowsRemaining = history.some(({ remaining }) => remaining !== undefined);
  const baselines = [...plainBaselines(), ...(knowsRemaining ? baselinesPerRemaining() : [])];
  return [new RefittedModel(OURS, false), ...baselines.map(asForecaster), new RefittedModel('pooled regression', true)];
}

function asForecaster(baseline: Baseline): Forecaster {
  return {
    name: baseline.name,
    forecast: (targets) => targets.map((target) => baseline.forecast(target)),
    learn: (rows) => {
      for (const row of rows) baseline.learn(row);
    },
  };
}

/** Kinds, areas, slots and events: a fit knows only those it has seen. */
function namesOf({ kind, area, slot, events = [] }: TargetRow): string[] {
  return [`kind ${kind}`, `area ${area}`, `slot ${slot}`, ...events.map((name) => `event ${name}`)];
}

class RefittedModel implements Forecaster {
  readonly name: string;
  private readonly pooled: boolean;
  private readonly rows: HistoryRow[] = [];
  private model: TurnoutModel | undefined;
  private readonly names = new Set<string>();
  private fittedRows = 0;
  private knownRows = 0;

  constructor(name: string, pooled: boolean) {
    this.name = name;
    this.pooled = pooled;
  }

  forecast(targets: readonly TargetRow[]): TurnoutForecast[] {
    return forecastSessions(this.fitted(), targets);
  }

  learn(rows: readonly HistoryRow[]): void {
    this.rows.push(...rows);
  }

  private fitted(): TurnoutModel {
    const since = this.rows.slice(this.knownRows);
    this.knownRows = this.rows.length;
    const isKnown = since.every((row) => namesOf(row).every((name) => this.names.has(name)));
    if (this.model && isKnown && this.rows.length < this.fittedRows * (1 + REFIT_GROWTH_SHARE)) {
      this.model = updateWithReports(this.model, since);
      return this.model;
    }
    const earlier = this.model && !this.pooled ? { earlier: this.model } : {};
    this.model = fitTurnout(this.rows, { pooled: this.pooled, ...earlier });
    this.fittedRows = this.rows.length;
    for (const row of since) for (const name of namesOf(row)) this.names.add(name);
    return this.model;
  }
}
