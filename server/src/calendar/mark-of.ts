import { createHash } from 'node:crypto';
import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';

type Dates = Pick<CalendarDay, 'startDate' | 'endDate'>;

const LENGTH = 16;

/**
 * Stands for what a page showed; whoever writes sends it back, so that nobody overwrites, removes or confirms what they have not seen. The same
 * data in the same order has the same mark.
 */
export function markOf(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, LENGTH);
}

/** A run of dates, whatever else its row holds. */
export function markOfRun({ kind, name, startDate, endDate }: Partial<CalendarDay> & Dates): string {
  return markOf([kind, name, startDate, endDate]);
}
