import { gzipSync } from 'node:zlib';
import { openDatabase } from '@jemput/server/db/open';
import { tickets } from '@jemput/server/db/schema/bookings';
import type { Session } from '@jemput/shared/sessions/session';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test, vi } from 'vitest';
import { browser, officeOnce, phone, server } from '../fixtures/a-page.ts';
import { putTicket } from '../fixtures/ticket-states.ts';

officeOnce();

const aTicket = /\/antrean\/[A-Za-z0-9_-]{32}$/;

/** With numbers left, for a test each, so that none takes another's. */
let open: Session[];
let next = 0;

beforeAll(async () => {
  const ask = async () => {
    const answer = await fetch(`${server.url}/api/v1/sessions?limit=500&from=2026-11-21`);
    const { sessions } = (await answer.json()) as { sessions: Session[] };
    return sessions.filter(({ service, queue }) => service === 'recording' && (queue?.left ?? 0) > 5);
  };
  await vi.waitFor(async () => expect((await ask()).length).toBeGreaterThan(3), { timeout: 60_000, interval: 300 });
  open = await ask();
});

function anOpenSession(): Session {
  const session = open[next % open.length];
  next += 1;
  if (!session) throw new Error('No session of the demo city has numbers left.');
  return session;
}

async function aPhone(options = {}): Promise<Page> {
  const context = await browser.newContext({ ...phone, ...options });
  const page = await context.newPage();
  return page;
}

async function fillIn(page: Page, name: string, people = 1): Promise<void> {
  await page.getByLabel('Nama panggilan').fill(name);
  await page.getByRole('radio', { name: String(people), exact: true }).check();
}

async function ticketsAt({ id }: Session): Promise<number> {
  const db = await openDatabase({ url: server.databaseUrl });
  const found = await db.select({ id: tickets.id }).from(tickets).where(eq(tickets.sessionId, id));
  db.$client.close();
  return found.length;
}

const takeButton = (page: Page) => page.getByRole('button', { name: 'Ambil nomor' });

async function takeAt(page: Page, session: Session, name = 'Sri'): Promise<string> {
  await page.goto(`${server.url}/jadwal/${session.id}/nomor`);
  await fillIn(page, name);
  await takeButton(page).click();
  await page.waitForURL(aTicket);
  return page.url();
}

test('without JavaScript from the first page to a number in three screens, and given up again', async () => {
  const page = await aPhone({ javaScriptEnabled: false });
  await page.goto(`${server.url}/?malam=0`);
  await page
    .getByRole('link', { name: /^Ambil nomor/ })
    .first()
    .click();
  await fillIn(page, 'Pak Harto', 3);
  await takeButton(page).click();
  await page.waitForURL(aTicket);
  const said = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
  expect(said).toMatch(/A-\d{3}/);
  expect(said).toMatch(/Datang sekitar \d\d\.\d\d – \d\d\.\d\d/);
  expect(said).toContain('Untuk 3 orang');
  expect(await page.content()).not.toContain('Harto');
  await page.getByText('Batalkan', { exact: true }).click();
  await page.getByRole('button', { name: 'Ya, batalkan' }).click();
  await page.getByRole('heading', { name: 'Sudah dibatalkan' }).waitFor();
  const db = await openDatabase({ url: server.databaseUrl });
  const id = page.url().split('/').at(-1)?.slice(0, 16) ?? '';
  const states = await db
    .select({ state: tickets.state, people: tickets.people })
    .from(tickets)
    .where(eq(tickets.id, id));
  db.$client.close();
  expect(states).toEqual([{ state: 'cancelled', people: 3 }]);
  await page.context().close();
});

test('a press too many, the back button and the form once more lead to the same number', async () => {
  const page = await aPhone();
  const session = anOpenSession();
  const before = await ticketsAt(session);
  await page.goto(`${server.url}/jadwal/${session.id}/nomor`);
  await fillIn(page, 'Sri');
  await takeButton(page).dblclick();
  await page.waitForURL(aTicket);
  const first = page.url();
  await page.goBack();
  await fillIn(page, 'Sri');
  await takeButton(page).click();
  await page.waitForURL(aTicket);
  expect(page.url()).toBe(first);
  expect(await ticketsAt(session)).toBe(before + 1);
  await page.context().close();
});

test('tabs of one phone share its limit: the third is told why, with what was typed still there', async () => {
  const context = await browser.newContext(phone);
  const session = anOpenSession();
  for (const name of ['Sri', 'Budi']) await takeAt(await context.newPage(), session, name);
  const third = await context.newPage();
  await third.goto(`${server.url}/jadwal/${session.id}/nomor`);
  await fillIn(third, 'Tono', 2);
  await takeButton(third).click();
  await third.waitForURL(/tolak=household_cap/);
  await expect.poll(() => third.getByLabel('Nama panggilan').inputValue()).toBe('Tono');
  expect(await third.locator('input[name=people]:checked').inputValue()).toBe('2');
  expect(await third.getByRole('alert').innerText()).toContain('sudah memegang nomor');
  await context.close();
});

test('after giving up, a number can be taken again', async () => {
  const page = await aPhone();
  const session = anOpenSession();
  const first = await takeAt(page, session);
  await page.getByText('Batalkan', { exact: true }).click();
  await page.getByRole('button', { name: 'Ya, batalkan' }).click();
  await page.getByRole('link', { name: 'Ambil nomor lagi' }).click();
  await page.waitForURL('**/nomor#lagi-*');
  await fillIn(page, 'Sri');
  await takeButton(page).click();
  await page.waitForURL(aTicket);
  expect(page.url()).not.toBe(first);
  await page.context().close();
});

test('somebody who gives up and asks again before the script of a slow line woke gets another number', async () => {
  const page = await aPhone();
  const session = anOpenSession();
  const first = await takeAt(page, session);
  const asleep = await aPhone({ javaScriptEnabled: false });
  await asleep.goto(first);
  await asleep.getByText('Batalkan', { exact: true }).click();
  await asleep.getByRole('button', { name: 'Ya, batalkan' }).click();
  const again = await asleep.getByRole('link', { name: 'Ambil nomor lagi' }).getAttribute('href');
  await asleep.context().close();
  await page.goto(server.url + again);
  await fillIn(page, 'Sri');
  await takeButton(page).click();
  await page.waitForURL((address) => aTicket.test(address.pathname));
  expect(page.url()).not.toBe(first);
  await page.context().close();
});

test.each(['ꦱꦿꦶꦲꦶꦤ꧀ꦢꦂꦠꦶ', 'Sri 🌸', '<b onclick=alert(1)>Sri</b>'])(
  'the name %s is taken, and stands on no page that the link opens',
  async (name) => {
    const page = await aPhone();
    await takeAt(page, anOpenSession(), name);
    expect(await page.locator('.label').innerText()).toMatch(/^A-\d{3}$/);
    expect(await page.content()).not.toContain(name);
    const told = await fetch(`${page.url()}/keadaan.json`);
    expect(await told.text()).not.toContain(JSON.stringify(name).slice(1, -1));
    const calendar = await (await fetch(`${page.url()}/nomor.ics`)).text();
    expect(calendar).toContain('BEGIN:VEVENT');
    expect(calendar).not.toContain('Sri');
    await expect.poll(() => page.evaluate(() => Object.values(sessionStorage).join())).not.toContain(name);
    await page.context().close();
  },
);

test('a name that is none is refused beside its field', async () => {
  const page = await aPhone({ javaScriptEnabled: false });
  await page.goto(`${server.url}/jadwal/${anOpenSession().id}/nomor`);
  await page.getByLabel('Nama panggilan').fill('   ');
  await takeButton(page).click();
  await page.waitForURL(/tolak=bad_name/);
  expect(await page.getByRole('alert').innerText()).toContain('Tulis nama panggilan');
  expect(await page.getByLabel('Nama panggilan').getAttribute('aria-invalid')).toBe('true');
  await page.context().close();
});

test('an open page says by itself when its number is called, to which desk, and moves the phone', async () => {
  const page = await aPhone();
  const session = anOpenSession();
  const path = await putTicket(server, { sessionId: session.id, state: 'held', series: 'A', number: 901 });
  await page.addInitScript(() => {
    Object.assign(window, { moved: [] });
    navigator.vibrate = (pattern) => {
      (window as unknown as { moved: unknown[] }).moved.push(pattern);
      return true;
    };
  });
  await page.goto(server.url + path);
  expect(await page.locator('.label').innerText()).toBe('A-901');
  const db = await openDatabase({ url: server.databaseUrl });
  await db.update(tickets).set({ state: 'called', desk: 'C', calledAt: server.now() }).where(eq(tickets.number, 901));
  db.$client.close();
  await page.clock.runFor(61_000);
  await page.getByText('Silakan ke meja C sekarang.').waitFor();
  expect(await page.title()).toMatch(/^Giliran Anda! A-901/);
  expect(await page.evaluate(() => (window as unknown as { moved: unknown[] }).moved.length)).toBe(1);
  await page.context().close();
});

test('one’s own number can be read without network, and says that it may be old', async () => {
  const page = await aPhone();
  await page.goto(server.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/service-worker.js', { scope: '/' });
    await navigator.serviceWorker.ready;
  });
  const url = await takeAt(page, anOpenSession());
  const label = await page.locator('.label').innerText();
  const kept = () => page.evaluate(async () => (await (await caches.open('jemput-tickets')).keys()).length);
  await expect.poll(kept).toBeGreaterThan(5);
  await page.context().setOffline(true);
  await page.goto(url);
  expect(await page.locator('.label').innerText()).toBe(label);
  await page.clock.runFor(61_000);
  await page.getByText('Tidak ada jaringan.').waitFor();
  await page.context().close();
});

test('a link that is forged, cut short or of nobody opens nothing', async () => {
  const page = await aPhone();
  const url = await takeAt(page, anOpenSession());
  const last = url.endsWith('A') ? 'B' : 'A';
  for (const wrong of [url.slice(0, -1) + last, url.slice(0, -1), `${server.url}/antrean/x`]) {
    for (const address of [wrong, `${wrong}/keadaan.json`, `${wrong}/nomor.ics`])
      expect([address, (await fetch(address)).status]).toEqual([address, 404]);
  }
  const answer = await fetch(url);
  expect(answer.headers.get('x-robots-tag')).toContain('noindex');
  expect(answer.headers.get('cache-control')).toContain('no-store');
  expect(answer.headers.get('referrer-policy')).toBe('same-origin');
  expect(server.output()).not.toContain(url.split('/').pop());
  await page.context().close();
});

test('the whole way from the first page to a number is under 150 kB, each page under 30 kB before scripts', async () => {
  const page = await aPhone();
  /** Compressed bodies by address: what the browser has already, it does not ask for again. */
  const bodies = new Map<string, number>();
  const documents: number[] = [];
  page.on('response', async (response) => {
    if (bodies.has(response.url())) return;
    bodies.set(response.url(), 0);
    const body = await response.body().catch(() => Buffer.alloc(0));
    if (body.length === 0) return;
    bodies.set(response.url(), gzipSync(body).length);
    if (response.request().resourceType() === 'document') documents.push(gzipSync(body).length);
  });
  await page.goto(`${server.url}/?malam=0`, { waitUntil: 'networkidle' });
  await page
    .getByRole('link', { name: /^Ambil nomor/ })
    .first()
    .click();
  await page.waitForURL('**/nomor');
  await page.waitForLoadState('networkidle');
  await fillIn(page, 'Sri');
  await takeButton(page).click();
  await page.waitForURL(aTicket);
  await page.waitForLoadState('networkidle');
  const all = [...bodies.values()].reduce((sum, size) => sum + size, 0);
  expect(documents).toHaveLength(2);
  for (const size of documents) expect(size).toBeLessThan(30_000);
  expect(all).toBeGreaterThan(10_000);
  expect(all).toBeLessThan(150_000);
  await page.context().close();
});
