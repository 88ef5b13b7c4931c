import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';
import { daysBetween } from '@jemput/shared/calendar/local-date';
import type { Fault } from '../errors.ts';

/** Longer than a school term: a slip in the year. */
const LONGEST_DAYS = 120;

/** A fault where the last date is before the first, or too far behind it. */
export function runFault({ startDate, endDate }: CalendarDay, field: string): Fault[] {
  const days = daysBetween(startDate, endDate) + 1;
  if (days > LONGEST_DAYS) {
    const message = `A run must be at most ${LONGEST_DAYS} days long, got ${days}.`;
    return [{ field, value: endDate, code: 'too_long_run', message }];
  }
  if (days >= 1) return [];
  const message = `${field} must not be before ${startDate}, got ${endDate}.`;
  return [{ field, value: endDate, code: 'reversed_dates', message }];
}

/** A fault where another run of the same kind and name has one of the dates already. */
export function twiceFault(run: CalendarDay, others: readonly CalendarDay[], field: string): Fault[] {
  const other = others.find(
    (one) =>
      one.kind === run.kind && one.name === run.name && one.startDate <= run.endDate && run.startDate <= one.endDate,
  );
  if (!other) return [];
  const message = `${run.name} is in the calendar from ${other.startDate} to ${other.endDate} already.`;
  return [{ field, value: run.startDate, code: 'in_calendar', message }];
}
