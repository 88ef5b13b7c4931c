import { DateTime } from 'luxon';
import { addDays, type LocalDate } from './local-date.ts';

/** Dates in a row, both included. */
export interface DateRun {
  start: LocalDate;
  end: LocalDate;
}

/**
 * Ramadan as the Ministry of Religious Affairs decided it (sidang isbat), by Hijri year. Source: the ministry's decisions
 * of 10 March 2024, 28 February 2025, 17 February 2026, and of the last evening of each.
 */
const decided: Readonly<Record<number, DateRun>> = {
  1445: { start: '2024-03-12', end: '2024-04-09' },
  1446: { start: '2025-03-01', end: '2025-03-30' },
  1447: { start: '2026-02-19', end: '2026-03-20' },
};

/** 1 Muharram of the year 1, in the Gregorian calendar. */
const EPOCH = '0622-07-19';
/** Mean length of a Hijri year, in days. */
const YEAR_DAYS = 354.36667;
/** Days of the eight months before Ramadan. */
const DAYS_BEFORE_RAMADAN = 236;
const RAMADAN = 9;

interface HijriDate {
  year: number;
  month: number;
  day: number;
}

function hijriDate(date: LocalDate): HijriDate {
  const at = DateTime.fromISO(date, { zone: 'utc', outputCalendar: 'islamic-umalqura', locale: 'en-u-nu-latn' });
  const [year = 0, month = 0, day = 0] = at.toFormat('y L d').split(' ').map(Number);
  return { year, month, day };
}

/**
 * Ramadan of a Hijri year: as decided where it has been, else by the Umm al-Qura calendar, from which the ministry's
 * decision may differ by a day at either end.
 */
export function ramadanOf(hijriYear: number): DateRun {
  const known = decided[hijriYear];
  if (known) return known;
  let start = addDays(EPOCH, Math.round((hijriYear - 1) * YEAR_DAYS) + DAYS_BEFORE_RAMADAN + 10);
  for (let at = hijriDate(start); at.month !== RAMADAN || at.day !== 1; at = hijriDate(start))
    start = addDays(start, -1);
  const last = hijriDate(addDays(start, 29)).month === RAMADAN ? 29 : 28;
  return { start, end: addDays(start, last) };
}

/** Every Ramadan that has a date from `from` to `to`, in order. */
export function ramadansWithin(from: LocalDate, to: LocalDate): DateRun[] {
  if (to < from) return [];
  const [first, last] = [hijriDate(from).year, hijriDate(to).year];
  return Array.from({ length: last - first + 1 }, (_, at) => ramadanOf(first + at)).filter(
    ({ start, end }) => start <= to && end >= from,
  );
}
