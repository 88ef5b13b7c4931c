import { type EventRun, meet } from '@jemput/shared/forecast/event-calendar';
import type { Fault } from '../errors.ts';

/** A fault where the last date is before the first. */
export function reversedFault({ startDate, endDate }: EventRun, field: string): Fault[] {
  if (endDate >= startDate) return [];
  const message = `${field} must not be before ${startDate}, got ${endDate}.`;
  return [{ field, value: endDate, code: 'reversed_dates', message }];
}

/** A fault where another run of the same name is on at the same time and place. */
export function overlapFault(run: EventRun, others: readonly EventRun[], field: string): Fault[] {
  const other = others.find((one) => one.name === run.name && meet(run, one));
  if (!other) return [];
  const message = `${run.name} is on from ${other.startDate} to ${other.endDate} already, at the same places.`;
  return [{ field, value: run.startDate, code: 'overlaps', message }];
}
