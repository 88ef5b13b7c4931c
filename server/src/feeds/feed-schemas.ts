import { areaCodePattern } from '@jemput/shared/places/area';
import { venueKinds } from '@jemput/shared/places/venue-kind';
import { type CityCopy, COPY_VERSION } from '@jemput/shared/sessions/city-copy';
import { rooms, services, sessionStatuses } from '@jemput/shared/sessions/session';
import * as z from 'zod';
import { pauseSchema, sessionSchema } from './answer-schemas.ts';

/** What the feeds in JSON hold: the document is made from these, tests and `check-feed` hold the feeds against them. */
const { venue } = sessionSchema.shape;
const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

export const geojsonSchema = z.looseObject({
  type: z.literal('FeatureCollection', 'FeatureCollection'),
  features: z.array(
    z.looseObject({
      type: z.literal('Feature', 'Feature'),
      id: z.string(),
      geometry: z.object({ type: z.literal('Point', 'Point'), coordinates: position }),
      properties: sessionSchema.extend({ venue: venue.omit({ lat: true, lon: true }) }),
    }),
    'a list of features',
  ),
});

const text = z.string();
const url = z.url();
const instant = z.iso.datetime({ offset: true });
const date = z.iso.date();
const count = z.int().min(0);

export const ownManifestSchema = z.looseObject({
  transactionTime: instant.describe('When what the files say last changed'),
  request: url.describe('Where this manifest stands'),
  output: z.array(
    z.looseObject({
      type: z.enum(['Location', 'Schedule', 'Slot']),
      url,
      extension: z.looseObject({
        state: z.array(text).describe("The office's regency"),
        lines: count,
        sha256: text.regex(/^[0-9a-f]{64}$/).describe("Of the file's bytes"),
      }),
    }),
  ),
  error: z.array(z.unknown()),
  publisher: z.looseObject({ name: text, url }),
  contact: z.looseObject({ url }),
  language: text,
  license: z.looseObject({ id: text.describe('SPDX'), url }),
  feed_start_date: date.describe('As in feed_info.txt of GTFS'),
  feed_end_date: date.describe('Last date that is told of'),
  feed_version: text.regex(/^\d+$/).describe('Last number of the log of changes'),
});

const place = count.describe('Place in the list of that name');
const places = z.array(place);
const pause = z.array(pauseSchema);

export const cityCopySchema = z.object({
  version: z.literal(COPY_VERSION),
  office: text,
  zone: text,
  zoneName: text,
  from: date,
  asOf: instant.nullable(),
  slotHours: z.record(text, z.tuple([text, text])),
  areas: z.array(z.tuple([text.regex(areaCodePattern), text, text])),
  venues: z.array(z.tuple([text, text, z.enum(venueKinds), text, z.number(), z.number(), place])),
  hours: z.array(text.regex(/^\d\d:\d\d-\d\d:\d\d$/)),
  states: z.array(
    z.tuple([z.enum(sessionStatuses), sessionSchema.shape.expected.shape.crowd, count, z.enum(services)]),
  ),
  rests: z.array(pause),
  sessions: z.object({
    ids: z.array(text),
    venues: places,
    days: z.array(count).describe('From `from`'),
    hours: places,
    states: places,
    rests: places,
  }),
  changes: z.array(z.tuple([place, z.enum(['moved', 'cancelled']), text.nullable(), text, instant])),
  instead: z.array(z.tuple([place]).rest(text)),
  told: z.array(z.tuple([place, z.enum(rooms).nullable(), instant])),
  codes: text.regex(/^([0-9A-Z]{7})*$/),
}) satisfies z.ZodType<CityCopy>;
