import { addDays, type LocalDate } from '../calendar/local-date.ts';
import { fitTurnout } from './fit-turnout.ts';
import { forecastSessions } from './forecast-sessions.ts';
import type { HistoryRow } from './history.ts';
import { type ForecastScore, scoreForecasts } from './score-forecast.ts';
import type { TurnoutForecast, TurnoutModel } from './turnout-model.ts';
import { updateTurnout } from './update-turnout.ts';

/** How a model did on the last dates of a history, which it was not fitted to. */
export interface HeldOutScore extends ForecastScore {
  /** First and last date that was held out. */
  from: LocalDate;
  to: LocalDate;
}

export interface HeldOutOptions {
  /** Length of the span of dates at the end of the history that is held out. */
  days: number;
  earlier?: TurnoutModel;
}

/**
 * Fits to all that lies before the last `days` days, then forecasts each held-out date the evening before: its sessions
 * move the levels once they are over, as reports do, and nothing is fitted anew.
 *
 * @returns undefined where nothing lies before those days
 */
export function heldOutScore(
  history: readonly HistoryRow[],
  { days, earlier }: HeldOutOptions,
): HeldOutScore | undefined {
  const dates = [...new Set(history.map(({ date }) => date))].sort();
  const to = dates.at(-1);
  if (to === undefined) return undefined;
  const from = addDays(to, 1 - days);
  const before = history.filter(({ date }) => date < from);
  if (before.length === 0) return undefined;
  let model = fitTurnout(before, earlier ? { earlier } : {});
  const pairs: { row: HistoryRow; forecast: TurnoutForecast }[] = [];
  for (const date of dates.filter((one) => one >= from)) {
    const held = history.filter((row) => row.date === date);
    const forecasts = forecastSessions(
      model,
      held.map(({ served: _served, turnedAway: _turnedAway, ...target }) => target),
    );
    held.forEach((row, at) => {
      const forecast = forecasts[at];
      if (forecast) pairs.push({ row, forecast });
    });
    for (const row of held) model = updateTurnout(model, row);
  }
  return { ...scoreForecasts(pairs), from, to };
}
