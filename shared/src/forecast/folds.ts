import type { HistoryRow, TargetRow } from './history.ts';
import { inOrderOfDate } from './in-order-of-date.ts';

/** Sessions in blocks of so many dates with sessions, in order of date; the first block is only learned from. */
export function foldsOf(history: readonly HistoryRow[], everyDates: number): HistoryRow[][] {
  const dates = [...new Set(history.map(({ date }) => date))].sort();
  const foldOf = new Map(dates.map((date, at) => [date, Math.floor(at / everyDates)]));
  const folds = Array.from({ length: Math.ceil(dates.length / everyDates) }, (): HistoryRow[] => []);
  for (const row of history) folds[foldOf.get(row.date) ?? 0]?.push(row);
  return folds.map(inOrderOfDate);
}

/** What was known before the session was held. */
export function asTarget({ served: _served, turnedAway: _turnedAway, ...target }: HistoryRow): TargetRow {
  return target;
}
