import { DateTime, Interval } from 'luxon';

/** A calendar date as people at a venue mean it, `YYYY-MM-DD`, without a zone. */
export type LocalDate = string;

const utc = { zone: 'utc' } as const;

/** True for `YYYY-MM-DD` naming a date that exists: 2013-02-29 does not. */
export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, utc).isValid;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return DateTime.fromISO(date, utc).plus({ days }).toFormat('yyyy-MM-dd');
}

/** Dates from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return DateTime.fromISO(to, utc).diff(DateTime.fromISO(from, utc), 'days').days;
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function isoWeekday(date: LocalDate): number {
  return DateTime.fromISO(date, utc).weekday;
}

/** ISO 8601 week, `2013-W41`; the year is that of the week. */
export function isoWeek(date: LocalDate): string {
  return DateTime.fromISO(date, utc).toFormat("kkkk-'W'WW");
}

/** Every date from `start` to `end`, both included; empty when `end` is earlier. */
export function dateRange(start: LocalDate, end: LocalDate): LocalDate[] {
  if (end < start) return [];
  const days = Interval.fromISO(`${start}/${addDays(end, 1)}`, utc).splitBy({ days: 1 });
  return days.map((day) => (day.start as DateTime).toFormat('yyyy-MM-dd'));
}
