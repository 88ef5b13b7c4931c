import type { CalendarDayKind } from '@jemput/shared/calendar/calendar-day';
import type { Outputs } from '#lib/api.ts';
import { dateWithYear } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export type ListedDay = Outputs['calendar']['listYear']['days'][number];

export const dayKindNames: Record<CalendarDayKind, () => string> = {
  holiday: () => m.calendar_kind_holiday(),
  joint_leave: () => m.calendar_kind_joint_leave(),
  school_break: () => m.calendar_kind_school_break(),
  exam: () => m.calendar_kind_exam(),
};

/** "Sen 21 Des – Sab 2 Jan 2027", with the year where it is not that of the list. */
export function daysInWords({ startDate, endDate }: { startDate: string; endDate: string }, year: number): string {
  const first = dateWithYear(startDate, String(year));
  return endDate === startDate ? first : `${first} – ${dateWithYear(endDate, String(year))}`;
}
