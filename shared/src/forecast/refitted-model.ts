import { fitTurnout } from './fit-turnout.ts';
import { forecastSessions } from './forecast-sessions.ts';
import type { HistoryRow, TargetRow } from './history.ts';
import type { TurnoutForecast, TurnoutModel } from './turnout-model.ts';
import { updateWithReports } from './update-turnout.ts';

/** The model is fitted anew once its history has grown by this share or told of something new; in between, reports only update it. */
const REFIT_GROWTH_SHARE = 0.03;

/** The model as an office uses it while its history grows: reports enter it as they come, and now and then it is fitted anew. */
export class RefittedModel {
  readonly name: string;
  private readonly pooled: boolean;
  private readonly rows: HistoryRow[] = [];
  private readonly known = new Set<string>();
  private model: TurnoutModel | undefined;
  private fittedRows = 0;

  /** @param pooled without venue levels: the plain regression that the model is judged against */
  constructor(name: string, { pooled }: { pooled: boolean }) {
    this.name = name;
    this.pooled = pooled;
  }

  forecastAll(targets: readonly TargetRow[]): TurnoutForecast[] {
    return forecastSessions(this.upToDate(), targets);
  }

  learn(row: HistoryRow): void {
    this.rows.push(row);
  }

  private upToDate(): TurnoutModel {
    const since = this.rows.slice(this.model?.madeFrom.rows ?? 0);
    const nothingNew = since.every((row) => namesOf(row).every((name) => this.known.has(name)));
    if (this.model && nothingNew && this.rows.length < this.fittedRows * (1 + REFIT_GROWTH_SHARE)) {
      this.model = updateWithReports(this.model, since);
      return this.model;
    }
    const earlier = this.model && !this.pooled ? { earlier: updateWithReports(this.model, since) } : {};
    this.model = fitTurnout(this.rows, { pooled: this.pooled, ...earlier });
    this.fittedRows = this.rows.length;
    for (const row of since) for (const name of namesOf(row)) this.known.add(name);
    return this.model;
  }
}

/** Kinds, areas, slots and events: a fit knows only those it has seen. */
function namesOf({ kind, area, slot, events = [] }: TargetRow): string[] {
  return [`kind ${kind}`, `area ${area}`, `slot ${slot}`, ...events.map((name) => `event ${name}`)];
}
