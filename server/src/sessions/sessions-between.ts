import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { firstFrom } from './list-session.ts';
import { currentTimetable } from './timetable-snapshot.ts';
import { withAlternatives } from './with-alternatives.ts';

/**
 * Every session of these dates by start, as findSessions answers them: of one timetable, and each looked up when it is taken, so that
 * whoever takes a hundred thousand may let others be served between them.
 *
 * @param from today where it is left out
 * @param to the last date; the last of all where it is left out
 */
export async function sessionsBetween(
  ctx: Context,
  { from, to }: { from?: LocalDate; to?: LocalDate } = {},
): Promise<Iterable<Session>> {
  const timetable = await currentTimetable(ctx);
  const now = ctx.now();
  const first = epochMillisAt(from ?? localDateAt(now, ctx.zone), '00:00', ctx.zone);
  const until = to === undefined ? Number.POSITIVE_INFINITY : epochMillisAt(to, '24:00', ctx.zone);
  const entries = timetable.sessions.slice(firstFrom(timetable.sessions, first), firstFrom(timetable.sessions, until));
  return {
    *[Symbol.iterator]() {
      for (const entry of entries) yield withAlternatives(timetable, entry, now);
    },
  };
}
