import { addDays, dateRange, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { OfficeCalendar } from '@jemput/shared/calendar/office-calendar';
import { windowHours } from '@jemput/shared/calendar/time-of-day';
import { epochMillisAt } from '@jemput/shared/calendar/time-zone';
import type { Counter } from '@jemput/shared/places/counter';
import { isOpenOn } from '@jemput/shared/places/opening-hours';
import type { Wanted } from '../sessions/planned-changes.ts';

/** Days ahead for which a counter's sessions are promised. */
export const COUNTER_DAYS = 28;

export interface CounterPlace {
  counter: Omit<Counter, 'staffIds'>;
  poolId: string;
  /** The slot's, `HH:mm`. */
  start: string;
  end: string;
}

/** The sessions of a counter on its open days from `today` on. */
export function counterDays(
  { counter, poolId, start, end }: CounterPlace,
  { today, calendar, zone }: { today: LocalDate; calendar: OfficeCalendar; zone: string },
): Wanted[] {
  const { id, venueId, slotId, service, desks, minutesPerPerson, opening, active } = counter;
  if (!active) return [];
  const capacity = Math.floor((windowHours(start, end) * 60 * desks) / minutesPerPerson + 1e-9);
  return dateRange(today, addDays(today, COUNTER_DAYS - 1))
    .filter((date) => isOpenOn(opening, date, calendar))
    .map((date) => ({
      venueId,
      poolId,
      date,
      slotId,
      kitIds: [],
      startsAt: epochMillisAt(date, start, zone) / 1000,
      endsAt: epochMillisAt(date, end, zone) / 1000,
      capacity,
      pauses: [],
      counter: { id, service, desks },
    }));
}
