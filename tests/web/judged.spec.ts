import { createClient } from '@libsql/client';
import { expect, test } from 'vitest';
import { desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

const HERE = '/rencana/perkiraan/hasil';

pageEachTest(desk);

async function atOffice(sql: string, ...args: string[]) {
  const client = createClient({ url: server.databaseUrl, timeout: 60_000 });
  const { rows } = await client.execute({ sql, args });
  client.close();
  return rows;
}

test('planners see last month against what came, and what they say of a surprise is kept', async () => {
  await signIn(page, server.url, 'planner', '/rencana/perkiraan');
  await page.getByRole('link', { name: 'Hasil', exact: true }).click();
  await page.waitForURL(`**${HERE}`);
  const held = await atOffice("select count(*) as closed from reports where kind = 'closed'");
  await page.getByText(`${held[0]?.closed} jadwal ditutup`).waitFor();
  expect(await page.getByRole('img', { name: /di dalam rentang 80 %/ }).count()).toBe(1);
  expect(await page.getByText(/Tepatnya 80 %\. Dengan \d+ jadwal, \d+–\d+ % masih wajar\./).count()).toBe(1);
  expect(await page.getByRole('row', { name: /Perkiraan Jemput/ }).count()).toBe(1);
  expect(await page.getByRole('row', { name: /Kunjungan terakhir/ }).count()).toBe(1);

  const surprises = page.getByRole('listitem').filter({ has: page.getByRole('option', { name: 'Cuaca' }) });
  const first = surprises.first();
  const change = first.getByText('Ubah alasan');
  if ((await change.count()) > 0) await change.click();
  const venue = await first.getByRole('heading').getByRole('link').innerText();
  await first.getByRole('combobox', { name: 'Alasan' }).selectOption({ label: 'Cuaca' });
  await first.getByLabel('Catatan').fill('Hujan dan banjir di jalan utama');
  await first.getByRole('button', { name: 'Simpan' }).click();
  await page.getByText(`Alasan tersimpan: ${venue}`).waitFor();
  const kept = await atOffice("select reason from reports where note = 'Hujan dan banjir di jalan utama'");
  expect(kept).toMatchObject([{ reason: 'weather' }]);
  expect(await page.getByText('Hujan dan banjir di jalan utama').count()).toBe(1);
});

test('the whole history is tested back on demand', async () => {
  await signIn(page, server.url, 'planner', HERE);
  await page.getByText('Belum dihitung sejak server dinyalakan').waitFor();
  await page.getByRole('button', { name: 'Hitung uji mundur' }).click();
  await page.getByRole('button', { name: 'Hitung lagi' }).waitFor();
  const table = page.getByRole('region', { name: 'Uji mundur seluruh riwayat' });
  expect(await table.getByRole('row', { name: /Perkiraan Jemput/ }).innerText()).toMatch(/\d+ %$/);
});

test('a viewer looks and changes nothing', async () => {
  await signIn(page, server.url, 'viewer', HERE);
  await page.getByRole('heading', { name: 'Yang mengejutkan' }).waitFor();
  expect(await page.getByRole('button', { name: /Simpan|Hitung/ }).count()).toBe(0);
});

test('nothing that axe finds wrong, wide and narrow, light and dark; no page wider than its screen', async () => {
  await signIn(page, server.url, 'planner', HERE);
  await page.getByRole('heading', { name: 'Yang mengejutkan' }).waitFor();
  await page.getByText('Semua jadwal dalam angka').click();
  expect(await axeFaults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await axeFaults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('nothing closed, nothing kept and a failure are three answers', async () => {
  await signIn(page, server.url, 'planner', `${HERE}?bulan=2025-01`);
  await page.getByText('Belum ada jadwal yang ditutup di sini').waitFor();
  await atOffice('alter table session_forecasts rename to session_forecasts_aside');
  await page.goto(`${server.url}${HERE}`);
  await page.getByRole('alert').filter({ hasText: 'Belum dapat dihitung' }).waitFor();
  expect(await page.getByText('Belum ada jadwal yang ditutup di sini').count()).toBe(0);
  await atOffice('create table session_forecasts as select * from session_forecasts_aside where false');
  await page.reload();
  await page.getByText('Tidak ada yang dapat dinilai').waitFor();
  await atOffice('drop table session_forecasts');
  await atOffice('alter table session_forecasts_aside rename to session_forecasts');
});
