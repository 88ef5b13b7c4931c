import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { instantAt, localDateAt, localTimeAt, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import { asc } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { office, slots } from '../db/schema/places.ts';

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
}

export async function getOffice(ctx: Context): Promise<Office> {
  const [row] = await ctx.db.select().from(office).limit(1);
  const today = localDateAt(ctx.now(), ctx.zone);
  return {
    name: row?.name ?? '',
    regencyCode: row?.regencyCode ?? '',
    demo: row?.demo ?? false,
    zone: ctx.zone,
    zoneName: zoneAbbreviation(ctx.zone),
    today,
    now: instantAt(today, localTimeAt(ctx.now(), ctx.zone), ctx.zone),
    slots: await ctx.db.select().from(slots).orderBy(asc(slots.startTime), asc(slots.id)),
  };
}
