import type { Session } from '@jemput/shared/sessions/session';
import { isOver, type SessionState, stateOf } from '@jemput/shared/sessions/session-state';

export interface Day {
  date: string;
  /** Still to come or under way: what can be gone to in the order given, then what cannot. */
  coming: Session[];
  over: Session[];
}

/**
 * Days in order, each with what can still be visited apart from what is over.
 *
 * @param dates days that are shown though they have no session
 */
export function groupByDay(sessions: Session[], now: string, dates: readonly string[] = []): Day[] {
  const days = new Map(dates.map((date): [string, Day] => [date, { date, coming: [], over: [] }]));
  for (const session of sessions) {
    const day = days.get(session.date) ?? { date: session.date, coming: [], over: [] };
    (isOver(stateOf(session, now)) ? day.over : day.coming).push(session);
    days.set(session.date, day);
  }
  for (const { coming } of days.values()) coming.sort((a, b) => rankOf(stateOf(a, now)) - rankOf(stateOf(b, now)));
  return [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
}

/** States in which coming may be, or is, in vain; the worst last. */
const inVain: readonly SessionState[] = ['last', 'paused', 'full', 'cancelled'];

function rankOf(state: SessionState): number {
  return inVain.indexOf(state);
}
