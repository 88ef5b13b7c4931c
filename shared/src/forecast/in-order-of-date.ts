import type { LocalDate } from '../calendar/local-date.ts';

/** Oldest first; those of one date stay in the order given. */
export function inOrderOfDate<Row extends { date: LocalDate }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
