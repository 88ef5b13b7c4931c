import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenDatabase, openDatabase } from '@jemput/server/db/open';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import type { Session, SessionStatus } from '@jemput/shared/sessions/session';
import type { Browser } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aRandomWeek, doStep, type Step } from '../fixtures/a-random-week.ts';
import { openBrowser, type RunningServer, startServer } from '../fixtures/a-running-server.ts';
import { aStint, as, fillOffice, later, type OfficeContext, publish } from '../fixtures/an-office.ts';

let folder = '';
let db: OpenDatabase;
let server: RunningServer;
let browser: Browser;
let office: OfficeContext;

/** Another process at the office publishes; the server must see it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jemput-story-'));
  const url = `file:${join(folder, 'jemput.db')}`;
  db = await openDatabase({ url });
  await fillOffice({ db });
  [server, browser] = await Promise.all([startServer({ DATABASE_URL: url, JEMPUT_DEMO: '0' }), openBrowser()]);
  const log = pino({ level: 'silent' });
  office = { db, now: server.now, zone: 'Asia/Jakarta', actor: null, secret: 'x'.repeat(40), log } as OfficeContext;
  const tonight = [aStint({ days: 1 }), aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })];
  await publish(later(as(office, 'planner-1'), '2026-11-20T08:00:00+07:00'), tonight);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  db?.$client.close();
  await rm(folder, { recursive: true, force: true });
});

/** What every way to learn of a session must say alike; instants in Unix milliseconds. */
interface Told {
  starts: number;
  ends: number;
  place: string;
  /** In the words of the way itself. */
  state: string;
}
type Story = Record<string, Told>;

const told = (startsAt: string, endsAt: string, place: string, state: string): Told => ({
  starts: Date.parse(startsAt),
  ends: Date.parse(endsAt),
  place,
  state,
});

const text = async (path: string) => (await fetch(server.url + path)).text();
const json = async <T>(path: string) => JSON.parse(await text(path)) as T;
const linesOf = <T>(ndjson: string) =>
  ndjson
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

const storyOf = (sessions: Session[]): Story =>
  Object.fromEntries(
    sessions.map(({ id, startsAt, endsAt, venue, status }) => [id, told(startsAt, endsAt, venue.name, status)]),
  );

async function ofGeojson(): Promise<Story> {
  const { features } = await json<{ features: { properties: Session }[] }>('/feeds/sessions.geojson');
  return storyOf(features.map(({ properties }) => properties));
}

async function ofCsv(): Promise<Story> {
  const rows = parse(await text('/feeds/sessions.csv'), { columns: true }) as Record<string, string>[];
  return Object.fromEntries(
    rows.map(({ id = '', starts_at = '', ends_at = '', venue = '', status = '' }) => [
      id,
      told(starts_at, ends_at, venue, status),
    ]),
  );
}

interface Resource {
  id: string;
  name: string;
  start: string;
  end: string;
  schedule: { reference: string };
  actor: { reference: string }[];
  extension: { url: string; valueCode?: string }[];
}

function ofBulk(locations: string, schedules: string, slots: string): Story {
  const placeOf = new Map(linesOf<Resource>(locations).map(({ id, name }) => [`Location/${id}`, name]));
  const whereOf = new Map(linesOf<Resource>(schedules).map((one) => [`Schedule/${one.id}`, one.actor[0]?.reference]));
  return Object.fromEntries(
    linesOf<Resource>(slots).map(({ id, start, end, schedule, extension }) => {
      const status = extension.find(({ url }) => url.endsWith('#session-status'))?.valueCode ?? '';
      return [id, told(start, end, placeOf.get(whereOf.get(schedule.reference) ?? '') ?? '', status)];
    }),
  );
}

/** Feeds for people have the hours in the first line of their text and the state in its own. */
const stateIn = (description: string) => /^Keadaan: (.*) \(diperiksa/m.exec(description)?.[1] ?? '';
const feedWords: Record<SessionStatus, RegExp> = {
  scheduled: /^Terjadwal$/,
  open: /^(Buka sekarang(, masih longgar)?|Mulai penuh|Nomor terakhir)$/,
  full: /^Penuh$/,
  paused: /^Berhenti sementara: listrik padam$/,
  done: /^Selesai$/,
  moved: /^Dipindah$/,
  cancelled: /^Dibatalkan$/,
};
const months = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ');
const said = /^\S+ (\d+) (\S+) (\d{4}), (\d\d)\.(\d\d)–(\d\d)\.(\d\d) WIB$/m;

/** Unix milliseconds of both ends of `Jumat 20 November 2026, 16.00–21.00 WIB`. */
function spanIn(text: string): [starts: number, ends: number] {
  const [, day, month = '', year, ...clock] = said.exec(text) ?? [];
  const [hour, minute, untilHour, untilMinute] = clock.map(Number);
  const at = (hours = 0, minutes = 0) =>
    Date.UTC(Number(year), months.indexOf(month), Number(day), hours, minutes) - 7 * 3_600_000;
  return [at(hour, minute), at(untilHour, untilMinute)];
}

async function ofIcs(): Promise<Story> {
  const calendar = new ICAL.Component(ICAL.parse(await text('/feeds/all.ics')));
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return Object.fromEntries(
    events.map((event) => {
      const cancelled = event.component.getFirstPropertyValue('status') === 'CANCELLED';
      const state = stateIn(event.description);
      expect(cancelled).toBe(state === 'Dibatalkan');
      expect([event.startDate, event.endDate].map((at) => at.toUnixTime() * 1000)).toEqual(spanIn(event.description));
      const [starts, ends] = [event.startDate, event.endDate].map((at) => at.toUnixTime() * 1000);
      const place = event.location.split(', ')[0] ?? '';
      return [event.uid.replace('@jemput', ''), { starts: starts ?? 0, ends: ends ?? 0, place, state }];
    }),
  );
}

async function ofRss(): Promise<Story> {
  const items = (await text('/feeds/sessions.rss')).split('<item>').slice(1);
  return Object.fromEntries(
    items.map((item) => {
      const part = (name: string) => new RegExp(`<${name}>([^<]*)`).exec(item)?.[1] ?? '';
      const place =
        /(?:Perekaman|Cetak) KTP-el di (.*): \S+ \d+ \S+ \d{4}, [\d.–]+ WIB$/.exec(part('title'))?.[1] ?? '';
      const [starts, ends] = spanIn(part('description'));
      return [part('link').split('/').at(-1) ?? '', { starts, ends, place, state: stateIn(part('description')) }];
    }),
  );
}

/** What a session may be called on a page: the clock says more than `scheduled`, a crew more than `open`. */
const pageWords: Record<SessionStatus, RegExp> = {
  scheduled: /^(Terjadwal|Hari ini|Malam ini|Mestinya sudah buka, belum ada kabar)$/,
  open: /^(Buka sekarang(, masih longgar)?|Mulai penuh|Nomor terakhir)$/,
  full: /^Penuh$/,
  paused: /^Berhenti sementara/,
  done: /^Selesai$/,
  moved: /^Dipindah$/,
  cancelled: /^Dibatalkan$/,
};

const hoursOf = ({ startsAt, endsAt }: Session) =>
  `${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)} WIB`.replaceAll(':', '.');

/** The page of a session as a browser without script has it, and what it tells search engines. */
async function expectPageOf(session: Session): Promise<void> {
  const page = await browser.newPage({ javaScriptEnabled: false });
  try {
    await page.goto(`${server.url}/jadwal/${session.id}`);
    const lead = page.locator('.lead');
    expect(await lead.locator('h1').innerText()).toBe(session.venue.name);
    expect(await lead.locator('.when strong').innerText()).toBe(hoursOf(session));
    expect(await lead.locator('.tag').first().innerText()).toMatch(pageWords[session.status]);
    const day = Number(session.date.slice(8));
    expect(await lead.locator('.when').innerText()).toMatch(new RegExp(`\\b${day} November`));
    const event = JSON.parse(await page.locator('script[type="application/ld+json"]').innerText()) as {
      startDate: string;
      endDate: string;
      location: { name: string };
      eventStatus: string;
    };
    const { startDate, endDate, location } = event;
    expect(told(startDate, endDate, location.name, '')).toEqual(
      told(session.startsAt, session.endsAt, session.venue.name, ''),
    );
    expect(event.eventStatus.endsWith('EventCancelled')).toBe(session.status === 'cancelled');
    if (session.status === 'moved') expect(event.eventStatus).toBe('https://schema.org/EventRescheduled');
  } finally {
    await page.close();
  }
}

/** The first page: tonight's evenings are all there, and each card says what is true of its session. */
async function expectFrontPage(sessions: Session[]): Promise<void> {
  const page = await browser.newPage({ javaScriptEnabled: false });
  try {
    await page.goto(server.url);
    const cards = await page.locator('main article').evaluateAll((articles) =>
      articles.map((article) => ({
        id: article.querySelector('h3 a')?.getAttribute('href')?.split('/').at(-1)?.split('?')[0] ?? '',
        place: article.querySelector('h3')?.textContent?.trim() ?? '',
        hours: article.querySelector('.when strong')?.textContent?.trim() ?? '',
        state: article.querySelector('.tags .tag')?.textContent?.trim() ?? '',
      })),
    );
    const tonight = sessions.filter(({ date, endsAt }) => date === '2026-11-20' && Date.parse(endsAt) > server.now());
    const shown = new Set(cards.map(({ id }) => id));
    expect(tonight.filter(({ id }) => !shown.has(id))).toEqual([]);
    for (const card of cards) {
      const session = sessions.find(({ id }) => id === card.id);
      expect(session, card.id).toBeDefined();
      if (!session) continue;
      expect([card.place, card.hours]).toEqual([session.venue.name, hoursOf(session)]);
      if (['moved', 'cancelled', 'full', 'paused'].includes(session.status)) {
        expect(card.state).toMatch(pageWords[session.status]);
      } else
        expect(
          Object.values(pageWords)
            .slice(2)
            .some((word) => word.test(card.state)),
        ).toBe(false);
      if (session.status === 'open') expect(card.state).toMatch(pageWords.open);
    }
  } finally {
    await page.close();
  }
}

async function expectOneStory(): Promise<Set<string>> {
  const { sessions } = await findSessions(office, { limit: Number.MAX_SAFE_INTEGER });
  const truth = storyOf(sessions);
  expect(storyOf((await json<{ sessions: Session[] }>('/api/v1/sessions?limit=500')).sessions)).toEqual(truth);
  expect(storyOf(linesOf(await text('/feeds/sessions.ndjson')))).toEqual(truth);
  expect(await ofGeojson()).toEqual(truth);
  expect(await ofCsv()).toEqual(truth);
  const names = ['locations', 'schedules', 'slots'].map((name) => `${name}.ndjson`);
  const [locations = '', schedules = '', slots = ''] = await Promise.all(names.map((name) => text(`/feeds/${name}`)));
  expect(ofBulk(locations, schedules, slots)).toEqual(truth);
  const files = await Promise.all(names.map((name) => readFile(join(folder, 'feed', name), 'utf8')));
  expect(files).toEqual([locations, schedules, slots]);
  const inWords = (story: Story) =>
    Object.fromEntries(
      Object.entries(story).map(([id, one]) => {
        const status = truth[id]?.state as SessionStatus;
        expect(one.state).toMatch(feedWords[status]);
        return [id, { ...one, state: status }];
      }),
    );
  expect(inWords(await ofIcs())).toEqual(truth);
  expect(inWords(await ofRss())).toEqual(truth);
  await expectFrontPage(sessions);
  for (const session of sessions) {
    await expectPageOf(session);
    const { status, startsAt, endsAt, venue } = await json<Session>(`/api/v1/sessions/${session.id}`);
    expect(told(startsAt, endsAt, venue.name, status)).toEqual(truth[session.id]);
  }
  return new Set(sessions.map(({ status }) => status));
}

/** A promise, then the same a day later: whatever the weeks bring, one session has moved. */
const aMove: Step[] = [0, 2].map((ahead) => ({
  kind: 'publish',
  afterMinutes: 1,
  stints: [{ venue: 'kampung-baru', slot: 'malam', ahead }],
  reason: 'balai dipakai',
}));

test('whatever is published or reported, page, API and every feed tell the same of each session', async () => {
  const seen = new Set<string>();
  for (const week of [aMove, ...fc.sample(aRandomWeek, { numRuns: 3, seed: 20131025 })]) {
    for (const step of week) await doStep(office, step);
    const statuses = await vi.waitFor(expectOneStory, { timeout: 60_000, interval: 300 });
    for (const status of statuses) seen.add(status);
  }
  expect([...seen]).toEqual(expect.arrayContaining(['scheduled', 'open', 'moved', 'cancelled']));
});
