import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { instantAt, localDateAt, localTimeAt, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { Context } from '../context.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { outageAsOf } from '../sessions/timetable-source.ts';

export interface Office {
  name: string;
  regencyCode: string;
  /** True where the places are real and the people are made up. */
  demo: boolean;
  zone: string;
  zoneName: string;
  today: LocalDate;
  /** ISO 8601 with offset, to the minute. */
  now: string;
  slots: { id: string; name: string; startTime: string; endTime: string }[];
  /** False where the office has never published a schedule. */
  hasPublished: boolean;
  /** ISO 8601 with offset: as of when all that is said of it is, while the office's system fails; null where it is of now. */
  asOf: string | null;
}

export async function getOffice(ctx: Context): Promise<Office> {
  const { office, slots, sessions } = await currentTimetable(ctx);
  const today = localDateAt(ctx.now(), ctx.zone);
  return {
    name: office?.name ?? '',
    regencyCode: office?.regencyCode ?? '',
    demo: office?.demo ?? false,
    zone: ctx.zone,
    zoneName: zoneAbbreviation(ctx.zone),
    today,
    now: instantAt(today, localTimeAt(ctx.now(), ctx.zone), ctx.zone),
    slots,
    hasPublished: sessions.length > 0,
    asOf: await outageAsOf(ctx),
  };
}
