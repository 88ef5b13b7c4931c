import type { EveningEvent, EveningRefusal } from '@jemput/shared/bookings/evening-events';
import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { ServedSession } from '../bookings/may-serve.ts';
import type { Context } from '../context.ts';

/** A desk without network may tell of its evening until names and contacts are deleted. */
const TOLD_WITHIN_DAYS = 7;
/** An evening that runs over may go on past midnight. */
const OVERTIME_MILLIS = 6 * 3_600_000;

/** Why nothing can be called at a session now; null where it can. */
export function whyNotNow(
  { now, zone }: Pick<Context, 'now' | 'zone'>,
  { status, date, endsAt }: Pick<ServedSession, 'status' | 'date' | 'endsAt'>,
): 'cancelled' | 'not_today' | null {
  if (status === 'cancelled') return 'cancelled';
  const isOver = date < localDateAt(now(), zone) && now() > endsAt * 1000 + OVERTIME_MILLIS;
  return isOver || date > localDateAt(now(), zone) ? 'not_today' : null;
}

/** Why an event cannot be of this session's evening; what happened without network is heard later too. */
export function whyNotOf(
  ctx: Pick<Context, 'now' | 'zone'>,
  session: ServedSession,
  { kind }: EveningEvent,
): EveningRefusal | null {
  const now = whyNotNow(ctx, session);
  const today = localDateAt(ctx.now(), ctx.zone);
  const heardLater = kind !== 'desk_opened' && kind !== 'call_next';
  const recent = session.date <= today && session.date >= addDays(today, -TOLD_WITHIN_DAYS);
  return now === 'not_today' && heardLater && recent ? null : now;
}
