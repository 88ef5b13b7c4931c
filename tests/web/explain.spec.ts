import { beforeEach, expect, test } from 'vitest';
import { context, desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

beforeEach(async () => {
  await signIn(page, server.url, 'planner', '/rencana');
  await page.locator('summary', { hasText: /Rencana|Putaran/ }).click();
  await page.getByRole('button', { name: 'Draf baru dari jadwal terbit' }).click();
  await page.waitForURL(/rencana=/);
  await page.getByRole('button', { name: 'Penjelasan' }).and(page.locator(':enabled')).waitFor();
});

const stints = () => page.locator('[data-stint]').count();

test('a selected stint says in a table what it brings, which adds up, and what else its kits could do', async () => {
  const details = page.getByRole('region', { name: 'Singgah terpilih' });
  await page.locator('[data-stint]').last().focus();
  const table = details.getByRole('table');
  await table.waitFor();
  const rows = await table.getByRole('row').allInnerTexts();
  const numberIn = (row: string) =>
    Number(row.split(/\t|\n/).at(-1)?.replaceAll('.', '').replace('−', '-').replace('+', ''));
  const sumAt = rows.findIndex((row) => row.startsWith('Dibawa bagi seluruh rencana'));
  const terms = rows.slice(1, sumAt).map(numberIn);
  expect(terms.length).toBeGreaterThanOrEqual(2);
  // Each line is rounded on its own, and those that round to nothing are left out.
  const rounding = 0.5 * 8;
  expect(Math.abs(terms.reduce((sum, term) => sum + term, 0) - numberIn(rows[sumAt] ?? ''))).toBeLessThanOrEqual(
    rounding,
  );
  await details.getByText('Kalau alatnya dipindah').waitFor();
});

test('a place that is left out is said why, what would serve it, and one touch puts that in the draft', async () => {
  await page.getByRole('button', { name: 'Penjelasan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Penjelasan rencana' });
  await dialog.getByRole('heading', { name: /Belum terlayani: [1-9]/ }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  const before = await stints();
  await dialog.getByRole('button', { name: 'Apa yang dapat melayaninya?' }).first().click();
  await dialog.getByText('sudah dicoba dengan menyusun ulang').waitFor();
  await dialog.getByRole('button', { name: 'Pakai di draf' }).first().click();
  await dialog.waitFor({ state: 'detached' });
  expect(await stints()).toBeGreaterThanOrEqual(before);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-stint'))).toMatch(/^baru-/);
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: 'Tersimpan' }).waitFor();
});

test('without a network it says so, and nothing of saving', async () => {
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Penjelasan' }).click();
  const notice = page.getByRole('alert');
  await notice.getByText('Jaringan terputus').waitFor();
  expect(await notice.innerText()).not.toMatch(/simpan/);
});

test('one more kit on a date is counted by planning again', async () => {
  await page.getByRole('button', { name: 'Penjelasan' }).click();
  await page
    .getByRole('button', { name: /^Hitung satu alat lagi pada/ })
    .nth(3)
    .click();
  await page.getByText(/^dihitung: \d/).waitFor();
});

test('a letter from a school: the best dates and what gives way; the one taken is in the draft, pinned', async () => {
  await page.getByRole('button', { name: 'Permintaan mendadak' }).click();
  const dialog = page.getByRole('dialog', { name: 'Permintaan mendadak' });
  await dialog.getByLabel('Nama tempat').fill('SMA Uji Coba');
  await dialog.getByLabel('Di dekat').selectOption({ index: 3 });
  await dialog.getByLabel('Orang belum terekam').fill('240');
  await dialog.getByLabel('Siang').check();
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cari tanggal terbaik' }).click();
  await dialog.getByRole('heading', { name: 'pilihan untuk SMA Uji Coba' }).waitFor();
  const choices = dialog.getByRole('button', { name: 'Ambil' });
  expect(await choices.count()).toBe(5);
  await choices.first().click();
  await dialog.waitFor({ state: 'detached' });
  const bar = page.locator('[data-stint]', { hasText: 'SMA Uji Coba' });
  await bar.waitFor();
  expect(await bar.locator('.visually-hidden').innerText()).toContain('Dikunci');
});
