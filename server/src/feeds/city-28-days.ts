import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { type CityInfo, CityPacker, COPY_DAYS } from '@jemput/shared/sessions/city-copy';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { getOffice } from '../places/get-office.ts';
import { sessionsBetween } from '../sessions/sessions-between.ts';
import { currentTimetable, type Timetable } from '../sessions/timetable-snapshot.ts';
import { outageAsOf } from '../sessions/timetable-source.ts';
import { codeOf } from '../share/check-code.ts';
import { type Bytes, bytesOf } from './bytes-of.ts';

/** The whole city's next 28 days, small enough to be kept on every phone. */
export async function cityOf28Days(ctx: Context): Promise<Bytes> {
  const from = localDateAt(ctx.now(), ctx.zone);
  const [office, timetable, sessions, asOf] = await Promise.all([
    getOffice(ctx),
    currentTimetable(ctx),
    sessionsBetween(ctx, { from, to: addDays(from, COPY_DAYS - 1) }),
    outageAsOf(ctx),
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
  return bytesOf(packed(info, sessions, { timetable, secret: ctx.secret }));
}

/** In one part, after an empty one a session. */
function* packed(
  info: CityInfo,
  sessions: Iterable<Session>,
  { timetable, secret }: { timetable: Timetable; secret: string },
): Generator<string> {
  const packer = new CityPacker(info);
  const formerVenues = [];
  for (const session of sessions) {
    const { id, sequence } = session;
    packer.add(session, codeOf(secret, { kind: 'session', id, sequence }));
    formerVenues.push(...formerVenueIds(session).flatMap((venueId) => timetable.venueById.get(venueId) ?? []));
    yield '';
  }
  yield JSON.stringify(packer.copy(formerVenues));
}

function formerVenueIds({ changes }: Session): string[] {
  return changes.flatMap(({ what, from }) => (what === 'moved' && from ? [from.split('|')[0] ?? from] : []));
}
