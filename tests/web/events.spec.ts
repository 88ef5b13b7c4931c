import { describe, expect, test } from 'vitest';
import { desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

const card = (name: string) => page.getByRole('article', { name, exact: true });

describe('the events page', () => {
  test('tells what is known, what is not, and where the dates come from', async () => {
    await signIn(page, server.url, 'planner', '/rencana/peristiwa');
    expect(await card('Minggu terakhir sebelum tenggat').getByText('Belum diketahui').count()).toBe(1);
    expect(await card('Ramadan, sesudah Isya').getByText('dari kalender').count()).toBeGreaterThan(0);
    expect(await card('Ujian sekolah').getByText('lokasi jenis sekolah').count()).toBe(1);
    expect(await axeFaults(page)).toEqual([]);
  });

  test('takes a run of dates, changes it and removes it', async () => {
    await signIn(page, server.url, 'planner', '/rencana/peristiwa');
    await page.getByRole('link', { name: 'Tambah peristiwa' }).click();
    const form = page.locator('details.add form');
    await form.getByLabel('Peristiwa', { exact: true }).fill('Pawai Kota');
    await form.getByLabel('Dari tanggal').fill('2026-12-05');
    await form.getByLabel('Sampai tanggal').fill('2026-12-06');
    await form.getByLabel('Hanya di wilayah').selectOption('33.72.01');
    await form.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('status').getByText('Tersimpan: Pawai kota').waitFor();
    const parade = card('Pawai kota');
    expect(await parade.getByText('wilayah Laweyan').count()).toBe(1);
    await parade.locator('summary', { hasText: 'Ubah' }).click();
    await parade.getByLabel('Sampai tanggal').fill('2026-12-08');
    await parade.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('status').getByText('Tersimpan: Pawai kota').waitFor();
    expect(await parade.getByText('Sab 5 Des – Sel 8 Des', { exact: true }).count()).toBe(1);
    await parade.locator('summary', { hasText: 'Ubah' }).click();
    await parade.getByRole('button', { name: 'Hapus: Pawai kota' }).click();
    await page.getByRole('status').getByText('Terhapus: Pawai kota').waitFor();
    expect(await parade.count()).toBe(0);
  });

  test('names each fault at its field, and keeps what was typed', async () => {
    await signIn(page, server.url, 'planner', '/rencana/peristiwa');
    await page.locator('summary', { hasText: 'Tambah peristiwa' }).click();
    const form = page.locator('details.add form');
    await form.getByLabel('Peristiwa', { exact: true }).fill('Ujian sekolah');
    await form.getByLabel('Dari tanggal').fill('2026-12-10');
    await form.getByLabel('Sampai tanggal').fill('2026-12-09');
    await form.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('alert').waitFor();
    expect(await form.getByLabel('Sampai tanggal').getAttribute('aria-invalid')).toBe('true');
    expect(await form.getByLabel('Dari tanggal').inputValue()).toBe('2026-12-10');
    expect(await axeFaults(page)).toEqual([]);
  });

  test('a viewer sees it and has nothing to press', async () => {
    await signIn(page, server.url, 'viewer', '/rencana/peristiwa');
    await page.getByRole('heading', { name: 'Peristiwa', level: 1 }).waitFor();
    expect(await page.getByRole('button', { name: /Simpan|Hapus/ }).count()).toBe(0);
  });
});

test('a venue tells who of its pool comes of age', async () => {
  await signIn(page, server.url, 'planner', '/rencana/lokasi/pajang');
  const section = page.getByRole('region', { name: 'Menjadi 17 tahun' });
  expect(await section.getByRole('row').count()).toBe(7);
  expect(await section.getByRole('rowheader').first().innerText()).toBe('November 2026');
  expect(await axeFaults(page)).toEqual([]);
});
