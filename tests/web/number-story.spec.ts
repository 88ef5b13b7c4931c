import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '@jemput/shared/sessions/session';
import { createClient } from '@libsql/client';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBrowser, type RunningServer, startServer } from '../fixtures/a-running-server.ts';
import { giveVoice, said, spoken } from '../fixtures/a-voice.ts';
import { callNext, openDesk, untilSent } from '../fixtures/evening-desk.ts';
import { aMailServer, aPushBrowser, aReceiver, type MailServer, type Receiver } from '../fixtures/message-receivers.ts';
import { signIn } from '../fixtures/sign-in.ts';

const MORNING = '2026-11-20T09:00:00+07:00';
const TOMORROW = '2026-11-21';
const phone = { viewport: { width: 360, height: 740 }, locale: 'id-ID', timezoneId: 'Asia/Jakarta' };
const aTicket = /\/antrean\/[A-Za-z0-9_-]{32}$/;

let folder: string;
let mail: MailServer;
let pushService: Receiver;
let server: RunningServer;
let browser: Browser;

const office = (start: string) =>
  startServer(
    { DATABASE_URL: `file:${join(folder, 'jemput.db')}`, SMTP_URL: mail.url, MAIL_FROM: 'antrean@jemput.example.id' },
    start,
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jemput-story-'));
  mail = await aMailServer();
  pushService = await aReceiver();
  server = await office(MORNING);
  browser = await openBrowser(MORNING);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function pajangTomorrow(): Promise<Session> {
  const find = async () => {
    const answer = await fetch(`${server.url}/api/v1/sessions?from=${TOMORROW}&to=${TOMORROW}&limit=100`);
    const { sessions } = (await answer.json()) as { sessions: Session[] };
    return sessions.find(({ venue, queue }) => venue.id === 'pajang' && (queue?.left ?? 0) > 10);
  };
  return vi.waitFor(
    async () => {
      const found = await find();
      if (!found) throw new Error('Pajang has no numbers tomorrow.');
      return found;
    },
    { timeout: 60_000, interval: 300 },
  );
}

async function sessionOf(id: string): Promise<Session> {
  return (await fetch(`${server.url}/api/v1/sessions/${id}`)).json() as Promise<Session>;
}

/** Takes a number by the form, told by mail. */
async function takeAtHome(context: BrowserContext, sessionId: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/jadwal/${sessionId}/nomor`);
  await page.getByLabel('Nama panggilan').fill('Bu Sri');
  await page.locator('summary', { hasText: 'kabari' }).click();
  await page.locator('select[name=channel]').selectOption('email');
  await page.locator('input[name=address]').fill('sri@warga.example.id');
  await page.getByRole('button', { name: 'Ambil nomor' }).click();
  await page.waitForURL(aTicket);
  return page;
}

/** Five others, as a form without a script asks. */
async function fiveOthers(sessionId: string): Promise<void> {
  for (const name of ['Joko', 'Siti', 'Agus', 'Ratna', 'Eko']) {
    const body = new URLSearchParams({ sessionId, people: '1', name });
    const answer = await fetch(`${server.url}/antrean`, { method: 'POST', body, redirect: 'manual' });
    expect(answer.headers.get('location')).toMatch(aTicket);
  }
}

/** The planner puts Pajang's evening of tomorrow off to the first date on which nothing forbids it. */
async function moveIt(reason: string): Promise<void> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'id-ID' })).newPage();
  await signIn(page, server.url, 'planner', '/rencana');
  await page
    .getByRole('button', { name: 'Buat draf' })
    .or(page.locator('summary', { hasText: /Rencana|Putaran/ }))
    .first()
    .click();
  const fresh = page.getByRole('button', { name: 'Draf baru dari jadwal terbit' });
  if (await fresh.isVisible()) await fresh.click();
  await page.waitForURL(/rencana=/);
  await page.getByRole('button', { name: 'Susun otomatis' }).waitFor();
  const bar = page.locator('[data-stint]').filter({ has: page.getByText(/^Kelurahan Pajang, .*Sab 21 Nov/) });
  const publishing = page.getByRole('button', { name: /^Terbitkan \d+ perubahan$/ });
  await bar.first().focus();
  for (let step = 0; step < 10; step++) {
    await page.locator('[data-stint]:focus').or(bar).first().press('ArrowRight');
    if (step > 0 && (await publishing.isEnabled()) && (await page.getByText(/aturan dilanggar/).count()) === 0) break;
  }
  await publishing.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Alasan bagi warga').fill(reason);
  await dialog.getByRole('button', { name: 'Terbitkan sekarang' }).click();
  await dialog.getByText(/Jadwal nomor \d+ terbit/).waitFor();
  await page.context().close();
}

async function written(sql: string, ...args: string[]): Promise<Record<string, unknown>[]> {
  const client = createClient({ url: `file:${join(folder, 'jemput.db')}`, timeout: 60_000 });
  const { rows } = await client.execute({ sql, args });
  client.close();
  return rows.map((row) => ({ ...row }));
}

test('a number from home: moved, followed, told, called, late, served, and counted', { timeout: 600_000 }, async () => {
  const session = await pajangTomorrow();
  const home = await browser.newContext({ ...phone, permissions: ['notifications'] });
  const push = aPushBrowser(`${pushService.url}/push/sri`);
  await home.addInitScript((subscription) => {
    // Chromium without its maker's push service: the rest of the way is real.
    PushManager.prototype.subscribe = async () => JSON.parse(subscription) as PushSubscription;
  }, push.subscription);
  const resident = await takeAtHome(home, session.id);
  const label = await resident.locator('.label').innerText();
  expect(label).toMatch(/^A-\d{3}$/);
  await expect.poll(() => mail.mails.length).toBe(1);
  expect(mail.mails[0]?.text).toContain(label);
  expect(mail.mails[0]?.text).not.toContain('Sri');
  await resident.getByRole('button', { name: 'Lewat HP ini' }).click();
  await resident
    .getByText(/Kabar lewat|dikabari lewat/i)
    .first()
    .waitFor();
  await fiveOthers(session.id);

  await moveIt('Listrik padam di kelurahan.');
  const moved = await sessionOf(session.id);
  expect(moved.status).toBe('moved');
  await vi.waitFor(
    () => {
      const news = mail.mails.filter(({ subject }) => subject?.includes(`Jadwal Anda berubah, nomor ${label}`));
      expect(news).toHaveLength(1);
      expect(pushService.posts.map(({ body }) => push.open(body).title).join()).toContain(`berubah, nomor ${label}`);
    },
    { timeout: 60_000, interval: 300 },
  );
  await resident.reload();
  await resident.locator('section.change').getByText('Listrik padam di kelurahan.').waitFor();
  await resident.locator('section.change button[value="stay"]').click();
  await resident.locator('section.change').waitFor({ state: 'detached' });
  expect(await resident.locator('.label').innerText()).toBe(label);

  await server.stop();
  const evening = `${moved.date}T16:20:00+07:00`;
  server = await office(evening);
  await browser.close();
  browser = await openBrowser(evening);
  const [first, second] = await Promise.all([aDesk(session.id), aDesk(session.id)]);
  expect([await openDesk(first), await openDesk(second)].sort()).toEqual(['B', 'C']);
  const screen = await aDisplay(first);
  const called = await Promise.all([callNext(first), callNext(second)]);
  expect(new Set(called).size).toBe(2);
  expect(called).toContain(label);
  const [hers, other] = called[0] === label ? [first, second] : [second, first];
  const letter = /Meja ([B-M])/.exec(await hers.getByRole('heading', { level: 1 }).innerText())?.[1];
  await expect.poll(() => said(screen)).toContain(spoken(label, letter ?? ''));
  expect(await screen.locator('body').innerText()).toContain(label);
  expect(await screen.content()).not.toContain('Sri');

  await hers.locator('summary', { hasText: 'Lewati atau titip' }).click();
  await hers.getByRole('button', { name: 'Tidak ada di tempat' }).click();
  await hers.getByText('Dilewati dan dititip').waitFor();
  await hers.getByLabel('Cari nomor').fill(label);
  await hers.getByRole('button', { name: 'Masuk lagi' }).first().click();
  await untilSent(hers);
  const later: string[] = [];
  for (const desk of [hers, other, hers, other, hers]) if (later.at(-1) !== label) later.push(await callNext(desk));
  expect(later.indexOf(label)).toBeGreaterThanOrEqual(3);

  await untilSent(other);
  await other.locator('summary', { hasText: 'Tutup malam ini' }).click();
  await other.getByRole('button', { name: 'Tutup meja ini saja' }).click();
  await other.getByRole('button', { name: 'Buka meja' }).waitFor();
  const closing = hers.getByRole('button', { name: 'Tutup dan laporkan' });
  await hers.locator('summary', { hasText: 'Tutup malam ini' }).click();
  await closing.click();
  await hers.getByRole('heading', { name: 'Malam ini sudah ditutup' }).waitFor();
  const [served] = await written(
    "select sum(people) as people from tickets where session_id = ? and state = 'served'",
    session.id,
  );
  expect(served?.people).toBeGreaterThanOrEqual(5);
  const [counted] = await written('select served from turnout where venue_id = ? and date = ?', 'pajang', moved.date);
  expect(counted?.served).toBe(served?.people);
  const [report] = await written('select reports from turnout_models order by id desc limit 1');
  expect(report?.reports).toBeGreaterThan(0);
  expect((await sessionOf(session.id)).status).toBe('done');
});

async function aDesk(sessionId: string): Promise<Page> {
  const page = await (await browser.newContext(phone)).newPage();
  await signIn(page, server.url, 'crew');
  await page.goto(`${server.url}/petugas/antrean/${sessionId}`);
  return page;
}

async function aDisplay(desk: Page): Promise<Page> {
  const link = await desk.locator('a[href*="/layar/"]').first().getAttribute('href');
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  await giveVoice(page);
  await page.goto(new URL(link ?? '', server.url).href.replace(/^https?:\/\/[^/]+/, server.url));
  await page.getByRole('button', { name: 'Nyalakan suara' }).click();
  return page;
}
