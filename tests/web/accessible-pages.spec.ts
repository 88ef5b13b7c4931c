import { rename } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browser, desk, officeOnce, phone, server } from '../fixtures/a-page.ts';
import { startServer } from '../fixtures/a-running-server.ts';
import { type PublicPage, publicStates } from '../fixtures/public-states.ts';

officeOnce();

let pages: PublicPage[];
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  pages = await publicStates(server);
  context = await browser.newContext(phone);
  page = await context.newPage();
});
afterAll(() => context?.close());

async function open({ name, path, typed, status = 200 }: PublicPage, language = 'id'): Promise<void> {
  const address = new URL(path, server.url);
  address.searchParams.set('lang', language);
  const answer = await page.goto(address.href);
  expect(answer?.status(), name).toBe(status);
  if (typed !== undefined) {
    await page.locator('[name=isi]').fill(typed);
    await Promise.all([page.waitForLoadState('load'), page.locator('form:has([name=isi]) button').click()]);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  }
}

/** Every rule of axe, the one of WCAG 2.2 that it leaves off by itself too; in the dark only what colours can break. */
async function faults(colorScheme: 'light' | 'dark'): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
  else axe.options({ rules: { 'target-size': { enabled: true } } });
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** How many pixels the page is wider than the window, and by which element. */
async function sideways(): Promise<string | null> {
  return page.evaluate(() => {
    const scroller = document.scrollingElement ?? document.body;
    const over = scroller.scrollWidth - scroller.clientWidth;
    if (over <= 0) return null;
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > scroller.clientWidth + 0.5,
    );
    return `${over} px by ${wide[wide.length - 1]?.outerHTML.slice(0, 120)}`;
  });
}

/** What keeps a reader from seeing where the focus is; `end` where the page has no further stop. */
async function focusFault(): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'end';
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const told = element.outerHTML.slice(0, 100);
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) return `no outline: ${told}`;
    // WCAG 2.4.11: at least a part of it is seen; here, as much as a letter.
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
    if (right - left < 12 || bottom - top < 12) return `out of sight: ${told}`;
    const upper = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return upper && (element.contains(upper) || upper.contains(element)) ? null : `covered: ${told}`;
  });
}

async function eachPage(look: (one: PublicPage) => Promise<string[]>): Promise<string[]> {
  const found: string[] = [];
  for (const one of pages) {
    const faults = await look(one).catch((cause: unknown) => [String(cause).slice(0, 200)]);
    found.push(...faults.map((fault) => `${one.name}: ${fault}`));
  }
  return found;
}

test('axe finds nothing on any page and state, on a phone and a desk, light and dark', {
  timeout: 600_000,
}, async () => {
  const found = await eachPage(async (one) => {
    await open(one);
    const here: string[] = [];
    for (const { viewport } of [phone, desk]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        here.push(...(await faults(colorScheme)).map((fault) => `${viewport.width} px ${colorScheme}: ${fault}`));
      }
    }
    return here;
  });
  expect(found).toEqual([]);
});

describe.each(['id', 'en', 'jv', 'su'])('in %s', (language) => {
  test('no page scrolls sideways at 320 px, nor at 640 px with letters twice as large', {
    timeout: 600_000,
  }, async () => {
    const found = await eachPage(async (one) => {
      await open(one, language);
      expect(await page.locator('html').getAttribute('lang'), one.name).toBe(language);
      await page.setViewportSize({ width: 320, height: 640 });
      const narrow = await sideways();
      await page.setViewportSize({ width: 640, height: 640 });
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      const enlarged = await sideways();
      return [narrow, enlarged].filter((fault) => fault !== null);
    });
    expect(found).toEqual([]);
  });
});

test('the focus is seen wherever the tabulator key leads, and nothing lies over it', { timeout: 300_000 }, async () => {
  await page.setViewportSize(phone.viewport);
  const found = await eachPage(async (one) => {
    await open(one);
    const here = new Set<string>();
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press('Tab');
      let fault = await focusFault();
      // A row that scrolls sideways takes a moment to bring what has the focus into sight.
      for (let look = 0; look < 4 && fault && fault !== 'end'; look += 1) {
        await page.waitForTimeout(150);
        fault = await focusFault();
      }
      if (fault === 'end') break;
      if (fault) here.add(fault);
    }
    return [...here];
  });
  expect(found).toEqual([]);
});

test('nothing moves where the reader wants no motion, and states keep a frame in forced colours', async () => {
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  const found = await eachPage(async (one) => {
    await open(one);
    return page.evaluate(() => {
      const moving = [...document.querySelectorAll('*')].filter((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element);
        return animationName !== 'none' || transitionDuration.split(', ').some((time) => time !== '0s');
      });
      const bare = [...document.querySelectorAll('.tag, .notice')].filter(
        (element) => getComputedStyle(element).borderTopStyle !== 'solid',
      );
      return [...moving.map((one) => `moves: ${one.tagName}`), ...bare.map((one) => `no frame: ${one.className}`)];
    });
  });
  await page.emulateMedia({ reducedMotion: null, forcedColors: null });
  expect(found).toEqual([]);
});

test('axe finds nothing while the office’s system fails', async () => {
  const failing = await startServer();
  const file = failing.databaseUrl.replace('file:', '');
  await rename(file, `${file}.away`);
  const fails = async () => /terganggu|gangguan/.test(await (await fetch(failing.url)).text());
  await expect.poll(fails).toBe(true);
  const found: string[] = [];
  for (const path of ['/', '/?q=solo', '/wilayah/33.72.02.1001', '/cek']) {
    await page.goto(failing.url + path);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await faults(colorScheme)).map((fault) => `${path} ${colorScheme}: ${fault}`));
    }
  }
  await failing.stop();
  expect(found).toEqual([]);
});
