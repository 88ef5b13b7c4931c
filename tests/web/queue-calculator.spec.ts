import type { BrowserContext, Page } from '@playwright/test';
import { afterEach, describe, expect, test } from 'vitest';
import { browser, officeOnce, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

const contexts: BrowserContext[] = [];
/** What browsers complained of. */
const complaints: string[] = [];

officeOnce();

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  expect(complaints.splice(0)).toEqual([]);
});

async function aPage(options: { javaScriptEnabled?: boolean; width?: number } = {}): Promise<Page> {
  const { javaScriptEnabled = true, width = 1280 } = options;
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
  contexts.push(context);
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  return page;
}

const verdict = (page: Page) => page.locator('.verdict').innerText();

/** The number before "dari 100 malam". */
const wellOf = (text: string) => Number(/(\d+) dari 100/.exec(text)?.[1]);

/** What a control is described by, as screen readers say it. */
function describedBy(control: Element): string {
  const ids = control.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.innerText ?? '').join(' ');
}

describe.each([
  { how: 'with', javaScriptEnabled: true },
  { how: 'without', javaScriptEnabled: false },
])('the calculator $how JavaScript', ({ javaScriptEnabled }) => {
  test('an evening too full for its kits ends well with more of them, and the address leads back to the same result', async () => {
    const page = await aPage({ javaScriptEnabled });
    await signIn(page, server.url, 'planner', '/rencana/hitung');
    const before = await verdict(page);
    await page.getByLabel('Perkiraan orang datang').fill('170');
    await page.getByRole('button', { name: 'Hitung', exact: true }).click();
    await page.waitForURL(/orang=170/);
    const full = await verdict(page);
    expect(wellOf(full)).toBeLessThan(wellOf(before));
    await page.getByLabel('Alat rekam').fill('4');
    await page.getByLabel('Operator').fill('4');
    await page.getByRole('button', { name: 'Hitung', exact: true }).click();
    await page.waitForURL(/alat=4/);
    const roomy = await verdict(page);
    expect(wellOf(roomy)).toBeGreaterThan(95);
    await page.goto(page.url());
    expect(await verdict(page)).toBe(roomy);
    expect(await page.getByLabel('Alat rekam').inputValue()).toBe('4');
  });

  test('entries that cannot be used are named, each with what is reckoned with beside it', async () => {
    const page = await aPage({ javaScriptEnabled });
    await signIn(
      page,
      server.url,
      'planner',
      '/rencana/hitung?alat=-3&menit=abc&buka=21:00&tutup=16:00&orang=99.999.999&dari=100&hingga=20',
    );
    const notice = await page.getByText('Ada isian yang tidak dapat dipakai').innerText();
    for (const name of ['Alat rekam', 'Menit per orang', 'Tutup', 'Perkiraan orang datang', 'sampai']) {
      expect(notice).toContain(name);
    }
    const beside = (label: string) => page.getByLabel(label, { exact: true }).evaluate(describedBy);
    expect(await beside('Alat rekam')).toContain('Harus 1 sampai 20. Dihitung dengan 1.');
    expect(await beside('Menit per orang')).toContain('Bukan angka yang jelas. Dihitung dengan 3,5.');
    expect(await beside('Tutup')).toContain('mungkin tertukar dengan jam buka. Dihitung dengan 16.00–21.00.');
    expect(await beside('Perkiraan orang datang')).toContain('Harus 0 sampai 2.000. Dihitung dengan 2.000.');
    expect(await beside('sampai')).toContain('Kisaran tidak dipakai');
    expect(wellOf(await verdict(page))).toBe(0);
  });

  test('an evening past midnight has its hours, thousands are thousands', async () => {
    const page = await aPage({ javaScriptEnabled });
    await signIn(page, server.url, 'planner', '/rencana/hitung?buka=22:00&tutup=02:00&orang=1.000&alat=20&lang=en');
    expect(await page.locator('[aria-invalid]').count()).toBe(0);
    await page.getByText('By hour of coming').click();
    const hours = await page.getByRole('rowheader', { name: /^\d\d:\d\d/ }).allInnerTexts();
    expect(hours).toEqual(['22:00–23:00', '23:00–00:00', '00:00–01:00', '01:00–01:45']);
    expect(await page.getByText(/who come on average/).innerText()).toMatch(/ of (99\d|1,00\d) who come/);
  });

  test('a fixed number of people is fixed, and nobody is one sentence', async () => {
    const page = await aPage({ javaScriptEnabled });
    await signIn(page, server.url, 'planner', '/rencana/hitung?orang=100&dari=100&hingga=100&alat=4');
    expect(await page.getByText('100 orang', { exact: true }).count()).toBe(1);
    await page.goto(`${server.url}/rencana/hitung?orang=0`);
    expect(await verdict(page)).toBe('Tidak ada yang diperkirakan datang, jadi tidak ada antrean.');
    expect(await page.getByRole('table').count()).toBe(0);
  });

  test('coming evenings have their numbers, fewer where all holders come', async () => {
    const page = await aPage({ javaScriptEnabled });
    await signIn(page, server.url, 'planner', '/rencana/hitung');
    const numbers = async () => (await page.locator('.numbers strong').allInnerTexts()).map(Number);
    const usual = await numbers();
    await page.getByText('Anggapan: 25 % pemegang nomor tidak datang').click();
    expect(usual.length).toBeGreaterThan(3);
    await page.getByLabel('Bernomor tetapi tidak datang').fill('0');
    await page.getByRole('button', { name: 'Pakai anggapan ini' }).click();
    await page.waitForURL(/absen=0/);
    const allCome = await numbers();
    expect(allCome.every((count, at) => count < (usual[at] ?? 0))).toBe(true);
    await page
      .getByRole('link', { name: /^Hitung malam ini/ })
      .first()
      .click();
    await page.waitForURL(/sesi=/);
    expect(page.url()).toContain('absen=0');
    expect(await page.getByText(/^Untuk /).innerText()).toMatch(/Untuk .+, /);
  });
});

test('typing alone is enough where there is JavaScript', async () => {
  const page = await aPage();
  await signIn(page, server.url, 'planner', '/rencana/hitung');
  await page.getByLabel('Menit per orang').fill('9');
  await page.clock.runFor(1000);
  await page.waitForURL(/menit=9/);
  expect(wellOf(await verdict(page))).toBeLessThan(10);
  await page.getByLabel('Operator').fill('0');
  await page.clock.runFor(1000);
  await page.getByText('Tanpa operator tidak ada yang terlayani').waitFor();
});

test.each([360, 1280])('at %d pixels nothing is cut off and axe finds nothing', async (width) => {
  const page = await aPage({ width });
  await signIn(page, server.url, 'viewer', '/rencana/hitung');
  for (const query of ['lang=id', 'lang=en', 'lang=id&alat=2,5&dari=9&hingga=3&tutup=16:10&absen=120']) {
    await page.goto(`${server.url}/rencana/hitung?${query}`);
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test('on a phone the verdict stands before the form, and folds keep the page short', async () => {
  const page = await aPage({ width: 360 });
  await signIn(page, server.url, 'planner', '/rencana/hitung');
  const top = async (found: ReturnType<Page['locator']>) => (await found.boundingBox())?.y ?? Infinity;
  expect(await top(page.locator('.verdict'))).toBeLessThan(await top(page.getByLabel('Perkiraan orang datang')));
  expect(await top(page.locator('.verdict'))).toBeLessThan(740);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(5000);
});

describe('residents', () => {
  test('are told on a session’s page how busy it will be beside what it can serve, and an hour only with the word that it is expected', async () => {
    const answer = await fetch(`${server.url}/api/v1/sessions?limit=500&from=2026-11-21&status=scheduled`);
    const { sessions } = (await answer.json()) as { sessions: { id: string; venue: { id: string } }[] };
    const page = await aPage({ javaScriptEnabled: false, width: 360 });
    const hours: string[] = [];
    for (const { id } of sessions.slice(0, 6)) {
      await page.goto(`${server.url}/jadwal/${id}`);
      const box = await page.getByRole('region', { name: 'Seberapa ramai' }).innerText();
      expect(box).toMatch(/Bisa dilayani \d+ orang/);
      const told = /Perkiraan kantor: (setelah|sebelum) pukul (\d\d)\.00 lebih lengang/.exec(box);
      if (told) hours.push(told[2] ?? '');
    }
    expect(hours.length).toBeGreaterThan(0);
    expect(hours.every((hour) => Number(hour) > 16 && Number(hour) < 21)).toBe(true);
    const withScripts = await aPage({ width: 360 });
    await withScripts.goto(`${server.url}/lokasi/${sessions[0]?.venue.id}`);
    await withScripts.getByRole('region', { name: 'Seberapa ramai' }).waitFor();
    expect(await axeFaults(withScripts)).toEqual([]);
  });
});
