import { describe, expect, test } from 'vitest';
import { desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

describe('a kit breaks', () => {
  test('three taps from the published plan to a draft that can be published, and the kit is noted as out', async () => {
    await signIn(page, server.url, 'planner', '/rencana');
    await page.getByRole('button', { name: 'Gangguan' }).click();
    const dialog = page.getByRole('dialog');
    const kit = dialog.locator('.subject').first();
    const name = await kit.locator('strong').innerText();
    expect(await axeFaults(page)).toEqual([]);
    await kit.click();
    const best = dialog.getByRole('listitem').filter({ hasText: 'Terbaik' }).first();
    await best.waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await best.innerText()).toMatch(/jadwal terbit/);
    await best.getByRole('button', { name: 'Pakai ini' }).click();
    await dialog.getByText('Sudah dicatat dan disimpan.').waitFor();
    await dialog.getByRole('button', { name: 'Kembali ke papan' }).click();
    await page.getByRole('button', { name: /Terbitkan \d+ perubahan/ }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: 'Urungkan' }).click();
    await page.getByRole('button', { name: 'Ulangi' }).click();
    await page.goto(`${server.url}/rencana/alat`);
    await page.getByText('Alat rusak').first().waitFor();
    expect(await page.getByText(name).count()).toBeGreaterThan(0);
  });

  test('one tap in its row leads to the same', async () => {
    await signIn(page, server.url, 'planner', '/rencana');
    await page.getByRole('button', { name: 'Gangguan' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Alat', { exact: true }).last().click();
    const row = page.getByRole('button', { name: 'Alat rekam 5 rusak: cari jalan keluar' });
    await row.click();
    await page.getByRole('dialog').getByText('Alat rekam 5').first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Pakai ini' }).first().waitFor();
  });

  test('dates that are cleared or turned round are refused in words, and mended by a touch', async () => {
    await signIn(page, server.url, 'planner', '/rencana');
    await page.getByRole('button', { name: 'Gangguan' }).click();
    const dialog = page.getByRole('dialog');
    const until = dialog.getByLabel('Sampai');
    await until.fill('');
    await dialog.getByText('Isi kedua tanggal dulu.').waitFor();
    await dialog.getByLabel('Mulai').fill('');
    expect(await dialog.locator('.subject').first().isDisabled()).toBe(true);
    const threeDays = dialog.getByRole('button', { name: '3 hari' });
    await threeDays.click();
    expect(await threeDays.getAttribute('aria-pressed')).toBe('true');
    await until.fill('2001-01-01');
    await dialog.getByText('“Sampai” lebih awal daripada “Mulai”.').waitFor();
    await until.fill('9999-12-31');
    await dialog.locator('.subject').first().click();
    await dialog.getByText('Des 9999').waitFor();
  });

  test('a whole new plan shows each change, what it gains and whom it disturbs, before anything is stored', async () => {
    await signIn(page, server.url, 'planner', '/rencana');
    await page.getByRole('button', { name: 'Gangguan' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Lokasi tutup' }).click();
    await dialog.locator('.subject').first().click();
    await dialog.getByRole('button', { name: 'Susun ulang seperlunya' }).click();
    await dialog.getByText('Terpaksa').first().waitFor();
    expect(await dialog.getByRole('row').count()).toBeGreaterThan(1);
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.reload();
    expect(await page.getByRole('button', { name: /Terbitkan/ }).innerText()).toMatch(/Terbitkan|Sama/);
  });
});

describe('scenarios', () => {
  test('are asked, computed and compared beside the plan, and reached again by their link', async () => {
    await signIn(page, server.url, 'planner', '/rencana/banding');
    expect(await axeFaults(page)).toEqual([]);
    await page.locator('summary', { hasText: 'Skenario sendiri' }).click();
    await page.getByLabel('Nama').fill('Tiga alat dipinjam');
    await page.getByLabel('Alat lebih atau kurang').fill('-3');
    await page.getByLabel('Waktu hitung').selectOption('5');
    await page.getByRole('button', { name: 'Hitung skenario' }).click();
    const column = page.getByRole('columnheader', { name: /Tiga alat dipinjam/ });
    await column.waitFor();
    await page.getByText('Sedang dihitung…').waitFor({ state: 'detached' });
    const recordings = page.getByRole('row', { name: /Perkiraan perekaman/ }).getByRole('cell');
    expect(await recordings.count()).toBe(2);
    expect(await recordings.nth(1).innerText()).toMatch(/\d/);
    const link = await page.getByLabel(/Tautan perbandingan/).inputValue();
    await page.goto(link);
    await column.waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Hapus skenario Tiga alat dipinjam' }).click();
    await column.waitFor({ state: 'detached' });
  });
});
