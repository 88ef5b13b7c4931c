import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';
import type { Fault } from '../errors.ts';

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
