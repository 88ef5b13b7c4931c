import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { sessionSchema } from '@jemput/server/feeds/answer-schemas';
import type { Session } from '@jemput/shared/sessions/session';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import type * as z from 'zod';
import { type RunningServer, startServer } from '../../fixtures/a-running-server.ts';
import { untilSettled } from '../../fixtures/until-settled.ts';
import { openapiRules } from './openapi-rules.ts';

interface Parameter {
  name: string;
  in: 'query' | 'path';
  schema: {
    type: string;
    enum?: string[];
    pattern?: string;
    format?: string;
    minimum?: number;
    maximum?: number;
    exclusiveMinimum?: number;
    maxLength?: number;
  };
  example: string | number | boolean;
}

interface Operation {
  operationId: string;
  parameters: Parameter[];
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

interface Document {
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, object> };
}

let server: RunningServer;
let document: Document;

beforeAll(async () => {
  server = await startServer();
  await untilSettled(server);
  document = (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as Document;
});
afterAll(async () => {
  await server?.stop();
});

/** The same schemas with no property but those that are written down. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, closed(part)]));
  return copy.type === 'object' && copy.properties ? { ...copy, additionalProperties: false } : copy;
}

function ajv(): Ajv2020 {
  const made = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(made);
  made.addSchema({ $id: 'https://jemput.test/openapi', ...(closed({ components: document.components }) as object) });
  return made;
}

function faultsOf(schema: object, value: unknown): unknown[] {
  const text = JSON.stringify(closed(schema)).replaceAll('"#/', '"https://jemput.test/openapi#/');
  const validate = ajv().compile(JSON.parse(text) as object);
  return validate(value) ? [] : (validate.errors ?? []).slice(0, 3);
}

const operations = () => Object.entries(document.paths).map(([path, { get }]) => ({ path, ...get }));

/** An id that the demo city has. */
async function idOf(path: string): Promise<string> {
  if (path.includes('venues')) return 'pajang';
  const { sessions } = (await (await fetch(`${server.url}/api/v1/sessions?limit=1`)).json()) as { sessions: Session[] };
  return sessions[0]?.id ?? '';
}

async function addressOf(path: string): Promise<string> {
  return server.url + path.replace('{code}', '33.72.01.1001').replace('{id}', await idOf(path));
}

/** Values that the parameter's own schema forbids. */
function badOf({ schema }: Parameter): string[] {
  const { type, pattern, format, minimum, maximum, exclusiveMinimum, maxLength } = schema;
  const bad: string[] = [];
  if (type === 'integer') bad.push('1.5', '1e2', '');
  if (type === 'integer' || type === 'number') bad.push('x', '0x10', 'NaN');
  if (minimum !== undefined) bad.push(String(minimum - 1));
  if (exclusiveMinimum !== undefined) bad.push(String(exclusiveMinimum));
  if (maximum !== undefined) bad.push(String(maximum + 1));
  if (type === 'boolean') bad.push('maybe', 'TRUE', '2');
  if (schema.enum) bad.push('nothing of these', schema.enum[0]?.toUpperCase() ?? '');
  if (format === 'date') bad.push('2026-02-30', '20261120', 'besok', '2026-13-01');
  if (maxLength !== undefined) bad.push('x'.repeat(maxLength + 1));
  if (pattern !== undefined) bad.push('', 'x', '33.7', '91,0', '0,181', '1,2,3');
  return bad.filter((value) => pattern === undefined || !new RegExp(pattern).test(value));
}

/** What a parameter needs beside it. */
const beside: Record<string, string> = { radiusKm: 'near=-7.57,110.78' };

const asked = (address: string, name: string, value: unknown) =>
  `${address}?${new URLSearchParams({ [name]: String(value) })}${beside[name] ? `&${beside[name]}` : ''}`;

function answerSchema(operation: Operation, type: string): object {
  const content = operation.responses['200']?.content?.[type];
  if (!content) throw new Error(`${operation.operationId} does not promise ${type}`);
  return content.schema;
}

async function expectProblem(response: Response, status: number): Promise<{ errors?: { field: string }[] }> {
  expect(response.status, response.url).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const problem = (await response.json()) as { status: number; errors?: { field: string }[] };
  expect(faultsOf({ $ref: '#/components/schemas/Problem' }, problem)).toEqual([]);
  expect(problem.status).toBe(status);
  return problem;
}

test('what the product calls a session is what the document says it is', () => {
  expectTypeOf<z.infer<typeof sessionSchema>>().toEqualTypeOf<Session>();
  expect(Object.keys(document.components.schemas)).toContain('Session');
});

describe('the document', () => {
  test('follows OpenAPI 3.1', () => {
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(openapiRules);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('names each operation once, its path parameters in its path, and refers to nothing that is not there', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, parameters } of operations()) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(inPath);
    }
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, id]) => id);
    expect(refs.filter((id) => !(id && id in document.components.schemas))).toEqual([]);
    expect(refs.length).toBeGreaterThan(10);
  });

  test('describes every address of the public API', () => {
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/sessions',
        '/api/v1/sessions/{id}',
        '/api/v1/sessions/{id}/draw',
        '/api/v1/venues',
        '/api/v1/areas',
        '/api/v1/changes',
        '/api/v1/progress',
        '/feeds/sessions.geojson',
        '/feeds/all.ics',
        '/feeds/areas/{code}.ics',
        '/feeds/areas/{code}.rss',
        '/feeds/venues/{id}.ics',
        '/feeds/sessions/{id}.ics',
      ]),
    );
  });
});

describe('the live server', () => {
  test('answers every address as described, to everybody, and 304 to whoever has it', async () => {
    for (const operation of operations()) {
      const [type = ''] = Object.keys(operation.responses['200']?.content ?? {});
      const address = await addressOf(operation.path);
      const response = await fetch(address, { headers: { origin: 'https://elsewhere.example' } });
      expect(response.status, address).toBe(200);
      expect(response.headers.get('content-type')?.split(';')[0], address).toBe(type);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cache-control')).toBeTruthy();
      if (/[/+]json$/.test(type)) {
        expect(faultsOf(answerSchema(operation, type), await response.json()), address).toEqual([]);
      } else expect((await response.text()).length).toBeGreaterThan(0);
      const etag = response.headers.get('etag') ?? '';
      expect(etag).toMatch(/^(W\/)?".+"$/);
      const again = await fetch(address, { headers: { 'if-none-match': etag } });
      expect([address, again.status, await again.text()]).toEqual([address, 304, '']);
    }
  });

  test('takes each parameter with its example, and the answer is as described', async () => {
    for (const operation of operations()) {
      for (const { name, in: place, example } of operation.parameters) {
        if (place !== 'query') continue;
        const response = await fetch(asked(await addressOf(operation.path), name, example));
        expect([name, response.status]).toEqual([name, 200]);
        const [type = ''] = Object.keys(operation.responses['200']?.content ?? {});
        if (type !== 'application/json') expect((await response.text()).length).toBeGreaterThan(0);
        else expect(faultsOf(answerSchema(operation, type), await response.json()), name).toEqual([]);
      }
    }
  });

  test('refuses whatever a parameter must not be, and names it', async () => {
    let refused = 0;
    for (const { path, parameters } of operations()) {
      const address = await addressOf(path);
      for (const parameter of parameters.filter((one) => one.in === 'query')) {
        for (const value of badOf(parameter)) {
          const problem = await expectProblem(await fetch(asked(address, parameter.name, value)), 400);
          expect([value, problem.errors?.map(({ field }) => field)]).toEqual([value, [parameter.name]]);
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(40);
  });

  test('refuses parameters that contradict each other, are unknown, or stand twice', async () => {
    for (const query of [
      'from=2026-11-21&to=2026-11-20',
      'radiusKm=2',
      'cursor=x',
      'slot=dini',
      'colour=red',
      'q=a&q=b',
    ]) {
      await expectProblem(await fetch(`${server.url}/api/v1/sessions?${query}`), 400);
    }
    for (const { path } of [...operations(), { path: '/api/v1/openapi.json' }, { path: '/api/v1/verify-draw.mjs' }]) {
      const problem = await expectProblem(await fetch(`${await addressOf(path)}?colour=red&size=1`), 400);
      expect([path, problem.errors?.map(({ field }) => field)]).toEqual([path, ['colour', 'size']]);
    }
  });

  test('names every fault at once: of parameters alone, and of those that cannot stand together', async () => {
    const query = 'colour=red&limit=0&slot=dini&radiusKm=2&from=2026-11-21&to=2026-11-20';
    const { errors } = await expectProblem(await fetch(`${server.url}/api/v1/sessions?${query}`), 400);
    expect(errors?.map(({ field }) => field).toSorted()).toEqual(['colour', 'limit', 'radiusKm', 'slot', 'to']);
  });

  test('says up to where a number goes: a sequence up to what JSON holds exactly', () => {
    const since = document.paths['/api/v1/changes']?.get.parameters.find(({ name }) => name === 'since');
    expect(since?.schema).toMatchObject({ type: 'integer', minimum: 0, maximum: 2 ** 53 - 1 });
  });

  test('names the slots there are, and refuses the page of another question', async () => {
    const slot = await expectProblem(await fetch(`${server.url}/api/v1/sessions?slot=dini`), 400);
    expect(slot.errors).toEqual([{ field: 'slot', value: 'dini', message: expect.stringContaining('malam') }]);
    const evenings = `${server.url}/api/v1/sessions?evening=true&limit=2`;
    const { nextCursor } = (await (await fetch(evenings)).json()) as { nextCursor: string };
    expect((await fetch(`${evenings}&cursor=${nextCursor}`)).status).toBe(200);
    expect((await fetch(`${evenings.replace('limit=2', 'limit=5')}&cursor=${nextCursor}`)).status).toBe(200);
    for (const other of ['', 'evening=true&kind=market&', 'evening=false&']) {
      const problem = await expectProblem(
        await fetch(`${server.url}/api/v1/sessions?${other}cursor=${nextCursor}`),
        400,
      );
      expect(problem.errors?.map(({ field }) => field)).toEqual(['cursor']);
    }
  });

  test('tells people expected in hundredths at most, in every form', async () => {
    const texts = await Promise.all(
      ['/api/v1/sessions?limit=500', '/feeds/sessions.ndjson', '/feeds/sessions.csv', '/api/v1/progress'].map(
        async (path) => (await fetch(server.url + path)).text(),
      ),
    );
    for (const text of texts) expect(text.match(/"(?:mean|low|high)":\d+\.\d{3,}/)).toBeNull();
    const means = [...(texts[0] ?? '').matchAll(/"mean":([\d.]+)/g)].map(([, mean]) => Number(mean));
    expect(means.some((mean) => mean > 0 && !Number.isInteger(mean))).toBe(true);
  });

  test('says what it does not know, and that it can only be read', async () => {
    for (const { path } of operations().filter((operation) => operation.path.includes('{'))) {
      const address = server.url + path.replace('{code}', '99.99.99.9999').replace('{id}', 'nowhere');
      await expectProblem(await fetch(address), 404);
    }
    for (const { path } of operations()) {
      await expectProblem(await fetch(await addressOf(path), { method: 'POST' }), 405);
      expect((await fetch(await addressOf(path), { method: 'HEAD' })).status).toBe(200);
    }
  });

  test('lets a page of any site ask beforehand, and refuses every other method in words', async () => {
    for (const { path } of operations()) {
      const address = await addressOf(path);
      const asks = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'if-none-match' };
      const beforehand = await fetch(address, { method: 'OPTIONS', headers: { origin: 'https://x.id', ...asks } });
      const { headers } = beforehand;
      expect([address, beforehand.status]).toEqual([address, 204]);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-methods')?.split(',')).toEqual(['GET', 'HEAD', 'OPTIONS']);
      expect(headers.get('access-control-allow-headers')?.toLowerCase()).toBe('if-none-match');
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        for (const body of [null, '{}']) {
          const refused = await fetch(address, { method, body });
          expect(refused.headers.get('allow'), address).toBe('GET, HEAD, OPTIONS');
          await expectProblem(refused, 405);
        }
      }
    }
    // RFC 9110, 9.3.8 and 15.5.6; fetch sends no TRACE.
    for (const path of ['/api/v1/sessions', '/feeds/all.ics', '/api/v1/nothing']) {
      const asking = request(server.url + path, { method: 'TRACE' }).end();
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      answer.resume();
      expect([path, answer.statusCode, answer.headers.allow]).toEqual([path, 405, 'GET, HEAD, OPTIONS']);
    }
  });

  test('pages through all sessions once, each as described', async () => {
    const ids: string[] = [];
    let cursor: string | null = null;
    let total = -1;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const found = (await (await fetch(`${server.url}/api/v1/sessions?limit=97${query}`)).json()) as {
        sessions: Session[];
        nextCursor: string | null;
        total: number;
      };
      expect(faultsOf({ $ref: '#/components/schemas/FoundSessions' }, found)).toEqual([]);
      ids.push(...found.sessions.map(({ id }) => id));
      ({ nextCursor: cursor, total } = found);
    } while (cursor !== null);
    expect([new Set(ids).size, ids.length]).toEqual([total, total]);
  });
});
