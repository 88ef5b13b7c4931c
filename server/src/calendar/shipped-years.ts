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

/** Reading the library's calendars takes a tenth of a second, and they never change. */
const known = new Map<number, ShippedYear>();

/** The calendar that comes with the product, of a year from 2024 to 2030; nothing in any other. */
export function shippedYear(year: number): ShippedYear {
  const before = known.get(year);
  if (before) return before;
  const decided = decidedYears.find((one) => one.year === year);
  const isKnown = year >= FIRST_YEAR && year <= LAST_YEAR;
  const shipped = decided ?? { year, source: null, days: isKnown ? expectedHolidays(year) : [] };
  known.set(year, shipped);
  return shipped;
}
