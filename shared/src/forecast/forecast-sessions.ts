import { daysBetween } from '../calendar/local-date.ts';
import { nextStintDay } from './design.ts';
import type { TargetRow } from './history.ts';
import { predictTurnout } from './predict-turnout.ts';
import type { TurnoutForecast, TurnoutModel } from './turnout-model.ts';

/** Forecasts many sessions, in the order given; a session on the date after another one at its venue continues that run. */
export function forecastSessions(model: TurnoutModel, targets: readonly TargetRow[]): TurnoutForecast[] {
  const stintDays = new Map<TargetRow, number>();
  const last = new Map<string, { date: string; stintDay: number }>();
  for (const target of [...targets].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))) {
    const before = last.get(target.venue) ?? model.venues[target.venue];
    const days = before ? daysBetween(before.date, target.date) : 0;
    const stintDay = before && days >= 0 ? nextStintDay(days, before.stintDay) : 1;
    stintDays.set(target, stintDay);
    last.set(target.venue, { date: target.date, stintDay });
  }
  return targets.map((target) => predictTurnout(model, { ...target, stintDay: stintDays.get(target) ?? 1 }));
}
