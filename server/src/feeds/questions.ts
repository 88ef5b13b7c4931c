import { wordLanguages } from '@jemput/shared/messages/words/word-keys';
import { venueKinds } from '@jemput/shared/places/venue-kind';
import { findSessionsSchema, pointSchema } from '@jemput/shared/sessions/find-sessions';
import { sessionStatuses } from '@jemput/shared/sessions/session';
import * as z from 'zod';
import { writeCursor } from '../sessions/page-cursor.ts';

/** One parameter of an address: what it must be, and how the document and a refusal say so. */
export interface Parameter<Schema extends z.core.$ZodType = z.core.$ZodType> {
  schema: Schema;
  description: string;
  /** Completes "must be …". */
  expected: string;
  example: string | number | boolean;
}

export type Question = Record<string, Parameter>;

/** What is known of an address once its parameters are read. */
export type Asked<Q extends Question> = { [Name in keyof Q]?: Exclude<z.output<Q[Name]['schema']>, undefined> };

/** Before the first session of all, where nothing else is asked. */
const firstCursor = writeCursor([0, 0, '', ''], {});

/** The parameters of an address that takes none. */
export const nothing = {} satisfies Question;

const { shape } = findSessionsSchema;

/** Latitude up to 90 and longitude up to 180 degrees, with a decimal point. */
const pointPattern = /^[+-]?(90(\.0+)?|[0-8]?\d(\.\d+)?)\s*,\s*[+-]?(180(\.0+)?|(1[0-7]\d|\d?\d)(\.\d+)?)$/;

const point = z
  .string()
  .regex(pointPattern)
  .transform((text) => {
    const [lat = Number.NaN, lon = Number.NaN] = text.split(',').map(Number);
    return { lat, lon };
  });

/** /api/v1/sessions: the same schemas hold what pages ask. */
export const sessionsQuestion = {
  near: {
    schema: point.pipe(pointSchema),
    description: 'lat,lon in degrees; answers are sorted by distance',
    expected: 'a latitude and longitude in degrees, -7.5703,110.7829',
    example: '-7.5703,110.7829',
  },
  radiusKm: {
    schema: shape.radiusKm,
    description: 'At most so far from near, which it needs',
    expected: 'a number over 0 and up to 1000',
    example: 3,
  },
  area: {
    schema: shape.area,
    description: 'Ministry code of a district or village',
    expected: 'a ministry code such as 33.72.01 or 33.72.01.1001',
    example: '33.72.01',
  },
  venue: { schema: shape.venue, description: 'Id of a venue', expected: 'the id of a venue', example: 'pajang' },
  from: {
    schema: shape.from,
    description: 'First date; today where left out',
    expected: 'a date that exists, YYYY-MM-DD',
    example: '2026-11-20',
  },
  to: { schema: shape.to, description: 'Last date', expected: 'a date that exists, YYYY-MM-DD', example: '2026-11-27' },
  slot: { schema: shape.slot, description: 'Id of a slot', expected: 'the id of a slot', example: 'malam' },
  evening: {
    schema: shape.evening,
    description: 'Only sessions that go on after 18.00; 1 and 0 are understood too',
    expected: 'true or false',
    example: true,
  },
  kind: {
    schema: shape.kind,
    description: 'Kind of venue',
    expected: `one of ${venueKinds.join(', ')}`,
    example: 'market',
  },
  q: {
    schema: shape.q,
    description: 'Name of a venue or area, typing errors allowed',
    expected: 'a name of at most 100 characters',
    example: 'pasarkliwon',
  },
  status: {
    schema: shape.status,
    description: 'Only sessions of that status',
    expected: `one of ${sessionStatuses.join(', ')}`,
    example: 'cancelled',
  },
  limit: {
    schema: shape.limit,
    description: 'Sessions a page; 50 where left out',
    expected: 'a whole number from 1 to 500',
    example: 20,
  },
  cursor: {
    schema: shape.cursor,
    description: 'nextCursor of the answer before; all else that was asked stays as it was',
    expected: 'the nextCursor of an earlier answer',
    example: firstCursor,
  },
} satisfies Question;

export const MOST_CHANGES = 1000;

/** /api/v1/changes. */
export const changesQuestion = {
  since: {
    schema: z.optional(z.int().min(0).max(Number.MAX_SAFE_INTEGER)),
    description: 'seq of the last change that is known; 0 where left out',
    expected: `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
    example: 0,
  },
  limit: {
    schema: z.optional(z.int().min(1).max(MOST_CHANGES)),
    description: `Changes at most; ${MOST_CHANGES} where left out`,
    expected: `a whole number from 1 to ${MOST_CHANGES}`,
    example: 100,
  },
} satisfies Question;

/** Feeds that people read. */
export const languageQuestion = {
  lang: {
    schema: z.optional(z.enum(wordLanguages)),
    description: 'Language of the words; Indonesian where left out. UIDs and hours are the same in all',
    expected: `one of ${wordLanguages.join(', ')}`,
    example: 'en',
  },
} satisfies Question;

/** Manifests. Readers of SMART Scheduling Links may say since when, and publishers are free to ignore it. */
export const manifestQuestion = {
  _since: {
    schema: z.optional(z.string()),
    description: 'Taken and ignored: a manifest names everything',
    expected: 'given once',
    example: '2026-11-20T00:00:00Z',
  },
} satisfies Question;
