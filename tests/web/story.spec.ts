import type { Page } from '@playwright/test';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { browser, desk, officeOnce, phone, server } from '../fixtures/a-page.ts';
import { beginEvening, closeSession } from '../fixtures/crew-evening.ts';
import { signIn } from '../fixtures/sign-in.ts';

officeOnce();

/** Beside Kelurahan Pajang, Laweyan. */
const atPajang = { latitude: -7.567, longitude: 110.786 };

async function planAutomatically(planner: Page): Promise<void> {
  await planner.getByRole('button', { name: 'Buat draf' }).click();
  await planner.getByRole('button', { name: 'Susun otomatis' }).click();
  await planner.getByRole('button', { name: 'Mulai menyusun' }).click();
  const show = planner.getByRole('button', { name: 'Lihat rencananya' });
  await show.waitFor();
  const oldBar = await planner.locator('button.bar[data-stint]').first().elementHandle();
  await show.click();
  await oldBar?.waitForElementState('hidden');
}

async function publish(planner: Page, reason: string): Promise<string> {
  await planner.getByRole('button', { name: /^Terbitkan \d+ perubahan/ }).click();
  const dialog = planner.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Terbitkan sekarang' }).waitFor();
  const why = dialog.getByLabel('Alasan bagi warga');
  if (await why.isVisible()) await why.fill(reason);
  await dialog.getByRole('button', { name: 'Terbitkan sekarang' }).click();
  const told = dialog.getByText(/^Jadwal nomor \d+ terbit/);
  await told.waitFor();
  const text = await dialog.innerText();
  await dialog.getByRole('button', { name: 'Kembali ke papan' }).click();
  return text;
}

/** The row of a venue on the forecast page: people not yet recorded today, rounded in parts, and people expected at the next visit. */
async function forecastOf(planner: Page, venue: string): Promise<{ remaining: number; expected: number }> {
  await planner.goto(`${server.url}/rencana/perkiraan`);
  const cells = planner.getByRole('row').filter({ has: planner.getByRole('link', { name: venue, exact: true }) });
  const [remaining = '', expected = ''] = await Promise.all(
    [1, 2].map(async (column) => (await cells.first().getByRole('cell').nth(column).innerText()).replaceAll('.', '')),
  );
  const part = (words: RegExp) => Number(words.exec(remaining)?.[1] ?? 0);
  const today = Number.parseInt(remaining, 10) + part(/−(\d+) terlayani/) - part(/\+(\d+) berusia/);
  // The way to its reasons stands below the number.
  return { remaining: today, expected: Number.parseInt(expected, 10) };
}

/** Moves a published bar to a day on which nothing forbids it, by keyboard, and saves the draft. */
async function moveOneSession(planner: Page): Promise<void> {
  const bars = planner.locator('button.bar[data-stint]:not(.draft)');
  const save = planner.getByRole('button', { name: /^Simpan/ });
  for (const stint of await bars.evaluateAll((all) => all.map((bar) => bar.getAttribute('data-stint')))) {
    const bar = planner.locator(`button.bar[data-stint="${stint}"]`);
    for (const key of ['ArrowRight', 'ArrowLeft']) {
      await bar.focus();
      await planner.keyboard.press(key);
      const broken = await planner.locator('button.bar.broken').count();
      if (broken === 0 && (await save.isEnabled())) {
        await save.click();
        await planner.getByRole('button', { name: 'Tersimpan' }).waitFor();
        return;
      }
      await planner.keyboard.press('Control+z');
    }
  }
  throw new Error('no published stint could be moved');
}

interface PublicChange {
  seq: number;
  sessionId: string;
  what: string;
  from: string | null;
  to: string | null;
  reason: string;
}

async function changesSince(seq: number): Promise<PublicChange[]> {
  const answer = await fetch(`${server.url}/api/v1/changes?since=${seq}`);
  return ((await answer.json()) as { changes: PublicChange[] }).changes;
}

test('an evening that has begun stands on board and map, and is not said to be left out', async () => {
  const planner = await (await browser.newContext(desk)).newPage();
  await signIn(planner, server.url, 'viewer');
  await planner.locator('.bar.settled').first().waitFor();
  expect(await planner.locator('.bar.left-out').count()).toBe(0);
  await planner.goto(`${server.url}/rencana/peta`);
  expect(await planner.getByRole('main').innerText()).toContain('Kelurahan Pajang');
});

test('planned, published, found, worked, learnt from, and moved: the whole job', { timeout: 600_000 }, async () => {
  const planner = await (await browser.newContext(desk)).newPage();
  await signIn(planner, server.url, 'planner');
  await planAutomatically(planner);
  expect(await publish(planner, 'Rencana baru sampai akhir tahun')).toMatch(/[1-9]\d* jadwal baru/);

  const near = await browser.newContext({ ...phone, geolocation: atPajang, permissions: ['geolocation'] });
  const resident = await near.newPage();
  await resident.goto(server.url);
  await resident.getByRole('button', { name: 'Dekat saya' }).click();
  await resident.getByText(/Dalam 3 km dari Anda/).waitFor();
  const nearest = resident.getByRole('article').first();
  expect(await nearest.getByRole('heading').innerText()).toBe('Kelurahan Pajang');
  expect(await nearest.innerText()).toMatch(/16\.00–21\.00 WIB/);

  const before = await forecastOf(planner, 'Kelurahan Pajang');
  const crew = await (await browser.newContext(phone)).newPage();
  await beginEvening(crew, server.url);
  await crew.getByRole('button', { name: 'Buka jadwal' }).click();
  await crew.getByText(/^diterima kantor \d/).waitFor();
  await closeSession(crew, '180');
  await crew.getByText('Sudah ditutup').waitFor();
  // The phone closes at once, the office when the report has reached it.
  const after = () => forecastOf(planner, 'Kelurahan Pajang');
  await expect.poll(async () => Math.abs(before.remaining - 180 - (await after()).remaining)).toBeLessThanOrEqual(3);
  await expect.poll(async () => (await after()).expected).not.toBe(before.expected);

  const seq = (await changesSince(0)).at(-1)?.seq ?? 0;
  await planner.goto(`${server.url}/rencana`);
  await planAutomatically(planner);
  await moveOneSession(planner);
  await publish(planner, 'Balai dipakai rapat warga');
  const moved = (await changesSince(seq)).find(({ what }) => what === 'moved');
  expect(moved?.reason).toBe('Balai dipakai rapat warga');

  const [oldDate, newDate] = [moved?.from, moved?.to].map((place) => place?.split('|')[1] ?? '');
  await resident.goto(`${server.url}/jadwal/${moved?.sessionId}`);
  const page = await resident.getByRole('main').innerText();
  expect(page).toContain('Balai dipakai rapat warga');
  const day = (date = '') => String(Number(date.slice(8)));
  expect(await resident.locator('s').first().innerText()).toContain(day(oldDate));
  expect(page).toContain(day(newDate));

  const calendar = await (await fetch(`${server.url}/feeds/sessions/${moved?.sessionId}.ics`)).text();
  const event = new ICAL.Component(ICAL.parse(calendar)).getFirstSubcomponent('vevent');
  expect(event?.getFirstPropertyValue('dtstart')?.toString()).toContain(newDate);
  expect(Number(event?.getFirstPropertyValue('sequence'))).toBeGreaterThan(0);
});
