import { DateTime } from 'luxon';
import { hijriMonth, indonesianHijri } from './hijri-months.ts';
import { addDays, daysBetween, type LocalDate } from './local-date.ts';

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

/** True where the ministry has decided this Ramadan, false where a calendar only expects it. */
export function isDecidedRamadan({ start }: DateRun): boolean {
  return Object.values(decided).some((run) => run.start === start);
}

/** 1 Muharram of the year 1, in the Gregorian calendar. */
const EPOCH = '0622-07-19';
/** Mean length of a Hijri year, in days. */
const YEAR_DAYS = 354.36667;
/** Days of the eight months before Ramadan. */
const DAYS_BEFORE_RAMADAN = 236;
const RAMADAN = 9;

/** As Indonesia counts, from July 2023 to April 2031; else by the Umm al-Qura calendar, from which Indonesia may differ by a day. */
export function hijriDate(date: LocalDate): { month: number; day: number } {
  return indonesianHijri(date) ?? ummAlQuraDate(date);
}

function ummAlQuraDate(date: LocalDate): { month: number; day: number } {
  const at = DateTime.fromISO(date, { zone: 'utc', outputCalendar: 'islamic-umalqura', locale: 'en-u-nu-latn' });
  const [month = 0, day = 0] = at.toFormat('L d').split(' ').map(Number);
  return { month, day };
}

/** Reading the calendar is slow; what it says of a year never changes. */
const computed = new Map<number, DateRun>();

/**
 * Ramadan of a Hijri year: as decided where it has been, else by the criterion that the ministry goes by (`hijri-months.ts`), else, beyond its
 * table, by the Umm al-Qura calendar, from which the decision may differ by a day at either end.
 */
export function ramadanOf(hijriYear: number): DateRun {
  const known = decided[hijriYear] ?? hijriMonth(hijriYear, RAMADAN) ?? computed.get(hijriYear) ?? ummAlQura(hijriYear);
  computed.set(hijriYear, known);
  return known;
}

function ummAlQura(hijriYear: number): DateRun {
  let start = addDays(EPOCH, Math.round((hijriYear - 1) * YEAR_DAYS) + DAYS_BEFORE_RAMADAN + 5);
  while (!isFirstOfRamadan(start)) start = addDays(start, -1);
  const isLong = ummAlQuraDate(addDays(start, 29)).month === RAMADAN;
  return { start, end: addDays(start, isLong ? 29 : 28) };
}

function isFirstOfRamadan(date: LocalDate): boolean {
  const { month, day } = ummAlQuraDate(date);
  return month === RAMADAN && day === 1;
}

/** Every Ramadan that has a date from `from` to `to`, in order. */
export function ramadansWithin(from: LocalDate, to: LocalDate): DateRun[] {
  const yearAt = (date: LocalDate) => Math.floor(daysBetween(EPOCH, date) / YEAR_DAYS) + 1;
  const [first, last] = [yearAt(from) - 1, yearAt(to) + 1];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => ramadanOf(first + at)).filter(
    ({ start, end }) => start <= to && end >= from && from <= to,
  );
}
