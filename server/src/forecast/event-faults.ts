import { type EventRun, meet } from '@jemput/shared/forecast/event-calendar';
import type { Fault } from '../errors.ts';

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
