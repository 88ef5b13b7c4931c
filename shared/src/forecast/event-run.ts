import * as z from 'zod/mini';
import { isLocalDate } from '../calendar/local-date.ts';
import { venueKinds } from '../places/venue-kind.ts';
import { eventNameOf, isEventName } from './event-name.ts';

const localDate = z.string().check(z.refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'));

/** A run of dates of an event as an office types it, `Pawai Kota` read as `pawai_kota`; null means everywhere. */
export const eventRunSchema = z.object({
  name: z
    .string()
    .check(z.overwrite(eventNameOf), z.refine(isEventName, 'must be a name with a letter, 40 characters at most')),
  startDate: localDate,
  endDate: localDate,
  slotId: z.nullable(z.string()),
  venueKind: z.nullable(z.enum(venueKinds)),
  areaCode: z.nullable(z.string()),
});
