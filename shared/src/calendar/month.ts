import { DateTime } from 'luxon';
import type { LocalDate } from './local-date.ts';

/** A calendar month, `YYYY-MM`. */
export type Month = string;

const utc = { zone: 'utc' } as const;

export function isMonth(text: string): boolean {
  return /^\d{4}-\d{2}$/.test(text) && DateTime.fromISO(text, utc).isValid;
}

export function monthOf(date: LocalDate): Month {
  return date.slice(0, 7);
}

/** The share of a month's days that are over at the end of `date`, 0 … 1. */
export function shareOfMonthBy(month: Month, date: LocalDate): number {
  if (monthOf(date) !== month) return monthOf(date) > month ? 1 : 0;
  return Number(date.slice(8)) / (DateTime.fromISO(month, utc).daysInMonth ?? 31);
}
