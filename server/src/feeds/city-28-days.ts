import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { type CityCopy, COPY_DAYS, packCity } from '@jemput/shared/sessions/city-copy';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { getOffice } from '../places/get-office.ts';
import { findSessions } from '../sessions/find-sessions.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { codeOf } from '../share/check-code.ts';

/** The whole city's next 28 days, small enough to be kept on every phone. */
export async function cityOf28Days(ctx: Context): Promise<CityCopy> {
  const from = localDateAt(ctx.now(), ctx.zone);
  const to = addDays(from, COPY_DAYS - 1);
  const [office, timetable, { sessions, asOf }] = await Promise.all([
    getOffice(ctx),
    currentTimetable(ctx),
    findSessions(ctx, { from, to, limit: Number.MAX_SAFE_INTEGER }),
  ]);
  const info = {
    office: office.name,
    zone: ctx.zone,
    zoneName: office.zoneName,
    from,
    asOf,
    slotHours: Object.fromEntries(
      office.slots.map(({ id, startTime, endTime }) => [id, [startTime, endTime]]),
    ) as Record<string, [string, string]>,
  };
  const former = sessions.flatMap(formerVenueIds).flatMap((id) => timetable.venueById.get(id) ?? []);
  const code = ({ id, sequence }: Session) => codeOf(ctx.secret, { kind: 'session', id, sequence });
  return packCity(info, sessions, former, code);
}

function formerVenueIds({ changes }: Session): string[] {
  return changes.flatMap(({ what, from }) => (what === 'moved' && from ? [from.split('|')[0] ?? from] : []));
}
