import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as devalue from 'devalue';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aLibsqlServer, type LibsqlServer } from '../../fixtures/a-libsql-server.ts';
import { OFFICE_START, type RunningServer, startServer } from '../../fixtures/a-running-server.ts';

const TOKEN = 'a-token-of-the-database-server';
let folder: string;
let database: LibsqlServer;
let office: RunningServer;
let cookie: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jemput-remote-'));
  const file = join(folder, 'remote.db');
  const made = new DatabaseSync(file);
  made.exec('pragma journal_mode = wal');
  made.close();
  database = await aLibsqlServer(file, TOKEN);
  office = await startServer({ DATABASE_URL: database.url, DATABASE_AUTH_TOKEN: TOKEN, JEMPUT_DEMO: '1' });
  const signedIn = await post('/api/auth/sign-in/username', { username: 'planner', password: 'perencana' });
  expect(signedIn.status).toBe(200);
  cookie = signedIn.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
});

afterAll(async () => {
  await office?.stop();
  await database?.goAway();
  await rm(folder, { recursive: true, force: true });
});

const soon = { timeout: 60_000, interval: 200 };
const get = (path: string) => fetch(office.url + path, { headers: { cookie: cookie ?? '' } });

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: office.url, cookie: cookie ?? '' };
  return fetch(office.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

function saveKit(name: string): Promise<Response> {
  const kit = {
    id: name.replaceAll(' ', '-'),
    name,
    baseLat: -7.57,
    baseLon: 110.82,
    recordingsPerHour: 12,
    active: true,
  };
  return post('/api/trpc/places.saveKit', devalue.stringify(kit));
}

const kitNames = async () => JSON.stringify(await (await get('/api/trpc/places.listKits')).json());

test('an office on a libSQL server loads its demo, tells it, and writes what planners write', async () => {
  expect(database.refused()).toBe(0);
  for (const path of [
    '/',
    '/wilayah/33.72.01',
    '/api/v1/sessions',
    '/feeds/sessions.csv',
    '/feeds/all.ics',
    '/rencana',
  ]) {
    const answer = await get(path);
    expect([path, answer.status, answer.headers.get('age')]).toEqual([path, 200, null]);
  }
  const today = OFFICE_START.slice(0, 10);
  expect(await (await get(`/api/v1/sessions?from=${today}&to=${today}`)).json()).toMatchObject({
    sessions: expect.arrayContaining([expect.objectContaining({ date: today })]),
  });
  expect((await saveKit('Kit jauh')).status).toBe(200);
  expect(await kitNames()).toContain('Kit jauh');
});

const ways: [string, () => unknown, () => unknown][] = [
  ['refuses connections', () => database.goAway(), () => database.comeBack()],
  ['accepts and never answers', () => database.behave('silent'), () => database.behave('well')],
  ['answers with HTTP status 500', () => database.behave('failing'), () => database.behave('well')],
];

test.each(ways)(
  'while the server %s residents read the schedule with its age, and all goes on when it is back',
  {
    timeout: 600_000,
  },
  async (way, goes, comes) => {
    const told = await (await get('/feeds/sessions.csv')).text();
    const kits = await kitNames();

    await goes();
    await vi.waitFor(async () => expect((await get('/')).headers.get('age')).toMatch(/^\d+$/), soon);
    expect((await saveKit(`Kit ${way}`)).status).toBe(503);
    const ready = await get('/readyz');
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining(database.url)]);
    for (const path of ['/', '/wilayah/33.72.01', '/api/v1/sessions', '/feeds/all.ics']) {
      const answer = await get(path);
      expect([path, answer.status, answer.headers.has('age')]).toEqual([path, 200, true]);
    }
    expect(await (await get('/feeds/sessions.csv')).text()).toBe(told);
    expect((await get('/rencana')).status).toBe(503);

    await comes();
    await vi.waitFor(async () => expect((await get('/readyz')).status).toBe(200), soon);
    await vi.waitFor(async () => expect((await get('/')).headers.get('age')).toBeNull(), soon);
    expect(await kitNames()).toBe(kits);
    expect((await saveKit(`Kit ${way}`)).status).toBe(200);
    expect(await kitNames()).toContain(`Kit ${way}`);
    expect(await (await get('/feeds/sessions.csv')).text()).toBe(told);
  },
);
