import { daysBetween, isoWeekday } from '@jemput/shared/calendar/local-date';
import { demandOf, type HistoryRow } from '@jemput/shared/forecast/history';

/** Folds as `rolling-origin.R` reads them: a line a session in order of date, a column of 0 and 1 per dated event, unknown fields empty. */
export function historyCsv(folds: readonly (readonly HistoryRow[])[]): string {
  const events = [...new Set(folds.flat().flatMap((row) => row.events ?? []))].sort();
  const first = folds[0]?.[0]?.date ?? '';
  const head = ['row', 'fold', 'venue', 'kind', 'slot', 'day', 'weekday', 'remaining', 'capacity', 'count'];
  const lines = folds.flatMap((rows, fold) =>
    rows.map((row) => [
      fold,
      JSON.stringify(row.venue),
      row.kind ?? '',
      row.slot ?? '',
      daysBetween(first, row.date),
      isoWeekday(row.date),
      row.remaining ?? '',
      row.capacity ?? '',
      demandOf(row),
      ...events.map((name) => (row.events?.includes(name) ? 1 : 0)),
    ]),
  );
  const header = [...head, ...events.map((name) => `event_${name}`)].join(',');
  return `${[header, ...lines.map((cells, at) => [at, ...cells].join(','))].join('\n')}\n`;
}
