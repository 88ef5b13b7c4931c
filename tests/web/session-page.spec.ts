import type { BrowserContext, Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { m } from '../../web/src/lib/paraglide/messages.js';
import { browser, desk, officeOnce, server } from '../fixtures/a-page.ts';
import { sessionStates } from '../fixtures/session-states.ts';
import { untilSettled } from '../fixtures/until-settled.ts';

officeOnce();

type Locale = 'id' | 'en' | 'jv' | 'su';
const locales: Locale[] = ['id', 'en', 'jv', 'su'];

/** By the state's name, the path of a page in it. */
let paths: Map<string, string>;
let plain: BrowserContext;
let page: Page;

beforeAll(async () => {
  await untilSettled(server);
  paths = await sessionStates(server);
  plain = await browser.newContext({ ...desk, javaScriptEnabled: false });
  page = await plain.newPage();
});
afterAll(() => plain?.close());

const GAP = '\u0001';

/** A sentence of the catalogue, whatever is filled in: every gap stands for some words on one line. */
function sentence(message: (inputs: never, options: { locale: Locale }) => string, locale: Locale): RegExp {
  const inputs = new Proxy({}, { get: () => GAP });
  const words = message(inputs as never, { locale }).split(GAP);
  return new RegExp(words.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^\\n]+?'), 'i');
}

/** Coming now may be in vain, or is. */
const vain = [
  m.finder_full_notice,
  m.finder_last_notice,
  m.finder_paused_notice,
  m.finder_cancelled_notice,
  m.finder_over_notice,
];
const busy = [m.finder_crowd_quiet, m.finder_crowd_normal, m.finder_crowd_busy, m.finder_crowd_range];
const inviting = [m.ticket_box_walk_in, m.ticket_box_open];
const gone = [m.finder_cancelled_notice, m.finder_over_notice];
const ofComing = [m.finder_way_title, m.finder_bring_title, m.ticket_box_title, m.finder_keep_title];
const ageing = [m.finder_checked_stale, m.finder_checked_silent];

type Sentence = Parameters<typeof sentence>[0];

/** Each of the first never meets any of the second on one page. */
const neverMeet: [name: string, first: readonly Sentence[], second: readonly Sentence[]][] = [
  ['in vain, and yet come', vain, inviting],
  ['in vain, and yet a forecast of the crowd', vain, busy],
  ['told how full it is, and yet a forecast', [m.finder_state_filling, m.finder_room_free], busy],
  ['over or called off, and yet a way there', gone, ofComing],
  ['over or called off, and yet the news grow old', gone, ageing],
  ['nobody has told anything, and yet a crew’s news', [m.finder_state_due], [m.finder_checked_crew]],
  ['full, and yet numbers', [m.finder_full_notice], [m.ticket_left, m.ticket_take]],
  ['the last numbers, and yet so many left', [m.finder_last_notice], [m.ticket_left]],
];

describe.each(locales)('in %s no two sentences of a page contradict each other', (locale) => {
  const texts = new Map<string, string>();

  beforeAll(async () => {
    for (const [state, path] of paths) {
      await page.goto(`${server.url}${path}?lang=${locale}`);
      texts.set(state, await page.locator('main').innerText());
    }
  });

  test.each(neverMeet)('%s', (_, first, second) => {
    const [these, those] = [first, second].map((all) => all.map((message) => sentence(message, locale)));
    const met = [...texts].flatMap(([state, text]) =>
      these?.some((one) => one.test(text)) && those?.some((one) => one.test(text)) ? [state] : [],
    );
    expect(met).toEqual([]);
    for (const one of these ?? [])
      expect(
        [...texts.values()].some((text) => one.test(text)),
        String(one),
      ).toBe(true);
    expect(those?.some((one) => [...texts.values()].some((text) => one.test(text)))).toBe(true);
  });

  test('every page says when it was checked', () => {
    const checked = sentence(m.finder_page_checked as never, locale);
    expect([...texts].filter(([, text]) => !checked.test(text)).map(([state]) => state)).toEqual([]);
  });
});

test('in the prayer rest it is said that it fills up, and other hours with what they were', async () => {
  const leadOf = async (state: string) => {
    await page.goto(`${server.url}${paths.get(state)}?lang=id`);
    return page.locator('.lead').innerText();
  };
  expect(await leadOf('resting, filling')).toContain('Jeda magrib sampai 17.55, mulai penuh');
  expect(await leadOf('hours changed')).toContain(
    'Jam berubah dari 18.30–21.30 menjadi 16.00–21.00. Alasan: Awal Ramadan sehari kemudian.',
  );
});

test('what is called off or over offers the others first, and no way to the closed door', async () => {
  for (const state of ['cancelled', 'done']) {
    await page.goto(`${server.url}${paths.get(state)}?lang=id`);
    expect(await page.locator('main h2').first().innerText()).toBe('Jadwal lain yang terdekat');
    const place = await page.locator('h1').innerText();
    const ways = await page.locator('main a[href*="google.com/maps"]').allTextContents();
    expect(ways.length).toBeGreaterThan(0);
    expect(ways.filter((way) => way.endsWith(`: ${place}`))).toEqual([]);
  }
});

test('who came from near by goes back to what is near', async () => {
  await page.goto(`${server.url}${paths.get('open')}?dekat=-7.567,110.786`);
  expect(await page.locator('.back a').getAttribute('href')).toBe('/?dekat=-7.567,110.786');
  await page.goto(`${server.url}${paths.get('open')}?dekat=sini`);
  expect(await page.locator('.back a').getAttribute('href')).toBe('/');
});

describe('printed', () => {
  /** The text of each sheet, A4. */
  async function sheetsOf(state: string): Promise<string[]> {
    await page.goto(`${server.url}${paths.get(state)}?lang=id`);
    const pdf = await page.pdf({ format: 'A4' });
    return (await extractText(await getDocumentProxy(new Uint8Array(pdf)))).text;
  }

  test.each(['scheduled', 'tonight', 'printing'])('%s: one sheet', async (state) => {
    expect(await sheetsOf(state)).toHaveLength(1);
  });

  test.each(['open', 'last', 'full', 'paused', 'moved', 'cancelled', 'hours changed'])(
    '%s: the first sheet has place, date, hours and check code, at most two in all',
    async (state) => {
      const sheets = await sheetsOf(state);
      expect(sheets.length).toBeLessThanOrEqual(2);
      const place = await page.locator('h1').innerText();
      const hours = await page.locator('.when strong').innerText();
      const words = (sheets[0] ?? '').replace(/\s+/g, ' ');
      expect(words).toContain(place);
      expect(words).toContain(hours);
      expect(words).toMatch(/ \d+ November/);
      expect(words).toMatch(/Kode [0-9A-Z]{3}-[0-9A-Z]{4}/);
      expect(words).not.toMatch(/\bSimpan\b|yang lalu/);
    },
  );

  test('what is folded on the screen is unfolded on paper', async () => {
    const [sheet] = await sheetsOf('scheduled');
    expect(sheet?.replace(/\s+/g, ' ')).toContain('Surat keterangan hilang dari kepolisian.');
  });
});

describe('passed on in a chat', () => {
  async function textOf(state: string): Promise<string> {
    await page.goto(`${server.url}${paths.get(state)}?lang=id`);
    return (await page.locator('#bagikan ~ details .text').textContent()) ?? '';
  }

  test.each([
    ['full', /^\*PENUH sejak pukul \d\d\.\d\d\*\nRekam KTP-el, /],
    ['last', /^\*NOMOR HAMPIR HABIS, kabar pukul \d\d\.\d\d\*\nRekam KTP-el, /],
    ['paused', /^\*BERHENTI SEMENTARA \(listrik padam\), kabar pukul \d\d\.\d\d\*\nRekam KTP-el, /],
    ['cancelled', /^\*DIBATALKAN\. [^\n]+\*\nRekam KTP-el, [\s\S]*\nJadwal lain terdekat: \S/],
    ['printing', /^\*Cetak KTP-el, gratis\*\n[\s\S]*\nBawa: [^\n]*suket/],
    ['scheduled', /^\*Rekam KTP-el, gratis\*\n[\s\S]*\nJeda isya 18\.52–19\.07\.\nBawa: Fotokopi Kartu Keluarga/],
  ])('%s', async (state, words) => {
    expect(await textOf(state)).toMatch(words);
  });

  test.each(['scheduled', 'printing', 'hours changed', 'full', 'paused', 'moved'])(
    '%s: pasted into the check it is what the office says',
    async (state) => {
      const text = await textOf(state);
      await page.goto(`${server.url}/cek?lang=id`);
      await page.locator('[name=isi]').fill(text);
      await page.locator('form:has([name=isi]) button').click();
      const answer = () => page.locator('main').innerText();
      await expect.poll(answer).toMatch(/\nCocok dengan jadwal/);
      expect(await answer()).not.toMatch(/Tidak pernah kami umumkan|jamnya lain/);
    },
  );
});
