import * as z from 'zod/mini';
import { calendarDayKinds } from '../calendar/calendar-day.ts';
import { isLocalDate } from '../calendar/local-date.ts';
import { pasaranNames } from '../calendar/pasaran.ts';
import { isAreaCode } from './area.ts';
import { venueKinds } from './venue-kind.ts';

const localDate = z.string().check(z.refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'));

/**
 * When a venue is open in one slot: `weekdays` (ISO, 1 = Monday) less `except` plus `also`. What is left out narrows
 * nothing, so that rules written before it was known hold.
 */
export const openingSchema = z.object({
  weekdays: z.array(z.int().check(z.minimum(1), z.maximum(7))),
  except: z.array(localDate),
  also: z.array(localDate),
  /** Of the weekdays only those that are one of these days of the Javanese market week. */
  pasaran: z.optional(z.array(z.enum(pasaranNames))),
  /** Closed on the office's holidays, joint leave, school breaks or examinations: a school names the last two. */
  closedOn: z.optional(z.array(z.enum(calendarDayKinds))),
});
export type Opening = z.infer<typeof openingSchema>;

/** A short name that can stand in an address: lower case, digits, hyphens. */
export const idSchema = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and hyphens'));

export const venueSchema = z.object({
  id: idSchema,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  kind: z.enum(venueKinds),
  poolId: z.string().check(z.minLength(1)),
  areaCode: z.string().check(z.refine(isAreaCode, 'must be a ministry code, 33.72.01.1001')),
  address: z.string().check(z.maxLength(300)),
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
  lon: z.number().check(z.minimum(-180), z.maximum(180)),
  maxKits: z.int().check(z.minimum(1), z.maximum(50)),
  contactName: z.string().check(z.maxLength(120)),
  contactPhone: z.string().check(z.maxLength(40)),
  active: z.boolean(),
  /** By slot id; a slot without an entry is closed. */
  openings: z.record(z.string(), openingSchema),
});
export type Venue = z.infer<typeof venueSchema>;

export const poolSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  areaCode: z.string().check(z.refine(isAreaCode, 'must be a ministry code, 33.72.01.1001')),
  eligible: z.int().check(z.minimum(0)),
  remaining: z.int().check(z.minimum(0)),
  minSessions: z.int().check(z.minimum(0), z.maximum(366)),
});
export type Pool = z.infer<typeof poolSchema>;
