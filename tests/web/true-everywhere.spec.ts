import type { Browser, Page } from '@playwright/test';
import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, phone } from '../fixtures/a-page.ts';
import { openBrowser, type RunningServer, startServer } from '../fixtures/a-running-server.ts';
import { signIn } from '../fixtures/sign-in.ts';

/** An hour before tonight's sessions, so that the office can still move them. */
const AFTERNOON = '2026-11-20T15:00:00+07:00';
const PAJANG = '33.72.01.1001';

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({}, AFTERNOON), openBrowser(AFTERNOON)]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** The check code printed on a session's poster. */
async function codeOnPoster(id: string): Promise<string> {
  const answer = await fetch(`${server.url}/jadwal/${id}/poster.pdf`);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await answer.arrayBuffer())), {
    mergePages: true,
  });
  return /\b[0-9A-Z]{3}-[0-9A-Z]{4}\b/.exec(text)?.[0] ?? '';
}

/** What a calendar that subscribes to the kelurahan shows of a session. */
async function inCalendar(id: string) {
  const text = await (await fetch(`${server.url}/feeds/areas/${PAJANG}.ics`)).text();
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  const event = events.find((one) => String(one.getFirstPropertyValue('url')).endsWith(`/jadwal/${id}`));
  return {
    uid: String(event?.getFirstPropertyValue('uid')),
    sequence: Number(event?.getFirstPropertyValue('sequence')),
    date: String(event?.getFirstPropertyValue('dtstart')).slice(0, 10),
  };
}

async function verdict(resident: Page, code: string): Promise<string> {
  await resident.goto(`${server.url}/cek`);
  await resident.getByLabel('Kode atau teks jadwal').fill(code);
  await resident.getByRole('button', { name: 'Periksa' }).click();
  return resident.getByRole('main').innerText();
}

/** Moves tonight's stint at Pajang to the next days on which nothing forbids it, by keyboard, and publishes. */
async function moveAway(planner: Page, reason: string): Promise<void> {
  await planner.getByRole('button', { name: 'Buat draf' }).click();
  await planner.getByRole('button', { name: 'Tersimpan' }).waitFor();
  const stint = await planner.getByRole('button', { name: /^Kelurahan Pajang, Jum 20 Nov/ }).getAttribute('data-stint');
  const bar = planner.locator(`button.bar[data-stint="${stint}"]`);
  for (let days = 1; days <= 14; days++) {
    const where = await bar.innerText();
    await bar.focus();
    await planner.keyboard.press('ArrowRight');
    await expect.poll(() => bar.innerText()).not.toBe(where);
    if ((await planner.locator('button.bar.broken').count()) === 0) break;
  }
  await planner.getByRole('button', { name: /^Simpan/ }).click();
  await planner.getByRole('button', { name: 'Tersimpan' }).waitFor();
  await planner.getByRole('button', { name: /^Terbitkan \d+ perubahan/ }).click();
  const dialog = planner.getByRole('dialog');
  await dialog.getByLabel('Alasan bagi warga').fill(reason);
  await dialog.getByRole('button', { name: 'Terbitkan sekarang' }).click();
  await dialog.getByText(/^Jadwal nomor \d+ terbit/).waitFor();
}

test('tonight in Pajang, found without script and moved: page, list, feeds, poster and calendar tell one story', async () => {
  const resident = await (await browser.newContext({ ...phone, javaScriptEnabled: false })).newPage();
  await resident.goto(server.url);
  await resident.getByRole('searchbox').fill('pajangg');
  await resident.keyboard.press('Enter');
  await resident.waitForURL(/q=pajangg/);
  const nearest = resident.getByRole('article').first();
  expect(await nearest.getByRole('heading').innerText()).toBe('Kelurahan Pajang');
  expect(await nearest.innerText()).toContain('16.00–21.00 WIB');
  await nearest.getByRole('link', { name: 'Kelurahan Pajang', exact: true }).click();
  await resident.waitForURL(/\/jadwal\//);
  expect(await resident.getByRole('main').innerText()).toMatch(/Malam ini, Jumat 20 November/);
  const address = resident.url();
  const id = new URL(address).pathname.split('/').at(-1) ?? '';

  const printed = await codeOnPoster(id);
  expect(await verdict(resident, printed)).toContain('Masih berlaku');
  const subscribed = await inCalendar(id);
  expect(subscribed).toMatchObject({ sequence: 0, date: '2026-11-20' });

  const planner = await (await browser.newContext(desk)).newPage();
  await signIn(planner, server.url, 'planner', '/rencana');
  await moveAway(planner, 'Balai dipakai rapat warga');

  const moved = (await (await fetch(`${server.url}/api/v1/sessions/${id}`)).json()) as { date: string; status: string };
  expect(moved.status).toBe('moved');
  expect(moved.date > '2026-11-20').toBe(true);
  const day = DateTime.fromISO(moved.date).setLocale('id').toFormat('d LLLL');

  await resident.goto(address);
  const page = await resident.getByRole('main').innerText();
  expect(page).toContain(day);
  expect(page).toContain('Balai dipakai rapat warga');
  expect(await resident.locator('s').first().innerText()).toContain('20 Nov');
  await resident.goto(`${server.url}/?q=pajang`);
  expect(await resident.getByRole('main').innerText()).toContain('Dipindah');

  await resident.goto(server.url);
  const tonight = resident.getByRole('region', { name: /20 November/ });
  expect(await tonight.getByRole('heading').first().innerText()).toMatch(/^Malam ini/);
  const told20 = await tonight.getByRole('group').filter({ hasText: 'Dipindah ke waktu atau tempat lain' }).innerText();
  expect(told20).toContain('Kelurahan Pajang');
  expect(told20).toContain('Balai dipakai rapat warga');
  for (const place of [`/wilayah/${PAJANG}`, '/lokasi/pajang']) {
    await resident.goto(server.url + place);
    const all = await resident.getByRole('main').innerText();
    const said = all.search(/Dipindah ke waktu atau tempat lain \(\d+\)/);
    expect(said, place).toBeGreaterThan(0);
    expect(said, place).toBeLessThan(all.toLowerCase().indexOf('minggu ini'));
  }

  expect(await inCalendar(id)).toEqual({ uid: subscribed.uid, sequence: 1, date: moved.date });
  const places = (await (await fetch(`${server.url}/feeds/sessions.geojson`)).json()) as {
    features: { properties: { id: string; date: string; status: string } }[];
  };
  const point = places.features.find(({ properties }) => properties.id === id);
  expect(point?.properties).toMatchObject({ date: moved.date, status: 'moved' });

  const told = await verdict(resident, printed);
  expect(told).toContain('Sudah berubah');
  expect(told).toContain(day);
  expect(told).toContain('Balai dipakai rapat warga');
  const reprinted = await codeOnPoster(id);
  expect(reprinted).not.toBe(printed);
  expect(await verdict(resident, reprinted)).toContain('Masih berlaku');
});
