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
  return read(to).day - read(from).day;
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function isoWeekday(date: LocalDate): number {
  return read(date).weekday;
}

const DAY_MILLIS = 86_400_000;
/** Reading a date costs microseconds, and forecasts ask for the same few thousand again and again. */
const known = new Map<LocalDate, { day: number; weekday: number }>();
const MOST_KNOWN = 20_000;

/** Days since 1970-01-01, and the ISO weekday. */
function read(date: LocalDate): { day: number; weekday: number } {
  const before = known.get(date);
  if (before) return before;
  const at = DateTime.fromISO(date, utc);
  const told = { day: at.toMillis() / DAY_MILLIS, weekday: at.weekday };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(date, told);
  return told;
}

/** Days of the month that a date lies in, 28 … 31. */
export function daysInMonth(date: LocalDate): number {
  return DateTime.fromISO(date, utc).daysInMonth ?? Number.NaN;
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
