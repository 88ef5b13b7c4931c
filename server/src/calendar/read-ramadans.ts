import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { RAMADAN, ramadansOfCalendar } from '@jemput/shared/forecast/event-calendar';
import { asc, eq } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { datedEvents } from '../db/schema/field.ts';

export interface RamadanRun {
  startDate: LocalDate;
  /** Included. */
  endDate: LocalDate;
  /** True where the office wrote the dates itself, among its events. */
  isOwn: boolean;
}

/** Ramadan with a date from `from` to `to`, in order: the office's own dates, else the calendar's. */
export async function readRamadans(db: Database, from: LocalDate, to: LocalDate): Promise<RamadanRun[]> {
  const own = await db
    .select()
    .from(datedEvents)
    .where(eq(datedEvents.name, RAMADAN))
    .orderBy(asc(datedEvents.startDate));
  const within = own.filter(({ startDate, endDate }) => startDate <= to && endDate >= from);
  const runs = [
    ...within.map(({ startDate, endDate }) => ({ startDate, endDate, isOwn: true })),
    ...ramadansOfCalendar(own, from, to).map(({ startDate, endDate }) => ({ startDate, endDate, isOwn: false })),
  ];
  return runs.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
}
