import type { LocalDate } from './local-date.ts';

export const calendarDayKinds = ['holiday', 'joint_leave', 'school_break', 'exam'] as const;
export type CalendarDayKind = (typeof calendarDayKinds)[number];

/** A named run of dates on which people live otherwise. */
export interface CalendarDay {
  kind: CalendarDayKind;
  /** As Indonesians name it. */
  name: string;
  startDate: LocalDate;
  /** Included. */
  endDate: LocalDate;
}
