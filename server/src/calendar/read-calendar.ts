import { type OfficeCalendar, officeCalendar } from '@jemput/shared/calendar/office-calendar';
import type { Database } from '../db/open.ts';
import { calendarDays } from '../db/schema/places.ts';

/** The office's holidays, joint leave, school breaks and examinations, as opening rules ask for them. */
export async function readCalendar(db: Database): Promise<OfficeCalendar> {
  return officeCalendar(await db.select().from(calendarDays));
}
