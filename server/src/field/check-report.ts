import { addDays } from '@jemput/shared/calendar/local-date';
import { instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import type { FieldReport } from '@jemput/shared/field/field-report';
import type { Context } from '../context.ts';
import type { sessions } from '../db/schema/sessions.ts';
import type { Fault } from '../errors.ts';

/** A phone's clock may be wrong by so much. */
const CLOCK_AHEAD_MILLIS = 24 * 3600 * 1000;
/** A phone may have been without network for so long. */
const OLDEST_DAYS = 30;
/** Crews outdo a plan's capacity, but not by more than this. */
const CAPACITY_TIMES = 3;
const ALWAYS_PLAUSIBLE = 50;

/** What cannot be true of a report, whoever sent it. */
export function implausible(
  { now, zone, actor }: Pick<Context, 'now' | 'zone' | 'actor'>,
  report: FieldReport,
  session: Pick<typeof sessions.$inferSelect, 'date' | 'capacity' | 'startsAt'>,
): Fault[] {
  const faults: Fault[] = [];
  const today = localDateAt(now(), zone);
  const add = (field: string, value: unknown, code: string, message: string) =>
    faults.push({ field, value, code, message });
  if (report.madeAt > now() + CLOCK_AHEAD_MILLIS) {
    add('madeAt', report.madeAt, 'in_future', `must not be after ${instantOf(now(), zone)}, the office's time`);
  }
  if (localDateAt(report.madeAt, zone) < addDays(today, -OLDEST_DAYS)) {
    add('madeAt', report.madeAt, 'too_old', `must be of the last ${OLDEST_DAYS} days`);
  }
  if (session.date > today) {
    add('sessionId', report.sessionId, 'not_yet', `is a session of ${session.date}, which is still to come`);
  }
  if (session.date < addDays(today, -OLDEST_DAYS)) {
    add('sessionId', report.sessionId, 'too_old', `is a session of ${session.date}, more than ${OLDEST_DAYS} days ago`);
  }
  // By the office's clock: a phone's may be slow, and the evening's true count must not be lost to that.
  const early = session.date === today && now() < session.startsAt * 1000;
  if (report.kind === 'closed' && early && actor?.role !== 'admin') {
    const begins = instantOf(session.startsAt * 1000, zone);
    const message = `begins at ${begins}; a crew can close it from then on, before that the office cancels it`;
    add('sessionId', report.sessionId, 'before_start', message);
  }
  if (report.kind === 'closed') {
    const most = Math.max(ALWAYS_PLAUSIBLE, CAPACITY_TIMES * session.capacity);
    const message = `must be at most ${most}, ${CAPACITY_TIMES} times what the kits can record`;
    if (report.served > most) add('served', report.served, 'implausible', message);
  }
  return faults;
}
