import type { CalendarDayKind } from '@jemput/shared/calendar/calendar-day';
import { restMinutes } from '@jemput/shared/sessions/session-hours';
import type { Outputs } from '#lib/api.ts';
import { clock, dateWithYear } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export type ListedDay = Outputs['calendar']['listYear']['days'][number];

export const dayKindNames: Record<CalendarDayKind, () => string> = {
  holiday: () => m.calendar_kind_holiday(),
  joint_leave: () => m.calendar_kind_joint_leave(),
  school_break: () => m.calendar_kind_school_break(),
  exam: () => m.calendar_kind_exam(),
};

/** Where the form of a run stands on its page: by the run's id, or of the one that is new. */
export function dayAnchor(of: string): string {
  return `tanggal-${of}`;
}

type Pauses = Outputs['calendar']['outdated']['sessions'][number]['to']['pauses'];

const prayerNames = { maghrib: () => m.calendar_pause_maghrib(), isya: () => m.calendar_pause_isya() };

/** "magrib 17.28–17.43", or that there is none. */
export function restsInWords(pauses: Pauses): string {
  if (pauses.length === 0) return m.calendar_evening_no_rest();
  return pauses
    .map(({ what, start, end }) =>
      m.calendar_evening_rest_of({ what: prayerNames[what](), start: clock(start), end: clock(end) }),
    )
    .join(', ');
}

/** "magrib 15 menit", or that there is none: what stays alike over dates and places. */
export function restLengths(pauses: Pauses): string {
  if (pauses.length === 0) return m.calendar_evening_no_rest();
  return pauses
    .map((pause) => m.calendar_pause_minutes({ what: prayerNames[pause.what](), minutes: restMinutes([pause]) }))
    .join(', ');
}

/** "Sen 21 Des – Sab 2 Jan 2027", with the year where it is not that of the list. */
export function daysInWords({ startDate, endDate }: { startDate: string; endDate: string }, year: number): string {
  const first = dateWithYear(startDate, String(year));
  return endDate === startDate ? first : `${first} – ${dateWithYear(endDate, String(year))}`;
}
