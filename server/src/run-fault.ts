import { daysBetween, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { Fault } from './errors.ts';

/** Longer than a whole school term: a slip in the year. */
const LONGEST_DAYS = 120;

/** A fault where the last date of a run is before the first, or too far behind it. */
export function runFault({ startDate, endDate }: { startDate: LocalDate; endDate: LocalDate }, field: string): Fault[] {
  const days = daysBetween(startDate, endDate) + 1;
  if (days > LONGEST_DAYS) {
    const message = `A run must be at most ${LONGEST_DAYS} days long, got ${days}.`;
    return [{ field, value: endDate, code: 'too_long_run', message }];
  }
  if (days >= 1) return [];
  const message = `${field} must not be before ${startDate}, got ${endDate}.`;
  return [{ field, value: endDate, code: 'reversed_dates', message }];
}
