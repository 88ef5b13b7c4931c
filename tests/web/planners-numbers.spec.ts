import { expect, test } from 'vitest';
import { desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

test('nothing that axe finds wrong in the queues, what evenings came to, oddities and rules, light and dark', async () => {
  await signIn(page, server.url, 'planner', '/rencana/antrean');
  const first = await page.locator('main a').first().getAttribute('href');
  for (const path of [
    '/rencana/antrean',
    '/rencana/antrean/hasil',
    '/rencana/antrean/janggal',
    '/rencana/antrean/aturan',
    first,
  ]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(server.url + path);
      expect(await axeFaults(page)).toEqual([]);
    }
  }
});

test('rules are saved; what cannot be is told at its field, and nothing else is lost', async () => {
  await signIn(page, server.url, 'planner', '/rencana/antrean/aturan');
  await page.getByLabel('Dibuka berapa hari sebelumnya').fill('5');
  await page.getByLabel('… dan paling lambat').fill('1');
  await page.getByRole('button', { name: 'Simpan aturan' }).click();
  await page.locator('#reappearMaxMinutes-fault').waitFor();
  expect(await page.getByLabel('Dibuka berapa hari sebelumnya').inputValue()).toBe('5');
  await page.getByLabel('… dan paling lambat').fill('90');
  await page.getByRole('button', { name: 'Simpan aturan' }).click();
  await page.getByText('Aturan disimpan.').waitFor();
  await page.goto(`${server.url}/rencana/antrean/aturan`);
  expect(await page.getByLabel('Dibuka berapa hari sebelumnya').inputValue()).toBe('5');
  expect(await page.getByLabel('… dan paling lambat').inputValue()).toBe('90');
});

test('further numbers are added to tonight’s queue, and readers may look but not change', async () => {
  await signIn(page, server.url, 'planner', '/rencana/antrean');
  const path = await page.locator('main a').first().getAttribute('href');
  await page.goto(server.url + path);
  const places = page.locator('dl div').filter({ hasText: 'Nomor dari rumah' }).locator('dd');
  await places.waitFor();
  const before = Number(await places.innerText());
  await page.getByLabel('Berapa orang lagi').fill('4');
  await page.getByRole('button', { name: 'Tambah' }).click();
  await page.getByText(`Sekarang ada ${before + 4} nomor.`).waitFor();
  await page.context().clearCookies();
  await signIn(page, server.url, 'viewer', path ?? '');
  await places.waitFor();
  expect(await page.locator('main').getByRole('button').count()).toBe(0);
});
