import * as z from 'zod/mini';
import { calendarDayKinds } from '../calendar/calendar-day.ts';
import { isLocalDate } from '../calendar/local-date.ts';

const localDate = z.string().check(z.refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'));

/** A run of dates of the calendar as an office types it. */
export const calendarRunSchema = z.object({
  kind: z.enum(calendarDayKinds),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  startDate: localDate,
  endDate: localDate,
});
