import { expect, test } from 'vitest';
import { page, pageEachTest, phone, server } from '../fixtures/a-page.ts';

pageEachTest(phone);

/** Presses the tabulator key until the focus stands on what is wanted, as somebody without a mouse does. */
async function tabTo(wanted: string, most = 80): Promise<void> {
  for (let stop = 0; stop < most; stop += 1) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, wanted);
    if (there) return;
  }
  throw new Error(`The tabulator key never came to ${wanted}.`);
}

test('from the front page to a session and its sharing', async () => {
  await page.goto(server.url);
  await tabTo('article h3 a');
  const name = await page.evaluate(() => document.activeElement?.textContent);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/jadwal/*');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(name);
  await tabTo('a[href^="https://wa.me/"]');
});

test('the first stop leads past header and search to the content', async () => {
  await page.goto(`${server.url}/wilayah/33.72.01.1001`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(true);
});

test('to the map, and from it to a session of the list', async () => {
  await page.goto(server.url);
  await tabTo('a[href*="tampil=peta"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/tampil=peta/);
  await page.locator('.leaflet-container').waitFor();
  await tabTo('article h3 a', 200);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/jadwal/*');
});

test('a filter pressed and a search made keep the place of whoever uses the keyboard', async () => {
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.replace(/[✓\s]+/g, ' ').trim());
  await page.goto(server.url);
  await tabTo('details > summary.chip');
  await page.keyboard.press('Enter');
  await tabTo('nav a[href*="jenis=market"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/jenis=market/);
  await page.getByRole('link', { name: 'Pasar', exact: true }).and(page.locator('[aria-current]')).waitFor();
  expect(await focused()).toBe('Pasar');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.search.includes('jenis'));
  expect(await focused()).toBe('Pasar');
  await page.goto(server.url);
  await tabTo('input[type=search]');
  await page.keyboard.type('pajang');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=pajang/);
  await page.getByRole('status').filter({ hasText: 'Jadwal untuk “pajang”' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('cari');
});

test('a code is checked', async () => {
  await page.goto(`${server.url}/cek`);
  await tabTo('[name=isi]');
  await page.keyboard.type('K7P-4XM3');
  await tabTo('form:has([name=isi]) button');
  await page.keyboard.press('Enter');
  await page.waitForURL(/kode=/);
  await page.getByText('Kode ini salah ketik').first().waitFor();
});

test('the language changes, and stays on the next page', async () => {
  await page.goto(server.url);
  await tabTo('a[hreflang=jv]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/lang=jv/);
  expect(await page.locator('html').getAttribute('lang')).toBe('jv');
  expect(await page.locator('a[hreflang=jv]').getAttribute('aria-current')).toBe('true');
  await page.goto(`${server.url}/wilayah/33.72.01.1001`);
  expect(await page.locator('html').getAttribute('lang')).toBe('jv');
  await page.goto(`${server.url}/masuk`);
  expect(await page.locator('html').getAttribute('lang')).toBe('jv');
});
