import * as z from 'zod/mini';
import { isLocalDate } from '../calendar/local-date.ts';
import { venueKinds } from '../places/venue.ts';
import { EVENT_NAME_EXPECTED, isEventName } from './event-name.ts';

const localDate = z.string().check(z.refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'));

/** A run of dates of an event as an office types it; null means everywhere. */
export const eventRunSchema = z.object({
  name: z.string().check(z.trim(), z.refine(isEventName, `must be ${EVENT_NAME_EXPECTED}`)),
  startDate: localDate,
  endDate: localDate,
  slotId: z.nullable(z.string()),
  venueKind: z.nullable(z.enum(venueKinds)),
  areaCode: z.nullable(z.string()),
});
