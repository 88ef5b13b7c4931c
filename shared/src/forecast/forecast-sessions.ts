import type { TargetRow } from './history.ts';
import { predictTurnout } from './predict-turnout.ts';
import type { TurnoutForecast, TurnoutModel } from './turnout-model.ts';
import { nextVisit, type Visit } from './visit.ts';

/** Forecasts many sessions, in the order given; a session on the date after another one at its venue continues that run. */
export function forecastSessions(model: TurnoutModel, targets: readonly TargetRow[]): TurnoutForecast[] {
  const visits = new Map<TargetRow, Visit>();
  const last = new Map<string, Visit & { date: string }>();
  for (const target of [...targets].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))) {
    const known = model.venues[target.venue];
    const before = last.get(target.venue) ?? (known && { ...known.visit, date: known.date });
    const visit = nextVisit(before, target.date);
    visits.set(target, visit);
    last.set(target.venue, { ...visit, date: target.date });
  }
  return targets.map((target) => {
    const visit = visits.get(target);
    return predictTurnout(model, visit ? { ...target, visit } : target);
  });
}
