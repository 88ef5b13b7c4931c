import type { Session } from '@jemput/shared/sessions/session';
import { stateOf } from '#lib/timetable/session-words.ts';

/** Days in order; within a day what can still be visited comes first, in the order given. */
export function groupByDay(sessions: Session[], now: string): { date: string; sessions: Session[] }[] {
  const days = new Map<string, Session[]>();
  for (const session of sessions) days.set(session.date, [...(days.get(session.date) ?? []), session]);
  const past = (session: Session) => ['done', 'ended'].includes(stateOf(session, now));
  return [...days]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([date, all]) => ({ date, sessions: [...all.filter((one) => !past(one)), ...all.filter(past)] }));
}
