import { venueKinds } from '@jemput/shared/places/venue';
import { changedFields, sessionStatuses } from '@jemput/shared/sessions/session';

const text = { type: 'string' };
const number = { type: 'number' };
const whole = { type: 'integer' };
const date = { type: 'string', format: 'date' };
const instant = { type: 'string', format: 'date-time' };
const nullable = (schema: { type: string }) => ({ ...schema, type: [schema.type, 'null'] });
const listOf = (name: string) => ({ type: 'array', items: { $ref: `#/components/schemas/${name}` } });

function record(properties: Record<string, object>, optional: string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required };
}

function parameter(name: string, description: string, schema: object) {
  return { name, in: 'query', description, schema };
}

function answer(description: string, schema: object) {
  return {
    200: {
      description,
      headers: { ETag: { schema: text }, 'Cache-Control': { schema: text } },
      content: { 'application/json': { schema } },
    },
    304: { description: 'Unchanged since the ETag in If-None-Match' },
    default: {
      description: 'A problem (RFC 9457): 400 names each bad parameter, 404 is not known, 5xx is our failure',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
}

const area = record({ code: text, name: text, district: text });

const driver = record(
  {
    group: { ...text, description: 'kind, area, slot, weekday, firstVisit, event, venue, remaining …' },
    level: { ...text, description: 'Which of its group' },
    name: { ...nullable(text), description: 'Of an area or a slot' },
    share: { ...number, description: '0.35 = 35 % more people than without it' },
    low: { ...number, description: 'Lower end of the 80 % interval of share' },
    high: { ...number, description: 'Upper end' },
  },
  ['level'],
);

const schemas = {
  Venue: record({
    id: text,
    name: text,
    kind: { type: 'string', enum: venueKinds },
    address: text,
    lat: number,
    lon: number,
    area,
  }),
  Area: record({
    code: text,
    name: text,
    level: { type: 'string', enum: ['province', 'regency', 'district', 'village'] },
    parentCode: nullable(text),
    lat: nullable(number),
    lon: nullable(number),
  }),
  Change: record({
    seq: { ...whole, description: "Place in the office's whole log" },
    sessionId: text,
    sequence: whole,
    at: instant,
    what: { type: 'string', enum: changedFields },
    from: { ...nullable(text), description: 'For moved: venue|date|slot' },
    to: nullable(text),
    reason: text,
  }),
  Session: record(
    {
      id: text,
      sequence: { ...whole, description: 'Grows with every published change' },
      status: { type: 'string', enum: sessionStatuses },
      date,
      slot: text,
      startsAt: instant,
      endsAt: instant,
      venue: { $ref: '#/components/schemas/Venue' },
      kits: whole,
      capacity: { ...whole, description: 'Recordings that can be made' },
      expected: {
        ...record(
          {
            mean: number,
            low: number,
            high: number,
            crowd: { type: 'string', enum: ['quiet', 'normal', 'busy'] },
            model: {
              ...nullable(text),
              description: 'Which state of the forecast says so: its fit and the reports since',
            },
            typical: {
              ...number,
              description: 'People at a usual session; only where one session to come is asked for',
            },
            drivers: {
              type: 'array',
              items: driver,
              description: 'What sets it apart, the largest first: typical times every 1 + share is mean',
            },
          },
          ['typical', 'drivers'],
        ),
        description: 'People expected, with the 10 % and 90 % quantiles',
      },
      queue: { ...record({ issued: whole, left: whole, serving: whole }), type: ['object', 'null'] },
      distanceM: { ...whole, description: 'Straight-line metres from `near`' },
      checkedAt: { ...instant, description: 'When the office last confirmed it' },
      changes: listOf('Change'),
      alternatives: { type: 'array', items: text, description: 'Ids of sessions to go to instead, nearest first' },
    },
    ['distanceM'],
  ),
  Problem: record(
    {
      type: text,
      title: text,
      status: whole,
      detail: text,
      errors: { type: 'array', items: record({ field: text, message: text, value: {} }, ['value']) },
    },
    ['errors'],
  ),
};

const found = record({
  sessions: listOf('Session'),
  total: { ...whole, description: 'Of all pages together' },
  nextCursor: nullable(text),
  checkedAt: nullable(instant),
  seq: whole,
  movedAway: { ...listOf('Session'), description: 'Promised for what is asked, and moved out of it since' },
  nearby: { ...listOf('Session'), description: 'The nearest sessions, where nothing is found' },
});

const questions = [
  parameter('near', 'lat,lon in degrees; answers are sorted by distance', text),
  parameter('radiusKm', 'Needs near', { type: 'number', exclusiveMinimum: 0, maximum: 1000 }),
  parameter('area', 'Ministry code of a district or village', text),
  parameter('venue', 'Id of a venue', text),
  parameter('from', 'First date; today where left out', date),
  parameter('to', 'Last date', date),
  parameter('slot', 'Id of a slot', text),
  parameter('evening', 'Only sessions that go on after 18.00', { type: 'boolean' }),
  parameter('kind', 'Kind of venue', { type: 'string', enum: venueKinds }),
  parameter('q', 'Name of a venue or area, typing errors allowed', { type: 'string', maxLength: 100 }),
  parameter('status', 'Status', { type: 'string', enum: sessionStatuses }),
  parameter('limit', 'Sessions a page', { type: 'integer', minimum: 1, maximum: 500, default: 50 }),
  parameter('cursor', 'nextCursor of the answer before', text),
];

const areaProgress = record({
  code: text,
  name: text,
  eligible: whole,
  recorded: nullable(whole),
  remaining: { ...nullable(whole), description: 'Null where the count would point at persons' },
});
const progress = record({
  eligible: whole,
  recorded: whole,
  remaining: whole,
  byArea: { type: 'array', items: areaProgress },
  history: { type: 'array', items: record({ date, recorded: whole }) },
  planned: { type: 'array', items: record({ date, mean: number, low: number, high: number }) },
  reached: { ...record({ date, low: date, high: nullable(date) }), type: ['object', 'null'] },
});

/** OpenAPI 3.1 of the public API. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'Jemput',
    version: '1',
    description:
      'Sessions at which ID cards are recorded, their changes, and how far the office has come. No key needed.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  paths: {
    '/api/v1/sessions': {
      get: {
        operationId: 'findSessions',
        parameters: questions,
        responses: answer('Sessions, nearest or soonest first', found),
      },
    },
    '/api/v1/sessions/{id}': {
      get: {
        operationId: 'getSession',
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        responses: answer('A session, its changes and its alternatives', {
          allOf: [{ $ref: '#/components/schemas/Session' }, record({ alternativeSessions: listOf('Session') })],
        }),
      },
    },
    '/api/v1/venues': {
      get: { operationId: 'listVenues', responses: answer('Venues in use', record({ venues: listOf('Venue') })) },
    },
    '/api/v1/areas': {
      get: { operationId: 'listAreas', responses: answer('Areas', record({ areas: listOf('Area') })) },
    },
    '/api/v1/changes': {
      get: {
        operationId: 'listChanges',
        parameters: [
          parameter('since', 'Number of the last change that is known', { type: 'integer', minimum: 0, default: 0 }),
          parameter('limit', 'Changes at most', { type: 'integer', minimum: 1, maximum: 1000 }),
        ],
        responses: answer('Published changes in order', record({ changes: listOf('Change'), seq: whole })),
      },
    },
    '/api/v1/progress': {
      get: { operationId: 'readProgress', responses: answer('How far the office has come', progress) },
    },
  },
  components: { schemas },
};
