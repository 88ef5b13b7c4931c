/** A calendar date as people at a venue mean it, `YYYY-MM-DD`, without a zone. */
export type LocalDate = string;

const THURSDAY = 4;
/** Days from 1 March of the year 0 to 1 January 1970, a Thursday. */
const EPOCH = 719_468;

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
  const told = { day, weekday: ((((day + THURSDAY - 1) % 7) + 7) % 7) + 1 };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(date, told);
  return told;
}

/**
 * Days since 1970-01-01; what is no date gives those of another. By whole numbers alone: phones load no library of dates.
 * @see Neri and Schneider (2023), Euclidean affine functions and their application to calendar algorithms, Software: Practice and Experience
 *   53(4), 937–970: years that begin in March, so that a leap day is their last
 */
function dayOf(date: LocalDate): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const marchYear = month <= 2 ? year - 1 : year;
  const marchMonth = (month + 9) % 12;
  return leapsAndYears(marchYear) + Math.floor((153 * marchMonth + 2) / 5) + day - 1 - EPOCH;
}

function leapsAndYears(year: number): number {
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

function textOf(day: number): LocalDate {
  const days = day + EPOCH;
  let marchYear = Math.floor(days / 365.2425);
  if (leapsAndYears(marchYear + 1) <= days) marchYear += 1;
  else if (leapsAndYears(marchYear) > days) marchYear -= 1;
  const ofYear = days - leapsAndYears(marchYear);
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = ((marchMonth + 2) % 12) + 1;
  const date = ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const year = month <= 2 ? marchYear + 1 : marchYear;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** Days of the month that a date lies in, 28 … 31. */
export function daysInMonth(date: LocalDate): number {
  const first = dayOf(`${date.slice(0, 7)}-01`);
  return dayOf(`${textOf(first + 31).slice(0, 7)}-01`) - first;
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
