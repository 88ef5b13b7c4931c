import * as z from 'zod/mini';
import { areaCodePattern } from '../places/area.ts';
import { venueKinds } from '../places/venue-kind.ts';
import { sessionStatuses } from './session.ts';

const localDate = z.iso.date('must be a date that exists, YYYY-MM-DD');

/** Degrees. */
export const pointSchema = z.object({
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
  lon: z.number().check(z.minimum(-180), z.maximum(180)),
});

/** What may be asked of the timetable, by pages and by /api/v1/sessions alike. */
export const findSessionsSchema = z.object({
  near: z.optional(pointSchema),
  radiusKm: z.optional(z.number().check(z.positive(), z.maximum(1000))),
  /** A district or village, with everything in it. */
  area: z.optional(z.string().check(z.regex(areaCodePattern, 'must be a ministry code, 33.72.01.1001'))),
  venue: z.optional(z.string()),
  /** Both included; by default from today on. */
  from: z.optional(localDate),
  to: z.optional(localDate),
  slot: z.optional(z.string()),
  /** Only sessions that go on after 18.00. */
  evening: z.optional(z.boolean()),
  kind: z.optional(z.enum(venueKinds)),
  /** A venue's or area's name, typing errors allowed. */
  q: z.optional(z.string().check(z.maxLength(100))),
  status: z.optional(z.enum(sessionStatuses)),
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(500))),
  cursor: z.optional(z.string().check(z.maxLength(200))),
});
export type FindSessions = z.infer<typeof findSessionsSchema>;

/** What may be asked of today: from where, and of which kind. */
export const todaySchema = z.pick(findSessionsSchema, { near: true, kind: true, evening: true });
export type TodayAsked = z.infer<typeof todaySchema>;
