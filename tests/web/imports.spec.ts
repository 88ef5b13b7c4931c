import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { browser, desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest({ ...desk, acceptDownloads: true });

const KITS = 'id,name,base_lat,base_lon,recordings_per_hour,active\n';

async function aFile(name: string, text: string): Promise<string> {
  const path = join(server.folder, name);
  await writeFile(path, text);
  return path;
}

async function check(on: Page, kind: string, file: string): Promise<void> {
  await on.getByLabel('Isi tabel').selectOption({ label: kind });
  await on.getByLabel('Tabel CSV atau XLSX').setInputFiles(file);
  await on.getByRole('button', { name: 'Periksa dulu' }).click();
}

async function kitNames(on: Page): Promise<string[]> {
  await on.goto(`${server.url}/rencana/alat`);
  return (await on.getByRole('heading', { level: 2 }).allInnerTexts()).filter((name) => name.startsWith('Alat'));
}

describe('importing a table', () => {
  test('checks first, then applies the whole file', async () => {
    await signIn(page, server.url, 'planner', '/rencana/impor');
    const file = await aFile('alat.csv', `${KITS}K11,Alat rekam 11,-7.5686,110.829,15,true\n`);
    await check(page, 'Alat', file);
    await page.getByRole('heading', { name: 'alat.csv siap diterapkan' }).waitFor();
    expect(await page.getByRole('definition').allInnerTexts()).toEqual(['1', '1', '0', '0']);
    await page.getByRole('button', { name: 'Terapkan 1 baris' }).click();
    await page.getByRole('heading', { name: 'alat.csv sudah diterapkan' }).waitFor();
    expect((await kitNames(page)).some((name) => name.startsWith('Alat rekam 11'))).toBe(true);
  });

  test('names every fault by row and column, and writes nothing', async () => {
    await signIn(page, server.url, 'planner', '/rencana/impor');
    const rows = [
      'K21,Alat rekam 21,-7.5686,110.829,15,true',
      'K22,,110.829,-7.5,0,true',
      'K21,Kembar,-7.5,110.8,x,true',
    ];
    await check(page, 'Alat', await aFile('salah.csv', KITS + rows.join('\n')));
    await page.getByRole('heading', { name: /kesalahan dalam salah\.csv/ }).waitFor();
    const faults = await page.getByRole('row').allInnerTexts();
    expect(faults.some((fault) => /^3\s+name/.test(fault))).toBe(true);
    expect(faults.some((fault) => /^4\s+recordings_per_hour\s+x/.test(fault))).toBe(true);
    expect(await page.getByRole('button', { name: /^Terapkan/ }).count()).toBe(0);
    expect((await kitNames(page)).some((name) => name.startsWith('Alat rekam 21'))).toBe(false);
  });

  test('says in the page’s language that a file is empty, and what is wrong with an event', async () => {
    await signIn(page, server.url, 'planner', '/rencana/impor');
    await check(page, 'Alat', await aFile('kosong.csv', ''));
    await page.getByText('Tabel ini kosong: baris pertamanya harus memuat nama kolom.').waitFor();
    const rows = ['!?,2026-12-01,2026-12-02', 'Pawai Kota,1 Des,2026-12-02', 'Pawai Kota,2026-12-01,2027-12-02'];
    await check(page, 'Peristiwa', await aFile('salah.csv', `name,start_date,end_date\n${rows.join('\n')}\n`));
    await page.getByRole('heading', { name: /kesalahan dalam salah\.csv/ }).waitFor();
    const faults = (await page.getByRole('row').allInnerTexts()).slice(1);
    expect(faults.map((fault) => fault.split('\t').at(-1))).toEqual([
      'Tulis nama dengan huruf, paling panjang 40 karakter, misalnya “Pawai kota”.',
      'Tanggal ini tidak ada atau salah tulis; contoh: 2026-12-24.',
      'Paling lama 120 hari; periksa tahunnya.',
    ]);
  });

  test('takes back the table it gave out, as the same', async () => {
    await signIn(page, server.url, 'planner', '/rencana/impor');
    for (const name of ['Lokasi: CSV', 'CSV: Lokasi']) {
      const link = page.getByRole('link', { name });
      if ((await link.count()) === 0) continue;
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      const text = await readFile(await download.path(), 'utf8');
      expect(text.split('\n').length).toBeGreaterThan(80);
      await check(page, 'Lokasi', await aFile('lokasi.csv', text));
      await page.getByRole('heading', { name: 'lokasi.csv sama dengan yang sudah ada' }).waitFor();
    }
  });

  test('works without JavaScript: the checked file is carried to the second step', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const plainPage = await plain.newPage();
    await signIn(plainPage, server.url, 'planner', '/rencana/impor');
    const file = await aFile('polos.csv', `${KITS}K12,Alat rekam 12,-7.5686,110.829,15,true\n`);
    await check(plainPage, 'Alat', file);
    await plainPage.getByRole('button', { name: 'Terapkan 1 baris' }).click();
    await plainPage.getByRole('heading', { name: 'polos.csv sudah diterapkan' }).waitFor();
    expect((await kitNames(plainPage)).some((name) => name.startsWith('Alat rekam 12'))).toBe(true);
    await plain.close();
  });

  test('asks for the file where none was chosen', async () => {
    await signIn(page, server.url, 'planner', '/rencana/impor');
    await page.getByRole('button', { name: 'Periksa dulu' }).click();
    await page.getByText('Pilih tabelnya dulu.').waitFor();
  });
});

describe('a venue', () => {
  test('off the map is refused with a sentence at its field, and what was typed stays', async () => {
    await signIn(page, server.url, 'planner', '/rencana/lokasi?q=pajang');
    await page.getByRole('link', { name: 'Kelurahan Pajang' }).click();
    await page.getByLabel('Lintang').fill('47,1');
    await page.getByLabel('Alamat').fill('Jalan Baru 1');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('alert').getByText('di luar Indonesia').waitFor();
    expect(await page.getByLabel('Alamat').inputValue()).toBe('Jalan Baru 1');
    expect(await page.getByLabel('Lintang').getAttribute('aria-invalid')).toBe('true');
  });

  test('keeps its opening days and a closed date', async () => {
    await signIn(page, server.url, 'planner', '/rencana/lokasi?q=pajang');
    await page.getByRole('link', { name: 'Kelurahan Pajang' }).click();
    const evening = page.getByRole('group', { name: /malam/i }).first();
    await evening.getByLabel('Tutup pada tanggal').fill('2030-12-24');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Tersimpan: Kelurahan Pajang').waitFor();
    await page.getByRole('link', { name: 'Kelurahan Pajang' }).click();
    expect(await evening.getByLabel('Tutup pada tanggal').inputValue()).toContain('2030-12-24');
  });

  test('with a date that does not exist is refused', async () => {
    await signIn(page, server.url, 'planner', '/rencana/lokasi?q=pajang');
    await page.getByRole('link', { name: 'Kelurahan Pajang' }).click();
    await page.getByRole('group', { name: /malam/i }).first().getByLabel('Tutup pada tanggal').fill('2027-02-29');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('alert').getByText('Tanggal ini tidak ada').waitFor();
  });
});

describe('somebody who may only look', () => {
  test('sees the tables and no way to change them', async () => {
    await signIn(page, server.url, 'viewer', '/rencana/lokasi');
    expect(await page.getByRole('link', { name: 'Tambah lokasi' }).count()).toBe(0);
    await page.goto(`${server.url}/rencana/impor`);
    expect(await page.getByRole('button', { name: 'Periksa dulu' }).count()).toBe(0);
  });
});

test.each(['lokasi', 'lokasi/baru', 'alat', 'impor', 'perkiraan', 'akun'])(
  'nothing that axe finds wrong in /rencana/%s, light and dark',
  async (path) => {
    await signIn(page, server.url, 'admin', `/rencana/${path}`);
    expect(await axeFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFaults(page)).toEqual([]);
  },
);
