import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type RunningServer, startServer } from '../fixtures/a-running-server.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

let server: RunningServer;
let browser: Browser;
const contexts: BrowserContext[] = [];
/** What browsers complained of. */
const complaints: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
}, 120_000);

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  expect(complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
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

  test('entries that are none are named, and the nearest sensible ones used', async () => {
    const page = await aPage({ javaScriptEnabled });
    await signIn(
      page,
      server.url,
      'planner',
      '/rencana/hitung?alat=-3&menit=abc&buka=21:00&tutup=16:00&orang=99999999',
    );
    const notice = await page.getByText('Ada isian yang kosong atau di luar batas').innerText();
    for (const name of ['Alat rekam', 'Menit per orang', 'Buka', 'Tutup', 'Perkiraan orang datang']) {
      expect(notice).toContain(name);
    }
    expect(wellOf(await verdict(page))).toBe(0);
  });

  test('coming evenings have their numbers, fewer where all holders come', async () => {
    const page = await aPage({ javaScriptEnabled });
    await signIn(page, server.url, 'planner', '/rencana/hitung');
    const numbers = async () => (await page.locator('.numbers strong').allInnerTexts()).map(Number);
    const usual = await numbers();
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
  for (const language of ['id', 'en']) {
    await page.goto(`${server.url}/rencana/hitung?lang=${language}`);
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
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
