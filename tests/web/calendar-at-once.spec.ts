import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browser, desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

let other: Page;

/** The one who is quicker, at another desk, without script. */
beforeAll(async () => {
  const context = await browser.newContext({ ...desk, javaScriptEnabled: false });
  other = await context.newPage();
  await signIn(other, server.url, 'admin', '/rencana/kalender');
});

afterAll(() => other.context().close());

async function otherRests(minutes: string): Promise<void> {
  await other.goto(`${server.url}/rencana/kalender/malam`);
  await other.getByLabel('Jeda magrib (menit)').fill(minutes);
  await other.getByRole('button', { name: 'Simpan' }).click();
}

const lineOf = (on: Page, name: string) => on.getByRole('listitem').filter({ hasText: name });

/** Opens a date's form on the page of a year. */
async function editing(on: Page, year: string, name: string) {
  await on.goto(`${server.url}/rencana/kalender?tahun=${year}`);
  const line = lineOf(on, name);
  await line.locator('summary').click();
  return line;
}

describe('two planners at once', () => {
  test('the evening’s rules: the second is told who was first and what they saved, and keeps what was typed', async () => {
    await signIn(page, server.url, 'planner', '/rencana/kalender/malam');
    await page.getByLabel('Jeda isya (menit)').fill('10');
    await otherRests('20');
    await page.getByRole('button', { name: 'Simpan' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText(/Oleh .+, pukul \d\d\.\d\d\./).waitFor();
    expect(await alert.textContent()).not.toMatch(/ (were|was|the) /);
    await page.getByText('Tersimpan kini: 20.').waitFor();
    expect(await page.getByLabel('Jeda isya (menit)').inputValue()).toBe('10');
    expect(await axeFaults(page)).toEqual([]);
    await page.getByLabel('Jeda magrib (menit)').fill('20');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('heading', { name: /jadwal terbit masih memakai/ }).waitFor();
  });

  test('hours of what is published: no others are confirmed than were shown, and the reason stays', async () => {
    await signIn(page, server.url, 'planner', '/rencana/kalender/malam');
    await otherRests('25');
    await page.goto(`${server.url}/rencana/kalender/terbit`);
    const becomes = page.getByText(/magrib 15 menit.*magrib 25 menit/);
    await becomes.first().waitFor();
    await page.getByText('Lihat satu per satu').first().click();
    await page
      .getByText(/magrib 17\.\d\d–17\.\d\d → menjadi magrib 17\.\d\d–18\.\d\d/)
      .first()
      .waitFor();
    await otherRests('30');
    await page.getByLabel('Alasan').fill('Atas permintaan warga.');
    await page.getByRole('button', { name: /Terapkan pada/ }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('tidak ada yang diterapkan').waitFor();
    expect(await alert.textContent()).not.toMatch(/ (were|was|than) /);
    expect(await page.getByLabel('Alasan').inputValue()).toBe('Atas permintaan warga.');
    await page
      .getByText(/magrib 15 menit.*magrib 30 menit/)
      .first()
      .waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /Terapkan pada/ }).click();
    await page.getByRole('status').getByText('memakai jam dan jeda yang baru').waitFor();
  });

  test('a date: what is stored stands beside what was typed, on the page of the same year', async () => {
    await signIn(page, server.url, 'planner', '/rencana/kalender');
    const line = await editing(page, '2028', 'Hari Lahir Pancasila');
    const theirs = await editing(other, '2028', 'Hari Lahir Pancasila');
    await theirs.getByLabel('Sampai tanggal').fill('2028-06-02');
    await theirs.getByRole('button', { name: 'Simpan' }).click();
    await other.getByRole('status').waitFor();
    await line.getByLabel('Nama').fill('Hari Pancasila');
    await line.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('heading', { name: 'Kalender 2028', level: 1 }).waitFor();
    await line.getByText('Tersimpan kini: Hari Lahir Pancasila, Libur nasional, Kam 1 Jun – Jum 2 Jun.').waitFor();
    expect(await line.getByLabel('Nama').inputValue()).toBe('Hari Pancasila');
    await page.waitForFunction(() => {
      const { top, bottom } = document.querySelector('[role=alert]')?.getBoundingClientRect() ?? { top: -1, bottom: 0 };
      return top >= 0 && bottom <= innerHeight;
    });
    expect(await axeFaults(page)).toEqual([]);
    await line.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('status').getByText('Tersimpan: Hari Pancasila.').waitFor();
  });

  test('a date that was removed: what was typed waits in the form of a new one', async () => {
    await signIn(page, server.url, 'planner', '/rencana/kalender');
    const line = await editing(page, '2029', 'Hari Buruh');
    const theirs = await editing(other, '2029', 'Hari Buruh');
    await theirs.getByRole('button', { name: /^Hapus/ }).click();
    await other.getByRole('status').waitFor();
    await line.getByLabel('Nama').fill('Hari Buruh Sedunia');
    await line.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('alert').getByText('Isian Anda ada di bawah').waitFor();
    const fresh = page.locator('details.add form');
    expect(await fresh.getByLabel('Nama').inputValue()).toBe('Hari Buruh Sedunia');
    await fresh.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('status').getByText('Tersimpan: Hari Buruh Sedunia.').waitFor();
  });
});
