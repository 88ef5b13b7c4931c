import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { context, officeEachTest, page, phone, server } from '../fixtures/a-page.ts';
import { root } from '../fixtures/a-running-server.ts';
import { giveVoice, said, spoken } from '../fixtures/a-voice.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { callNext, openDesk, openQueue, pauseBetweenTaps } from '../fixtures/evening-desk.ts';

officeEachTest(phone);

/** Opens the session's display in the same browser, with a voice that writes down what it is given to say. */
async function openDisplay(): Promise<Page> {
  await page.locator('summary', { hasText: 'Layar panggilan' }).click();
  const address = await page.getByRole('link', { name: 'Buka di perangkat ini' }).getAttribute('href');
  const display = await context.newPage();
  await display.setViewportSize({ width: 1280, height: 720 });
  await giveVoice(display);
  await display.goto(address ?? '');
  await display.getByRole('heading', { name: 'Kelurahan Pajang' }).waitFor();
  return display;
}

test('shows who is called and where, and says it once in Indonesian; a recall again', async () => {
  await openQueue(page, server.url);
  const desk = await openDesk(page);
  const display = await openDisplay();
  await display.getByRole('button', { name: 'Nyalakan suara' }).click();
  const label = await callNext(page);
  await expect.poll(() => display.locator('.newest').innerText()).toContain(label);
  await expect.poll(() => said(display)).toEqual(['Suara menyala.', spoken(label, desk)]);
  await page.getByRole('button', { name: 'Panggil ulang' }).click();
  await expect.poll(async () => (await said(display)).slice(2)).toEqual([spoken(label, desk)]);
  expect(await display.locator('body').innerText()).toMatch(/\d+ orang menunggu/);
  expect(await axeFaults(display)).toEqual([]);
});

describe('without network', () => {
  test('it follows the desk beside it, says so, and starts again with what it last knew', async () => {
    await openQueue(page, server.url);
    await openDesk(page);
    const display = await openDisplay();
    const isKept = () => display.evaluate(async () => (await caches.match('/tv/start.js')) !== undefined);
    await expect.poll(isKept).toBe(true);
    await context.setOffline(true);
    const label = await callNext(page);
    await expect.poll(() => display.locator('.newest').innerText()).toContain(label);
    await expect.poll(() => display.locator('#age').innerText()).toMatch(/^Tanpa internet: mengikuti ponsel petugas/);
    await display.reload();
    await display.getByRole('heading', { name: 'Kelurahan Pajang' }).waitFor();
    await pauseBetweenTaps();
    await context.setOffline(false);
    await expect.poll(() => display.locator('#age').isVisible()).toBe(false);
  });
});

test('nothing personal is on it or in what it asks for, and its link opens nothing else', async () => {
  await openQueue(page, server.url);
  await openDesk(page);
  await callNext(page);
  const name = await page.locator('.name').first().innerText();
  const display = await openDisplay();
  const answer = await display.request.get(`${display.url()}/keadaan.json`);
  expect(`${await answer.text()} ${await display.content()}`).not.toContain(name);
  await context.clearCookies();
  await display.goto(display.url().replace('/layar/', '/antrean/'));
  expect(await display.locator('body').innerText()).not.toContain(name);
  const wrong = await context.newPage();
  await wrong.goto(`${server.url}/layar/bukan-tautan-yang-benar-0123456789`);
  await wrong.getByText('Tautan layar ini tidak berlaku').waitFor();
});

/** As TypeScript writes it for browsers that know no newer syntax than `target`. */
function writtenFor(target: ts.ScriptTarget, script: string): string {
  return ts.transpileModule(script, { compilerOptions: { target, module: ts.ModuleKind.None } }).outputText;
}

test('its scripts run on televisions’ browsers of 2017: plain scripts of ES2015, styles without grid or gaps', () => {
  for (const name of ['voice', 'screen', 'follow', 'start']) {
    const script = readFileSync(`${root}web/static/tv/${name}.js`, 'utf8');
    expect(writtenFor(ts.ScriptTarget.ES2015, script)).toBe(writtenFor(ts.ScriptTarget.ESNext, script));
    expect(script).not.toMatch(/^(import|export) |,\s*\)|\?\.\w|\d_\d/m);
  }
  expect(readFileSync(`${root}web/static/tv/screen.css`, 'utf8')).not.toMatch(
    /\bgap:|display: grid|:is\(|:where\(|inset:/,
  );
});

/** What of the calls stands outside their own part of the screen, pixels. */
function overhang(): number {
  const part = document.querySelector('.now')?.getBoundingClientRect() ?? new DOMRect();
  const calls = [...document.querySelectorAll('#calls .call')].map((call) => call.getBoundingClientRect());
  return Math.max(...calls.flatMap(({ top, bottom }) => [part.top - top, bottom - part.bottom]));
}

test('one to four desks that call at once cover nothing, on screens across and upright', async () => {
  await openQueue(page, server.url);
  await openDesk(page);
  await callNext(page);
  const display = await openDisplay();
  const state = await (await display.request.get(`${display.url()}/keadaan.json`)).json();
  let desks = 1;
  await display.route('**/keadaan.json', (route) => {
    const calling = ['B', 'C', 'D', 'E'].slice(0, desks).map((desk) => ({ ...state.calling[0], desk }));
    return route.fulfill({ json: { ...state, calling } });
  });
  for (desks of [1, 2, 3, 4]) {
    await expect.poll(() => display.locator('#calls .call').count()).toBe(desks);
    for (const [width, height] of [
      [1280, 720],
      [1920, 1080],
      [720, 1280],
    ] as const) {
      await display.setViewportSize({ width, height });
      expect(await display.evaluate(overhang)).toBeLessThanOrEqual(1);
    }
  }
});
