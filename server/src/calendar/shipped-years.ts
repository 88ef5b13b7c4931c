import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';
import { decidedYears } from '@jemput/shared/calendar/decided-holidays';
import { expectedHolidays } from './expected-holidays.ts';

export interface ShippedYear {
  year: number;
  /** The decision; null where the year has none yet and its dates are expected. */
  source: string | null;
  days: readonly CalendarDay[];
}

export const FIRST_YEAR = 2024;
export const LAST_YEAR = 2030;

/** What a year holds never changes while the server runs. */
const known = new Map<number, ShippedYear>();

/** The calendar that comes with the product, of a year from 2024 to 2030; nothing in any other. */
export async function shippedYear(year: number): Promise<ShippedYear> {
  const before = known.get(year) ?? decidedYears.find((one) => one.year === year);
  if (before) return before;
  const isKnown = year >= FIRST_YEAR && year <= LAST_YEAR;
  const shipped = { year, source: null, days: isKnown ? await expectedHolidays(year) : [] };
  known.set(year, shipped);
  return shipped;
}
