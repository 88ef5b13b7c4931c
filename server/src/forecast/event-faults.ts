import { daysBetween } from '@jemput/shared/calendar/local-date';
import { type EventRun, meet } from '@jemput/shared/forecast/event-calendar';
import type { Fault } from '../errors.ts';

/** Longer than a whole school term: a slip in the year. */
const LONGEST_DAYS = 120;

/** A fault where the last date is before the first, or too far behind it. */
export function datesFault({ startDate, endDate }: EventRun, field: string): Fault[] {
  const days = daysBetween(startDate, endDate) + 1;
  if (days > LONGEST_DAYS) {
    const message = `A run must be at most ${LONGEST_DAYS} days long, got ${days}.`;
    return [{ field, value: endDate, code: 'too_long_run', message }];
  }
  if (days >= 1) return [];
  const message = `${field} must not be before ${startDate}, got ${endDate}.`;
  return [{ field, value: endDate, code: 'reversed_dates', message }];
}

/** A fault where another run of the same name is on at the same time and place; reversed dates meet nothing. */
export function overlapFault(run: EventRun, others: readonly EventRun[], field: string): Fault[] {
  const other = others.find((one) => one.name === run.name && isForward(run) && isForward(one) && meet(run, one));
  if (!other) return [];
  const message = `${run.name} is on from ${other.startDate} to ${other.endDate} already, at the same places.`;
  return [{ field, value: run.startDate, code: 'overlaps', message }];
}

function isForward({ startDate, endDate }: EventRun): boolean {
  return startDate <= endDate;
}
