import type { CalendarDay, CalendarDayKind } from './calendar-day.ts';
import { dateRange, type LocalDate } from './local-date.ts';

/** What kinds of day a date is at an office: none on an ordinary one. */
export interface OfficeCalendar {
  kindsOn(date: LocalDate): readonly CalendarDayKind[];
}

const ordinary: readonly CalendarDayKind[] = [];

/** Reads the office's runs of dates once, for as many questions as are asked. */
export function officeCalendar(days: readonly CalendarDay[]): OfficeCalendar {
  const kinds = new Map<LocalDate, CalendarDayKind[]>();
  for (const { kind, startDate, endDate } of days) {
    for (const date of dateRange(startDate, endDate)) {
      const known = kinds.get(date) ?? [];
      if (!known.includes(kind)) kinds.set(date, [...known, kind]);
    }
  }
  return { kindsOn: (date) => kinds.get(date) ?? ordinary };
}
