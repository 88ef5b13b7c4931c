import type { TargetRow } from './history.ts';
import { inOrderOfDate } from './in-order-of-date.ts';
import { predictTurnout } from './predict-turnout.ts';
import type { TurnoutForecast, TurnoutModel } from './turnout-model.ts';
import { nextVisit, type Visit } from './visit.ts';

/** Forecasts many sessions, in the order given; a session on the date after another one at its venue continues that run. */
export function forecastSessions(model: TurnoutModel, targets: readonly TargetRow[]): TurnoutForecast[] {
  return withVisits(model, targets).map((target) => predictTurnout(model, target));
}

/** Sessions still to come for the model, each with where it stands in its venue's run of dates. */
export function withVisits<Row extends TargetRow>(
  model: TurnoutModel,
  rows: readonly Row[],
): (Row & { visit: Visit })[] {
  const visits = new Map<Row, Visit>();
  const last = new Map<string, Visit & { date: string }>();
  for (const row of inOrderOfDate(rows)) {
    const known = model.venues[row.venue];
    const visit = nextVisit(last.get(row.venue) ?? (known && { ...known.visit, date: known.date }), row.date);
    visits.set(row, visit);
    last.set(row.venue, { ...visit, date: row.date });
  }
  return rows.map((row) => ({ ...row, visit: visits.get(row) as Visit }));
}
