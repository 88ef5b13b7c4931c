import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { OFFICE_START, openBrowser, type RunningServer, startServer } from '../fixtures/a-running-server.ts';
import { signIn } from '../fixtures/sign-in.ts';
import { untilSettled } from '../fixtures/until-settled.ts';

/** A place for the database that outlives the server. */
let folder: string;
let server: RunningServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jemput-outage-web-'));
  await mkdir(join(folder, 'away'));
  [server, browser] = await Promise.all([startServer({ DATABASE_URL: `file:${folder}/jemput.db` }), openBrowser()]);
  await untilSettled(server);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  page = await context.newPage();
});

const takeAway = () => rename(join(folder, 'jemput.db'), join(folder, 'away', 'jemput.db'));
const putBack = () => rename(join(folder, 'away', 'jemput.db'), join(folder, 'jemput.db'));
const said = async (path: string) => (await (await fetch(server.url + path)).json()) as Record<string, unknown>;
const soon = { timeout: 60_000, interval: 100 };

/** What every page says while the office's system fails. */
const notice = () => page.getByRole('status').filter({ hasText: 'Sistem kantor sedang terganggu' });

/** The page before is given on for two seconds. */
async function isCalm(): Promise<void> {
  await page.goto(server.url);
  expect(await notice().count()).toBe(0);
}

async function namesOn(path: string): Promise<string[]> {
  await page.goto(server.url + path);
  return page.locator('main h1, main h2, main h3').allInnerTexts();
}

/** What can be told from memory, and what only the database knows: that is a failure of ours and never nothing. */
async function walk(session: string): Promise<void> {
  const told = [
    ...['/', '/?dekat=-7.57,110.82', '/?q=tidak-ada', '/?malam=0', '/?tampil=peta', '/wilayah/33.72.01'],
    ...['/wilayah/33.72.01.1001', '/lokasi/pajang', `/jadwal/${session}`, '/cek', '/data', '/tersimpan'],
    ...[`/jadwal/${session}/gambar.png`, `/jadwal/${session}/poster.pdf`, '/wilayah/33.72.01.1001/poster.pdf'],
    ...['/sitemap.xml', '/robots.txt', '/__data.json', '/feeds/manifest.json', '/feeds/slots.ndjson'],
    ...['/feeds/changes.ndjson', '/feeds/sessions.ndjson', '/feeds/city-28-days.json', '/api/v1/progress'],
    ...['/api/v1/openapi.json', '/api/v1/sessions?near=-7.57,110.82'],
  ];
  for (const path of told) {
    const answer = await fetch(server.url + path);
    expect([path, answer.status, answer.headers.has('age')]).toEqual([path, 200, true]);
  }
  for (const path of [`/jadwal/${session}/nomor`, `/api/v1/sessions/${session}/draw`, '/api/trpc/places.listKits']) {
    const answer = await fetch(server.url + path);
    expect([path, answer.status]).toEqual([path, 503]);
  }
  const form = await fetch(`${server.url}/jadwal/${session}/nomor`);
  expect(form.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(await form.text()).toContain('Maaf, ada gangguan di sistem kami');
  expect(((await said('/api/v1/sessions?q=tidak-ada')) as { asOf: string }).asOf).toMatch(/^2026-11-20T17:/);
}

test('with the database taken away every page, feed and answer tells the schedule with its age, and heals by itself', {
  timeout: 600_000,
}, async () => {
  const today = OFFICE_START.slice(0, 10);
  const before = (await said(`/api/v1/sessions?from=${today}`)) as { sessions: { id: string }[]; total: number };
  expect(before.total).toBeGreaterThan(0);
  const paths = ['/', '/wilayah/33.72.01', '/lokasi/pajang', `/jadwal/${before.sessions[0]?.id}`, '/?q=pajang'];
  const told = new Map<string, string[]>();
  for (const path of paths) told.set(path, await namesOn(path));
  const feed = await (await fetch(`${server.url}/feeds/sessions.csv`)).text();
  await signIn(page, server.url, 'planner');

  await takeAway();
  await vi.waitFor(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(503), soon);
  await vi.waitFor(async () => expect((await fetch(server.url)).headers.get('age')).toMatch(/^\d+$/), soon);
  for (const path of paths) {
    expect(await namesOn(path), path).toEqual(told.get(path));
    await notice().waitFor();
    expect(await notice().innerText()).toMatch(/^Jadwal per pukul 17\.\d\d\./);
  }
  const answer = await fetch(`${server.url}/api/v1/sessions?from=${today}`);
  expect(Number(answer.headers.get('age'))).toBeGreaterThanOrEqual(0);
  expect(await answer.json()).toEqual({ ...before, asOf: expect.stringMatching(/^2026-11-20T17:\d\d:\d\d\+07:00$/) });
  for (const path of ['venues', 'areas', 'changes']) {
    expect(await said(`/api/v1/${path}`), path).toMatchObject({ asOf: expect.stringContaining('2026-11-20T17:') });
  }
  expect((await said(`/api/v1/sessions/${before.sessions[0]?.id}`)).id).toBe(before.sessions[0]?.id);
  expect(await (await fetch(`${server.url}/feeds/sessions.csv`)).text()).toBe(feed);
  for (const path of [
    '/feeds/all.ics',
    '/feeds/sessions.geojson',
    '/feeds/sessions.rss',
    '/feeds/areas/33.72.01.ics',
  ]) {
    const calendar = await fetch(server.url + path);
    expect([calendar.status, calendar.headers.has('age')], path).toEqual([200, true]);
  }

  await walk(before.sessions[0]?.id ?? '');

  const work = await page.goto(`${server.url}/rencana`);
  expect(work?.status()).toBe(503);
  await page.getByRole('heading', { name: 'Maaf, ada gangguan di sistem kami' }).waitFor();
  const write = await fetch(`${server.url}/api/trpc/places.saveKit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: '{}',
  });
  expect(write.status).toBe(503);

  await putBack();
  await vi.waitFor(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(200), soon);
  await vi.waitFor(async () => expect((await fetch(server.url)).headers.get('age')).toBeNull(), soon);
  await vi.waitFor(async () => expect(await said(`/api/v1/sessions?from=${today}`)).toEqual(before), soon);
  await vi.waitFor(isCalm, soon);
  expect(await namesOn('/')).toEqual(told.get('/'));
  expect((await page.goto(`${server.url}/rencana`))?.status()).toBe(200);
});

test('started without its database the server tells what it kept, and takes the database when it comes', {
  timeout: 600_000,
}, async () => {
  const today = OFFICE_START.slice(0, 10);
  const before = (await said(`/api/v1/sessions?from=${today}`)) as { sessions: object[]; total: number };
  const told = await namesOn('/');
  await server.stop();
  await takeAway();
  server = await startServer({ DATABASE_URL: `file:${folder}/jemput.db` }, OFFICE_START, '/healthz');
  expect(server.output()).toContain('The last schedule known is served');
  expect(await readdir(folder)).not.toContain('jemput.db');
  expect(await namesOn('/')).toEqual(told);
  await notice().waitFor();
  expect(await said(`/api/v1/sessions?from=${today}`)).toMatchObject({
    // Nobody can have a number while the database is away, so none are told of.
    sessions: before.sessions.map((session) => ({ ...session, queue: null })),
    total: before.total,
  });
  const ready = await fetch(`${server.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    expect.objectContaining({ detail: expect.stringContaining('is missing') }),
  ]);

  await putBack();
  await vi.waitFor(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(200), soon);
  await vi.waitFor(async () => expect((await said('/api/v1/sessions')).asOf).toBeNull(), soon);
  await vi.waitFor(isCalm, soon);
  expect(await namesOn('/')).toEqual(told);
  await signIn(page, server.url, 'planner');
  expect((await page.goto(`${server.url}/rencana`))?.status()).toBe(200);
});

test('started where the database and the schedule are lost, every page says that it cannot be told, and the open data stays', {
  timeout: 600_000,
}, async () => {
  await server.stop();
  const slots = await readFile(join(folder, 'feed', 'slots.ndjson'), 'utf8');
  expect(slots).not.toBe('');
  await takeAway();
  await rm(join(folder, 'jemput.schedule.ndjson'));
  const env = { DATABASE_URL: `file:${folder}/jemput.db`, JEMPUT_DEMO: '0' };
  server = await startServer(env, OFFICE_START, '/healthz');
  expect(server.output()).toContain(join(folder, 'feed'));
  for (const path of ['/readyz', '/', '/wilayah/33.72.01', '/api/v1/sessions', '/feeds/sessions.csv']) {
    const answer = await fetch(server.url + path);
    expect([path, answer.status]).toEqual([path, 503]);
  }
  expect(await (await fetch(`${server.url}/feeds/slots.ndjson`)).text()).toBe(slots);
  expect(await readdir(folder)).not.toContain('jemput.db');
  await putBack();
  await vi.waitFor(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(200), soon);
  await vi.waitFor(async () => expect((await fetch(server.url)).status).toBe(200), soon);
  expect(await readFile(join(folder, 'feed', 'slots.ndjson'), 'utf8')).not.toBe('');
});
