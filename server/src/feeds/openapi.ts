import * as z from 'zod';
import * as answers from './answer-schemas.ts';
import { dataLicence } from './data-licence.ts';
import { feedKinds } from './feed-kinds.ts';
import { cityCopySchema, geojsonSchema, ownManifestSchema } from './feed-schemas.ts';
import { changesQuestion, nothing, type Question, sessionsQuestion } from './questions.ts';

/** Named schemas of the document, by the name under which others refer to them. */
const named = z.registry<{ id: string }>();
const names = {
  Venue: answers.venueSchema,
  Area: answers.areaSchema,
  Change: answers.changeSchema,
  Session: answers.sessionSchema,
  FoundSessions: answers.foundSchema,
  OneSession: answers.oneSessionSchema,
  Draw: answers.drawSchema,
  Venues: answers.venuesSchema,
  Areas: answers.areasSchema,
  Changes: answers.changesSchema,
  Progress: answers.progressSchema,
  Problem: answers.problemSchema,
  Manifest: ownManifestSchema,
  SessionsGeojson: geojsonSchema,
  CityCopy: cityCopySchema,
} satisfies Record<string, z.ZodType>;
for (const [id, schema] of Object.entries(names)) named.add(schema, { id });

const componentOf = (id: string) => `#/components/schemas/${id}`;

interface Written {
  jsonSchema: z.core.JSONSchema.BaseSchema;
}

/** Formats say what zod's patterns for dates and times do. */
function withoutPatterns({ jsonSchema }: Written): void {
  if (jsonSchema.format === 'date' || jsonSchema.format === 'date-time') delete jsonSchema.pattern;
}

/** Every number of an answer in JSON is within the safe ones. */
function withoutNoise({ jsonSchema }: Written): void {
  withoutPatterns({ jsonSchema });
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function components(): Record<string, object> {
  // As input, so that fields may be added later: an answer's objects are open.
  const { schemas } = z.toJSONSchema(named, { uri: componentOf, io: 'input', override: withoutNoise });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]));
}

function parametersOf(question: Question): object[] {
  return Object.entries(question).map(([name, { schema, description, example }]) => {
    const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', override: withoutPatterns });
    return { name, in: 'query', required: false, description, schema: json, example };
  });
}

function inPath(name: string, description: string, example: string): object {
  return { name, in: 'path', required: true, description, schema: { type: 'string' }, example };
}

const text = { type: 'string' };
const problemAs = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: componentOf('Problem') } } },
});

function responses(description: string, contentType: string, schema: object) {
  const headers = {
    ETag: { description: 'Send it back in If-None-Match', schema: text },
    'Cache-Control': { schema: text },
  };
  return {
    200: { description, headers, content: { [contentType]: { schema } } },
    304: { description: 'Unchanged since the ETag in If-None-Match' },
    '4XX': problemAs(
      'A problem (RFC 9457): 400 names each bad parameter, 404 is not known, 429 says when to ask again',
    ),
    '5XX': problemAs('A problem (RFC 9457) of ours; Retry-After says when to ask again'),
  };
}

interface Address {
  operationId: string;
  answers: string;
  schema: keyof typeof names;
  question?: Question;
  path?: object[];
}

const api: Record<string, Address> = {
  '/api/v1/sessions': {
    operationId: 'findSessions',
    answers: 'Sessions, nearest or soonest first',
    schema: 'FoundSessions',
    question: sessionsQuestion,
  },
  '/api/v1/sessions/{id}': {
    operationId: 'getSession',
    answers: 'A session, its changes and its alternatives',
    schema: 'OneSession',
    path: [inPath('id', 'Id of a session', '0f1c2d3e')],
  },
  '/api/v1/sessions/{id}/draw': {
    operationId: 'getDraw',
    answers: 'What a draw of numbers was made of and what came of it; /api/v1/verify-draw.mjs makes it again',
    schema: 'Draw',
    path: [inPath('id', 'Id of a session whose numbers are drawn', '0f1c2d3e')],
  },
  '/api/v1/venues': { operationId: 'listVenues', answers: 'Venues in use', schema: 'Venues' },
  '/api/v1/areas': { operationId: 'listAreas', answers: 'Areas', schema: 'Areas' },
  '/api/v1/changes': {
    operationId: 'listChanges',
    answers: 'Published changes in order, and the sessions they name as they are now',
    schema: 'Changes',
    question: changesQuestion,
  },
  '/api/v1/progress': { operationId: 'readProgress', answers: 'How far the office has come', schema: 'Progress' },
};

function pathOf({ operationId, answers: description, schema, question = nothing, path = [] }: Address) {
  return {
    get: {
      operationId,
      summary: description,
      parameters: [...path, ...parametersOf(question)],
      responses: responses(description, 'application/json', { $ref: componentOf(schema) }),
    },
  };
}

const feedSchemas: Record<string, object> = {
  'manifest.json': { $ref: componentOf('Manifest') },
  '$bulk-publish': { $ref: componentOf('Manifest') },
  'city-28-days.json': { $ref: componentOf('CityCopy') },
  'sessions.geojson': { $ref: componentOf('SessionsGeojson') },
};

function feedPaths(): [string, object][] {
  return feedKinds.map(({ path, operationId, describes, type, question, parameter }) => [
    `/feeds/${path}`,
    {
      get: {
        operationId,
        summary: describes,
        parameters: [
          ...(parameter ? [inPath(parameter.name, parameter.description, parameter.example)] : []),
          ...parametersOf(question),
        ],
        responses: responses(describes, type.replace(/;.*/, ''), feedSchemas[path] ?? text),
      },
    },
  ]);
}

/** OpenAPI 3.1 of the public API, from the schemas by which parameters are read and answers are tested. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'Jemput',
    version: '1',
    summary: 'Where and when ID cards are recorded, as open data',
    description:
      'Sessions at which ID cards are recorded, their changes, and how far the office has come. No key needed. Fields may be added; none is taken away.',
    license: { name: dataLicence.name, identifier: dataLicence.id },
  },
  servers: [{ url: '/' }],
  security: [],
  paths: Object.fromEntries([
    ...Object.entries(api).map(([path, address]) => [path, pathOf(address)] as const),
    ...feedPaths(),
  ]),
  components: { schemas: components() },
};
