/** A calendar date as people at a venue mean it, `YYYY-MM-DD`, without a zone. */
export type LocalDate = string;

const DAY_MILLIS = 86_400_000;
const THURSDAY = 4;

/** True for `YYYY-MM-DD` naming a date that exists: 2013-02-29 does not. */
export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && textOf(dayOf(text)) === text;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return textOf(read(date).day + days);
}

/** Dates from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return read(to).day - read(from).day;
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function isoWeekday(date: LocalDate): number {
  return read(date).weekday;
}

/** Reading a date costs a microsecond, and forecasts ask for the same few thousand again and again. */
const known = new Map<LocalDate, { day: number; weekday: number }>();
const MOST_KNOWN = 20_000;

/** Days since 1970-01-01, and the ISO weekday. */
function read(date: LocalDate): { day: number; weekday: number } {
  const before = known.get(date);
  if (before) return before;
  const day = dayOf(date);
  const told = { day, weekday: new Date(day * DAY_MILLIS).getUTCDay() || 7 };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(date, told);
  return told;
}

/** Days since 1970-01-01; NaN for what is no date. By the language's own dates: phones load no library of them. */
function dayOf(date: LocalDate): number {
  return Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY_MILLIS;
}

function textOf(day: number): LocalDate {
  const at = new Date(day * DAY_MILLIS);
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** Days of the month that a date lies in, 28 … 31. */
export function daysInMonth(date: LocalDate): number {
  return new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();
}

/** ISO 8601 week, `2013-W41`; the year is that of the week. */
export function isoWeek(date: LocalDate): string {
  const { day, weekday } = read(date);
  const thursday = textOf(day + THURSDAY - weekday);
  const week = Math.floor((daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) + 7) / 7);
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`;
}

/** Every date from `start` to `end`, both included; empty when `end` is earlier. */
export function dateRange(start: LocalDate, end: LocalDate): LocalDate[] {
  if (end < start) return [];
  return Array.from({ length: daysBetween(start, end) + 1 }, (_, index) => addDays(start, index));
}
