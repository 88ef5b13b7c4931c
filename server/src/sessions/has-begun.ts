import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt } from '@jemput/shared/calendar/time-zone';
import type { Context } from '../context.ts';

/**
 * True from a session's start on, and from its slot's start where the session waits for tarawih: plans know only the
 * slot's hours, so from then on no plan has the session in it and none may move or drop it.
 */
export function hasBegun(
  { date, startsAt, slotStart }: { date: LocalDate; startsAt: number; slotStart: string },
  { now, zone }: Pick<Context, 'now' | 'zone'>,
): boolean {
  return Math.min(startsAt * 1000, epochMillisAt(date, slotStart, zone)) <= now();
}
