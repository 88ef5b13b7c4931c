import { type Area, areaCodePattern, areaLevels } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import { venueKinds } from '@jemput/shared/places/venue-kind';
import { releaseModes } from '@jemput/shared/sessions/release';
import {
  changedFields,
  type Pause,
  rooms,
  type Session,
  type SessionChange,
  type SessionQueue,
  services,
  sessionStatuses,
} from '@jemput/shared/sessions/session';
import * as z from 'zod';
import type { PublishedDraw } from '../draws/read-draw.ts';
import type { FoundSessions } from '../sessions/find-sessions.ts';
import type { Progress } from '../sessions/read-progress.ts';
import type { ChangesAnswer } from './read-changes.ts';

/** What the public API answers: the document is made from these, and tests hold every answer against it. */
const instant = z.iso.datetime({ offset: true });
const date = z.iso.date();
const whole = z.int();
const count = z.int().min(0);

export const venueSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(venueKinds),
  address: z.string(),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  area: z.object({
    code: z.string().regex(areaCodePattern).describe("The ministry's code: province.regency.district.village"),
    name: z.string(),
    district: z.string(),
  }),
}) satisfies z.ZodType<PublicVenue>;

export const areaSchema = z.object({
  code: z.string().regex(areaCodePattern),
  name: z.string(),
  level: z.enum(areaLevels),
  parentCode: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
}) satisfies z.ZodType<Area>;

export const changeSchema = z.object({
  seq: whole.min(1).describe("Place in the office's whole log, which `since` counts by"),
  sessionId: z.string(),
  sequence: count.describe("The session's own sequence after the change"),
  at: instant,
  what: z.enum(changedFields),
  from: z
    .string()
    .nullable()
    .describe(
      'For moved venue|date|slot, for hours HH:mm-HH:mm, for pauses maghrib HH:mm-HH:mm, isya HH:mm-HH:mm; null where there was none. A move and other hours bring rests of their own, which the session tells',
    ),
  to: z.string().nullable(),
  reason: z.string(),
}) satisfies z.ZodType<SessionChange>;

export const pauseSchema = z.object({
  what: z.enum(['maghrib', 'isya']),
  start: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .describe("On the office's wall clock"),
  end: z.string().regex(/^\d\d:\d\d$/),
}) satisfies z.ZodType<Pause>;

const expectedSchema = z.object({
  mean: z.number(),
  low: z.number().describe('10 % quantile'),
  high: z.number().describe('90 % quantile'),
  crowd: z.enum(['quiet', 'normal', 'busy']),
  model: z.string().nullable().describe('Which state of the forecast says so: its fit and the reports since'),
});

const queueSchema = z.object({
  issued: count.describe('People who have a number from home'),
  left: count
    .nullable()
    .describe('Places left for others, at most some seconds old; null where they are not counted yet'),
  serving: count.describe('Last number from home that was called; 0 before the first'),
  release: z.enum(releaseModes).describe('First come, in parts over the day, or by a draw'),
  opensAt: instant.describe('From when numbers can be asked for'),
  closesAt: instant.describe('Until when'),
  fullSince: instant.nullable().describe('Since when no further number could be served by closing'),
  commitment: z.string().nullable().describe("SHA-256 of the draw's seed, published before anybody enters"),
}) satisfies z.ZodType<SessionQueue>;

const driverSchema = z.object({
  group: z.string().describe('kind, area, slot, weekday, firstVisit, event, venue, remaining …'),
  level: z.string().exactOptional().describe('Which of its group'),
  name: z.string().nullable().describe('Of an area or a slot'),
  share: z.number().describe('0.35 = 35 % more people than without it'),
  low: z.number().describe('Lower end of the 80 % interval of share'),
  high: z.number().describe('Upper end'),
});

export const sessionSchema = z.object({
  id: z.string(),
  sequence: count.describe('Grows by one with every published change'),
  status: z.enum(sessionStatuses),
  date: date.describe("On the office's calendar"),
  slot: z.string(),
  startsAt: instant,
  endsAt: instant,
  venue: venueSchema,
  kits: count,
  capacity: count.describe('Recordings that can be made'),
  expected: expectedSchema.describe('People expected'),
  room: z
    .enum(rooms)
    .nullable()
    .describe('What the crew last said of the room there is; null before they said anything, and after the evening'),
  pauses: z.array(pauseSchema).describe('Rests for prayer within the hours; the queue goes on after them'),
  service: z.enum(services).describe('What is done there'),
  printsAt: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .describe('Where the cards are printed of those who are recorded here'),
  queue: queueSchema.nullable().describe('Null where no numbers are given'),
  distanceM: count.describe('Straight-line metres from `near`').exactOptional(),
  checkedAt: instant.describe('When the office last confirmed it'),
  changes: z.array(changeSchema).describe('All that was published of it, in order'),
  alternatives: z
    .array(z.string())
    .describe(
      'Ids of sessions to go to in place of it: one that still takes people today where it is today, then nearest first',
    ),
}) satisfies z.ZodType<Session>;

const asOf = instant
  .nullable()
  .describe("As of when all this is, while the office's system fails; null where it is of now");

export const foundSchema = z.object({
  sessions: z.array(sessionSchema),
  total: count.describe('Of all pages together'),
  nextCursor: z.string().nullable(),
  checkedAt: instant.nullable().describe('When the office last looked at any session'),
  asOf,
  hasPublished: z
    .boolean()
    .describe(
      'False where the office has never published a schedule: nothing is found because nothing was promised yet',
    ),
  seq: count.describe('Last number of the log of changes'),
  movedAway: z.array(sessionSchema).describe('Promised for what is asked, and moved out of it since'),
  movedWithin: z
    .array(sessionSchema)
    .describe('Meets what is asked, and was promised for it elsewhere or on another date'),
  nearby: z.array(sessionSchema).describe('The nearest sessions, where nothing is found'),
}) satisfies z.ZodType<FoundSessions>;

/** One session: with its alternatives whole, and why as many people are expected. */
export const oneSessionSchema = sessionSchema.extend({
  expected: expectedSchema.extend({
    typical: z.number().exactOptional().describe('People at a usual session; not of one that is over or called off'),
    drivers: z
      .array(driverSchema)
      .exactOptional()
      .describe('What sets it apart, the largest first: typical times every 1 + share is mean'),
  }),
  alternativeSessions: z.array(sessionSchema),
});

export const changesSchema = z.object({
  changes: z.array(changeSchema).describe('In order of seq'),
  asOf,
  seq: count.describe('What to ask from next'),
  latest: count.describe('Last number of the whole log; everything is read where it equals seq'),
  sessions: z.array(sessionSchema).describe('Each session that these changes name, as it is now'),
}) satisfies z.ZodType<ChangesAnswer>;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const code = z.string().regex(/^[0-9a-f]{32}$/);

export const drawSchema = z.object({
  sessionId: z.string(),
  commitment: hash
    .nullable()
    .describe("SHA-256 of the seed's 32 bytes, published before anybody enters; null without draw"),
  drawsAt: instant.nullable().describe('Until when one can enter; the draw follows within the minute'),
  draw: z
    .object({
      sessionId: z.string(),
      commitment: hash,
      seed: hash,
      drawnAt: instant,
      places: count.describe('People for whom there was room'),
      entries: z.array(
        z.object({
          code: code.describe('Tells nobody who; its holder sees it'),
          chance: code.describe('Entries under one name have one chance between them'),
          people: count.min(1),
        }),
      ),
      order: z.array(code).describe('By SHA-256 of seed, all entries and the chance, then the code'),
      placed: z.array(code).describe('Who got a number'),
      waiting: z.array(code).describe('Who waits for a number given back'),
    })
    .nullable()
    .describe('Null until it is drawn'),
}) satisfies z.ZodType<PublishedDraw>;

export const venuesSchema = z.object({ venues: z.array(venueSchema), asOf });
export const areasSchema = z.object({ areas: z.array(areaSchema), asOf });

export const progressSchema = z.object({
  eligible: count,
  recorded: count,
  remaining: count,
  byArea: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      eligible: count,
      recorded: count.nullable(),
      remaining: count.nullable().describe('Null where the count would point at persons'),
    }),
  ),
  history: z.array(z.object({ date, recorded: whole })).describe('By the end of each date'),
  planned: z
    .array(z.object({ date, mean: z.number(), low: z.number(), high: z.number() }))
    .describe('Expected of the published sessions, with an 80 % interval'),
  reached: z
    .object({ date, low: date, high: date.nullable() })
    .nullable()
    .describe('When everybody is recorded: expected, at the earliest, at the latest'),
}) satisfies z.ZodType<Progress>;

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z
    .array(z.object({ field: z.string(), message: z.string(), value: z.unknown().exactOptional() }))
    .exactOptional()
    .describe('Each bad parameter'),
});
