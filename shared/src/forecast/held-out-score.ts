import { addDays, daysBetween, type LocalDate } from '../calendar/local-date.ts';
import { fitTurnout } from './fit-turnout.ts';
import { asTarget } from './folds.ts';
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
  /** How many days at the end of the history are held out at most; never more than a third of its span. */
  days: number;
  earlier?: TurnoutModel;
}

/** A fit needs most of what there is. */
const MOST_HELD_OUT_SHARE = 1 / 3;

/**
 * Fits to all that lies before the last `days` days, then forecasts each held-out date the evening before: its sessions
 * move the levels once they are over, as reports do, and nothing is fitted anew.
 *
 * @returns undefined where the history is too short to hold out a day
 */
export function heldOutScore(
  history: readonly HistoryRow[],
  { days, earlier }: HeldOutOptions,
): HeldOutScore | undefined {
  const dates = [...new Set(history.map(({ date }) => date))].sort();
  const [first] = dates;
  const to = dates.at(-1);
  if (first === undefined || to === undefined) return undefined;
  const heldOutDays = Math.min(days, Math.floor((daysBetween(first, to) + 1) * MOST_HELD_OUT_SHARE));
  if (heldOutDays === 0) return undefined;
  const from = addDays(to, 1 - heldOutDays);
  const before = history.filter(({ date }) => date < from);
  let model = fitTurnout(before, earlier ? { earlier } : {});
  const pairs: { row: HistoryRow; forecast: TurnoutForecast }[] = [];
  for (const date of dates.filter((one) => one >= from)) {
    const held = history.filter((row) => row.date === date);
    const forecasts = forecastSessions(model, held.map(asTarget));
    held.forEach((row, at) => {
      const forecast = forecasts[at];
      if (forecast) pairs.push({ row, forecast });
    });
    for (const row of held) model = updateTurnout(model, row);
  }
  return { ...scoreForecasts(pairs), from, to };
}
