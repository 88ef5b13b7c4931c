import { addDays, isoWeekday } from '@jemput/shared/calendar/local-date';
import type { Session } from '@jemput/shared/sessions/session';
import { isOver, stateOf } from '@jemput/shared/sessions/session-state';

export interface Week {
  which: 'this' | 'next' | 'later';
  /** Local dates, both included; null where it goes on. */
  from: string;
  to: string | null;
  /** Still to come or under way. */
  coming: Session[];
  over: Session[];
}

/** This week and next, Monday to Sunday, and what is after them if anything is. */
export function weeksOf(sessions: Session[], { today, now }: { today: string; now: string }): Week[] {
  const sunday = addDays(today, 7 - isoWeekday(today));
  const weeks: Week[] = [
    { which: 'this', from: today, to: sunday, coming: [], over: [] },
    { which: 'next', from: addDays(sunday, 1), to: addDays(sunday, 7), coming: [], over: [] },
    { which: 'later', from: addDays(sunday, 8), to: null, coming: [], over: [] },
  ];
  for (const session of sessions) {
    const week = weeks.find(({ to }) => to === null || session.date <= to);
    week?.[isOver(stateOf(session, now)) ? 'over' : 'coming'].push(session);
  }
  return weeks.filter(({ which, coming, over }) => which !== 'later' || coming.length + over.length > 0);
}
