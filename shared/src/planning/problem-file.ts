import * as z from 'zod/mini';
import { isLocalDate } from '../calendar/local-date.ts';
import { isTimeOfDay } from '../calendar/time-of-day.ts';
import { isTimeZone } from '../calendar/time-zone.ts';

/** Largest sizes that are planned; more is refused in words rather than tried for hours. */
export const LIMITS = {
  dates: 800,
  slots: 24,
  kits: 2_000,
  pools: 20_000,
  venues: 40_000,
  stints: 100_000,
  /** venues × slots × dates */
  cells: 12_000_000,
} as const;

const id = z.string().check(z.minLength(1), z.maxLength(200));
const localDate = z.string().check(z.refine(isLocalDate, 'a date that exists, YYYY-MM-DD'));
const timeOfDay = z.string().check(z.refine(isTimeOfDay, 'a time of day, HH:mm'));
const count = z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000));
const cost = z.number().check(z.minimum(0), z.maximum(1e9));
const share = z.number().check(z.minimum(0), z.maximum(1));
const lat = z.number().check(z.minimum(-90), z.maximum(90));
const lon = z.number().check(z.minimum(-180), z.maximum(180));
const weekday = z.number().check(z.int(), z.minimum(1), z.maximum(7));

export const horizonSchema = z.object({ start: localDate, end: localDate });

export const slotSchema = z.object({ id, start: timeOfDay, end: timeOfDay });

export const kitSchema = z.object({
  id,
  base: z.object({ lat, lon }),
  recordingsPerHour: z.number().check(z.minimum(0), z.maximum(10_000)),
  unavailable: z._default(z.array(localDate), []),
});

export const poolSchema = z.object({
  id,
  name: z.string(),
  remaining: z.number().check(z.minimum(0), z.maximum(100_000_000)),
  minSessions: z.number().check(z.int(), z.minimum(0), z.maximum(800)),
});

const openingSchema = z.object({
  weekdays: z.array(weekday),
  except: z._default(z.array(localDate), []),
  also: z._default(z.array(localDate), []),
});

export const venueSchema = z.object({
  id,
  name: z.string(),
  kind: z.string(),
  pool: id,
  lat,
  lon,
  maxKits: z.number().check(z.int(), z.minimum(0), z.maximum(1_000)),
  open: z.record(z.string(), openingSchema),
  rate: z.record(z.string(), z.array(share).check(z.length(7, 'seven rates, Monday first'))),
  rateOn: z._default(z.record(z.string(), z.record(z.string(), share)), {}),
  dispersion: z.number().check(z.minimum(0), z.maximum(1_000)),
});

export const rulesSchema = z.object({
  minDays: z.number().check(z.int(), z.minimum(1), z.maximum(800)),
  maxDays: z.number().check(z.int(), z.minimum(1), z.maximum(800)),
  revisitGapDays: count,
  maxDaysPerWeek: z.number().check(z.int(), z.minimum(0), z.maximum(7)),
  reserveKits: count,
  setupCost: cost,
  kmCost: cost,
  detour: z.number().check(z.minimum(0), z.maximum(1_000)),
  discountPerDay: share,
  shortfallCost: cost,
  changeCost: cost,
});

export const stintSchema = z.object({
  venue: id,
  slot: id,
  start: localDate,
  days: z.number().check(z.int(), z.minimum(1), z.maximum(800)),
  kits: z.array(id),
});

export const publishedStintSchema = z.extend(stintSchema, { holders: z.optional(z.array(count)) });

export const timezoneSchema = z.string().check(z.refine(isTimeZone, 'a time zone such as Asia/Jakarta'));

export type SlotFile = z.infer<typeof slotSchema>;
export type KitFile = z.infer<typeof kitSchema>;
export type PoolFile = z.infer<typeof poolSchema>;
export type VenueFile = z.infer<typeof venueSchema>;
export type RulesFile = z.infer<typeof rulesSchema>;
/** The same kits at one venue in one slot on `days` consecutive dates from `start`. */
export type StintFile = z.infer<typeof stintSchema>;
/** `holders`: people holding a number, one count per date of the stint; absent where nobody can hold one. */
export type PublishedStintFile = z.infer<typeof publishedStintSchema>;

/** A planning problem as it is exchanged (`version: 1`): costs in recordings, rates 0…1, weekdays ISO (1 = Monday). */
export interface ProblemFile {
  version: 1;
  name: string;
  timezone: string;
  /** Both dates included. */
  horizon: { start: string; end: string };
  slots: SlotFile[];
  kits: KitFile[];
  pools: PoolFile[];
  venues: VenueFile[];
  rules: RulesFile;
  /** In every plan, unchanged. */
  pinned: StintFile[];
  /** Announced, movable at `changeCost` a date, times the people holding a number for it where there are any. */
  published: PublishedStintFile[];
}

/** One thing wrong with a file: where, what stands there, what should. */
export interface Fault {
  /** JSON pointer (RFC 6901); '' is the whole file. */
  pointer: string;
  value: unknown;
  expected: string;
  code: string;
}
