import type { Session } from '@jemput/shared/sessions/session';
import type { Page } from '@playwright/test';
import { beforeAll, expect, test, vi } from 'vitest';
import { browser, desk, officeOnce, phone, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

officeOnce();

const TOMORROW = '2026-11-21';
const aTicket = /\/antrean\/[A-Za-z0-9_-]{32}$/;

/** Tomorrow's evening sessions with numbers left, in order of start; each test takes its own. */
let tomorrow: Session[];

beforeAll(async () => {
  const ask = async () => {
    const answer = await fetch(`${server.url}/api/v1/sessions?limit=500&from=${TOMORROW}&to=${TOMORROW}`);
    const { sessions } = (await answer.json()) as { sessions: Session[] };
    return sessions.filter(({ service, queue }) => service === 'recording' && (queue?.left ?? 0) > 5);
  };
  await vi.waitFor(async () => expect((await ask()).length).toBeGreaterThan(2), { timeout: 60_000, interval: 300 });
  tomorrow = await ask();
});

/** A resident's phone with a number of that session open. */
async function aHolder(session: Session, people: number): Promise<Page> {
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`${server.url}/jadwal/${session.id}/nomor`);
  await page.getByLabel('Nama panggilan').fill('Sri');
  await page.getByRole('radio', { name: String(people), exact: true }).check();
  await page.getByRole('button', { name: 'Ambil nomor' }).click();
  await page.waitForURL(aTicket);
  return page;
}

/** A planner's board with a draft of its own, whose keys are answered. */
async function aDraft(): Promise<Page> {
  const page = await (await browser.newContext(desk)).newPage();
  await signIn(page, server.url, 'planner', '/rencana');
  await page.locator('summary', { hasText: /Rencana|Putaran/ }).click();
  await page.getByRole('button', { name: 'Draf baru dari jadwal terbit' }).click();
  await page.waitForURL(/rencana=/);
  await page.getByRole('button', { name: 'Susun otomatis' }).waitFor();
  const details = page.getByRole('region', { name: 'Singgah terpilih' });
  while (!(await details.isVisible())) {
    await page.locator('[data-stint]').last().blur();
    await page.locator('[data-stint]').last().focus();
  }
  return page;
}

const barOf = (page: Page, venue: string) =>
  page.locator('[data-stint]').filter({ has: page.getByText(new RegExp(`^${venue}, Sab 21 Nov`)) });

async function publish(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Alasan bagi warga').fill(reason);
  await dialog.getByRole('button', { name: 'Terbitkan sekarang' }).click();
  await dialog.getByText(/Jadwal nomor \d+ terbit/).waitFor();
}

test('a planner sees whom a cancellation disturbs, and one tap takes the holder to the session nearby', async () => {
  const [session] = tomorrow;
  if (!session) throw new Error('Nothing is promised tomorrow.');
  const resident = await aHolder(session, 3);
  const planner = await aDraft();
  await barOf(planner, session.venue.name).press('Delete');
  const people = Number((session.queue?.issued ?? 0) + 3);
  await planner.getByText('orang bernomor terganggu').waitFor();
  await planner.getByRole('button', { name: /^Terbitkan \d+ perubahan$/ }).click();
  const dialog = planner.getByRole('dialog');
  await dialog.getByText(`${people} orang memegang nomor untuk jadwal yang berubah`).waitFor();
  await dialog.getByText(`${people} orang bernomor: ${people} dapat tempat lain`).waitFor();
  expect(await axeFaults(planner)).toEqual([]);
  await publish(planner, 'Aula dipakai warga.');

  await resident.reload();
  await resident.getByRole('heading', { name: 'Jadwal dibatalkan, tempat pengganti ditahan untuk Anda' }).waitFor();
  const offered = await resident.locator('section.change').innerText();
  expect(offered).toContain('Aula dipakai warga.');
  const order = await resident
    .locator('section.change, section.ticket')
    .evaluateAll((all) => all.map((one) => one.className));
  expect(order.map((names) => names.includes('change'))).toEqual([true, false]);
  expect(await resident.getByRole('link', { name: /^(Rute|Kalender)$/ }).count()).toBe(0);
  expect(await resident.locator('.label').evaluate((old) => getComputedStyle(old).textDecorationLine)).toBe(
    'line-through',
  );
  const label = /A-\d{3}/.exec(offered)?.[0] ?? 'none';
  await resident.getByRole('button', { name: 'Ambil tempat ini' }).click();
  await resident.getByRole('heading', { name: label }).or(resident.getByText(label).first()).waitFor();
  await resident.locator('section.change').waitFor({ state: 'detached' });
  expect(await resident.locator('main').innerText()).not.toContain(session.venue.name);
  await resident.context().close();
  await planner.context().close();
});

test('who holds a number of a session that moves keeps it, is told, and stays with one tap', async () => {
  const session = tomorrow[1];
  if (!session) throw new Error('Nothing is promised tomorrow.');
  const resident = await aHolder(session, 1);
  const label = /A-\d{3}/.exec(await resident.locator('main').innerText())?.[0] ?? 'none';
  const planner = await aDraft();
  await barOf(planner, session.venue.name).focus();
  // To Monday 30 November: no kit works then, and none in that week yet.
  for (let day = 0; day < 9; day++) await planner.keyboard.press('ArrowRight');
  await planner.getByRole('button', { name: /^Terbitkan \d+ perubahan$/ }).click();
  await planner
    .getByRole('dialog')
    .getByText(/\d+ orang bernomor ikut pindah/)
    .waitFor();
  await publish(planner, 'Listrik padam di kelurahan.');

  await resident.reload();
  await resident.locator('section.change').getByText('Listrik padam di kelurahan.').waitFor();
  expect(await resident.locator('main').innerText()).toContain(label);
  await resident.locator('section.change button[value="stay"]').click();
  await resident.locator('section.change').waitFor({ state: 'detached' });
  expect(await resident.locator('main').innerText()).toContain(label);
  await resident.context().close();
  await planner.context().close();
});
