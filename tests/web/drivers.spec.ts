import { expect, test } from 'vitest';
import { browser, context, desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

const numberIn = (text: string) => Number(text.replaceAll('.', '').replace(/[^\d]/g, ''));

/** "−24 %" → 0.76; "4,3 kali" → 4.3 */
function factorOf(effect: string): number {
  const size = Number(effect.replace(',', '.').replace(/[^\d.]/g, ''));
  if (effect.includes('kali')) return size;
  return 1 + (effect.includes('−') ? -size : size) / 100;
}

test('on the board a planner sees what drives a session, in words and numbers, one date at a time', async () => {
  await signIn(page, server.url, 'planner', '/rencana');
  await page.getByRole('button', { name: 'Penjelasan' }).and(page.locator(':enabled')).waitFor();
  await page.locator('[data-stint]').nth(4).click();
  const drivers = page.getByRole('region', { name: 'Mengapa sekian orang?' });
  await drivers.getByRole('listitem').first().waitFor();
  expect(await drivers.innerText()).toMatch(/Diperkirakan \d+ orang \(\d+–\d+\)\. Sesi biasa: \d+\./);
  expect(await drivers.getByRole('listitem').allInnerTexts()).toContainEqual(
    expect.stringMatching(/^[+−]\d+\s%\s+\d+ orang belum rekam, pada sesi biasa \d+$/),
  );
  expect(await axeFaults(page)).toEqual([]);
  const first = await drivers.innerText();
  await drivers.getByLabel('Tanggal sesi').selectOption({ index: 1 });
  await expect.poll(() => drivers.innerText()).not.toBe(first);
  await context.setOffline(true);
  await page.locator('[data-stint]').nth(5).click();
  await drivers.getByRole('alert').waitFor();
  await context.setOffline(false);
  await drivers.getByRole('button', { name: 'Coba lagi' }).click();
  await drivers.getByRole('listitem').first().waitFor();
});

test('beside them stand the queue numbers to issue for a published session to come, and lead to the calculator', async () => {
  await signIn(page, server.url, 'planner', '/rencana');
  await page.getByRole('button', { name: 'Penjelasan' }).and(page.locator(':enabled')).waitFor();
  await page.locator('[data-stint]', { hasText: 'Kelurahan Penumping' }).click();
  const numbers = page.getByRole('region', { name: 'Nomor antrean' });
  await numbers.getByText(/^Bagikan \d+ nomor untuk jadwal terbit ini \(2 alat\)\.$/).waitFor();
  expect(await numbers.innerText()).toMatch(/semua yang datang terlayani pada 9\d dari 100 malam/);
  const expected = await page.getByText(/^Diperkirakan \d+ orang \(\d+–\d+\)/).innerText();
  await numbers.getByRole('link', { name: 'Hitung malam ini' }).click();
  await page.waitForURL(/\/rencana\/hitung\?sesi=/);
  await page.getByText(/^Untuk Kelurahan Penumping, /).waitFor();
  expect(await page.getByLabel('Perkiraan orang datang').inputValue()).toBe(/Diperkirakan (\d+)/.exec(expected)?.[1]);
});

test('in the list of forecasts a row opens, without a script too: a usual session times its drivers is the forecast', async () => {
  await signIn(page, server.url, 'planner', '/rencana/perkiraan');
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
  const list = await plain.newPage();
  await list.goto(`${server.url}/rencana/perkiraan`);
  await list
    .getByRole('link', { name: /^Sebab ?: Kelurahan Kadipiro/ })
    .first()
    .click();
  const table = list.getByRole('table', { name: /^Sebab perkiraan Kelurahan Kadipiro/ });
  await table.waitFor();
  const effects = await table.locator('tbody .effect').allInnerTexts();
  const [typical = '', ...drivers] = effects.slice(0, -1);
  const product = drivers.reduce((people, effect) => people * factorOf(effect), numberIn(typical));
  const mean = numberIn(effects.at(-1) ?? '');
  expect(drivers.length).toBeGreaterThan(1);
  // Each figure on the page is rounded on its own.
  expect(Math.abs(product / mean - 1)).toBeLessThan(0.06);
  expect(await list.locator('dl dd').count()).toBe(7);
  await list.getByText(/^Model \d+\.\d+, disusun/).waitFor();
  await list.getByRole('link', { name: /^Tutup/ }).click();
  await table.waitFor({ state: 'detached' });
  await plain.close();
});

test('with scripts the row opens in place, and says the same in English', async () => {
  await signIn(page, server.url, 'planner', '/rencana/perkiraan?lang=en');
  await page
    .getByRole('link', { name: /^Why ?: / })
    .first()
    .click();
  await page.getByRole('table', { name: /^Why the forecast of / }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('link', { name: /^Close ?: / }).click();
  await page.getByRole('table', { name: /^Why the forecast of / }).waitFor({ state: 'detached' });
});
