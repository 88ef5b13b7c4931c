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
  { now, zone }: Pick<Context, 'now' | 'zone'>,
  report: FieldReport,
  session: Pick<typeof sessions.$inferSelect, 'date' | 'capacity'>,
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
  if (report.kind === 'closed') {
    const most = Math.max(ALWAYS_PLAUSIBLE, CAPACITY_TIMES * session.capacity);
    const message = `must be at most ${most}, ${CAPACITY_TIMES} times what the kits can record`;
    if (report.served > most) add('served', report.served, 'implausible', message);
  }
  return faults;
}
