import { addDays } from '@jemput/shared/calendar/local-date';
import type { Session } from '@jemput/shared/sessions/session';
import type { Page } from '@playwright/test';
import { afterEach, describe, expect, test } from 'vitest';
import { browser, desk, officeOnce, phone, server } from '../fixtures/a-page.ts';
import { OFFICE_START, type RunningServer, startServer } from '../fixtures/a-running-server.ts';
import { axeFaults } from '../fixtures/accessible.ts';

const today = OFFICE_START.slice(0, 10);
/** In the rice fields of Boyolali, 8 km from the nearest kelurahan of Solo. */
const outside = '-7.480,110.730';

officeOnce();

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function openPage(path: string, options: Parameters<typeof browser.newContext>[0] = phone): Promise<Page> {
  const context = await browser.newContext(options);
  closing.push(() => context.close());
  const page = await context.newPage();
  await page.goto(server.url + path);
  return page;
}

async function sessionsOf(query: string): Promise<Session[]> {
  const answer = await fetch(`${server.url}/api/v1/sessions?limit=500&${query}`);
  return ((await answer.json()) as { sessions: Session[] }).sessions;
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
}

describe('list and map', () => {
  test('by keyboard: from a card to the map and back to the card', async () => {
    const page = await openPage('/?tampil=peta');
    const show = page.getByRole('button', { name: /^Perlihatkan di peta ?: Kelurahan Pajang$/ }).first();
    await show.waitFor();
    await show.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Kelurahan Pajang ditandai di peta.' }).waitFor();
    expect(await page.locator('.place.marked').count()).toBe(1);
    const marked = page
      .getByRole('region', { name: 'Peta lokasi jadwal' })
      .getByRole('button', { name: /^Pajang, malam ini/ });
    expect(await marked.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Kelurahan Pajang');
    await page.getByRole('button', { name: 'Lihat di daftar' }).press('Enter');
    expect(await focused(page)).toBe('Kelurahan Pajang');
    expect(await axeFaults(page)).toEqual([]);
  });

  test('a place chosen on the map is the card that has the focus', async () => {
    const page = await openPage('/?tampil=peta&q=pajang', desk);
    await page.locator('.leaflet-container .place').first().click();
    expect(await focused(page)).toBe('Kelurahan Pajang');
    expect(await page.locator('.entry.chosen').count()).toBeGreaterThan(0);
    expect(await page.locator('.place.marked').count()).toBe(1);
  });

  test('without JavaScript the list stands alone and says so', async () => {
    const page = await openPage('/?tampil=peta', { ...phone, javaScriptEnabled: false });
    expect(await page.locator('main').innerText()).toContain('Peta memerlukan JavaScript');
    expect(await page.locator('.map').count()).toBe(0);
    expect(await page.getByRole('article').count()).toBeGreaterThan(3);
  });
});

describe.each([true, false])('what is asked for, with JavaScript %s', (javaScriptEnabled) => {
  const options = { ...phone, javaScriptEnabled };

  test('dates from a form narrow the list, and the address says so', async () => {
    const [from, to] = [addDays(today, 1), addDays(today, 3)];
    const page = await openPage('/?malam=0', options);
    await page.locator('summary', { hasText: 'Tanggal' }).click();
    await page.getByLabel('Dari tanggal').fill(from);
    await page.getByLabel('Sampai tanggal').fill(to);
    await page.getByRole('button', { name: 'Tampilkan' }).click();
    await page.waitForURL(`**/?malam=0&dari=${from}&sampai=${to}`);
    const told = await sessionsOf(`from=${from}&to=${to}`);
    expect(told.length).toBeGreaterThan(0);
    await page
      .getByRole('status')
      .filter({ hasText: `Jadwal: ${told.length}.` })
      .waitFor();
    await page.getByRole('link', { name: 'Semua tanggal' }).click();
    await page.waitForURL('**/?malam=0');
  });

  test('dates the wrong way round are meant as they stand in the calendar', async () => {
    const page = await openPage(`/?malam=0&dari=${addDays(today, 3)}&sampai=${addDays(today, 1)}`, options);
    const told = await sessionsOf(`from=${addDays(today, 1)}&to=${addDays(today, 3)}`);
    const heard = await page.getByRole('status').allInnerTexts();
    expect(heard).toContainEqual(expect.stringContaining(`Jadwal: ${told.length}.`));
  });

  test('where no evening is near, it says so and names the nearest one of this week', async () => {
    const page = await openPage(`/?dekat=${outside}`, options);
    const main = await page.getByRole('main').innerText();
    expect(main).toContain('Tidak ada jadwal malam dalam 3 km dari Anda minggu ini.');
    expect(main).toContain('Yang terdekat:');
    const [lat, lon] = outside.split(',');
    const near = await sessionsOf(`near=${lat},${lon}&to=${addDays(today, 6)}`);
    const evenings = near.filter(
      ({ endsAt, status }) => endsAt.slice(11, 16) > '18:00' && !['cancelled', 'done'].includes(status),
    );
    expect(await page.getByRole('article').first().getByRole('heading').innerText()).toBe(evenings[0]?.venue.name);
  });

  test('a kelurahan is found from the list alone', async () => {
    const page = await openPage('/', options);
    const choose = page.getByRole('region', { name: 'Pilih kelurahan' });
    expect(await choose.getByRole('listitem').count()).toBe(51);
    await choose.getByRole('link', { name: 'Kampungbaru' }).click();
    await page.waitForURL('**/wilayah/33.72.03.1006');
  });
});

test('how many are found is announced when a filter changes', async () => {
  const page = await openPage('/');
  const status = page.getByRole('status').filter({ hasText: 'Jadwal' });
  const before = await status.innerText();
  expect(before).toMatch(/^Jadwal malam: \d+( bisa didatangi, .+)?\.$/);
  await page.getByText('Saring', { exact: true }).click();
  await page.getByRole('link', { name: 'Malam hari' }).click();
  await page.getByRole('status').filter({ hasText: 'Jadwal: ' }).waitFor();
});

describe('a page a place', () => {
  test('a kelurahan has this week and next, and its own address for chats and search engines', async () => {
    const page = await openPage('/wilayah/33.72.01.1001?dari=chat');
    expect(await page.getByRole('heading', { name: /^Minggu ini/ }).innerText()).toContain('Jum 20 Nov – Min 22 Nov');
    expect(await page.getByRole('heading', { name: /^Minggu depan/ }).innerText()).toContain('Sen 23 Nov – Min 29 Nov');
    const head = (selector: string, attribute: string) => page.locator(selector).getAttribute(attribute);
    expect(await head('link[rel=canonical]', 'href')).toBe(`${server.url}/wilayah/33.72.01.1001`);
    expect(await head('meta[property="og:url"]', 'content')).toBe(`${server.url}/wilayah/33.72.01.1001`);
    expect(await head('meta[property="og:title"]', 'content')).toContain('Kelurahan Pajang');
    expect(await head('meta[name=description]', 'content')).toContain('Kelurahan Pajang, Laweyan');
  });

  test('a kelurahan without any session this week shows the nearest elsewhere', async () => {
    const near = new Set((await sessionsOf(`to=${addDays(today, 6)}`)).map(({ venue }) => venue.area.code));
    const all = (await (await fetch(`${server.url}/api/v1/venues`)).json()) as { venues: Session['venue'][] };
    const bare = all.venues.find(({ kind, area }) => kind === 'kelurahan' && !near.has(area.code));
    const page = await openPage(`/wilayah/${bare?.area.code}`);
    const titles = await page.getByRole('heading').allInnerTexts();
    expect(titles.some((title) => /^(Terdekat di tempat lain|Yang terdekat)/.test(title))).toBe(true);
    expect(await page.getByRole('article').first().innerText()).toMatch(/\d (m|km)\b/);
  });

  test('a district lists its kelurahan, each with its next session', async () => {
    const page = await openPage('/wilayah/33.72.01');
    const within = page.getByRole('region', { name: 'Kelurahan di kecamatan ini' });
    expect(await within.getByRole('listitem').count()).toBe(11);
    expect(await within.getByRole('listitem').filter({ hasText: 'Pajang' }).innerText()).toContain(
      'Berikutnya malam ini',
    );
    await within.getByRole('link', { name: 'Sondakan' }).click();
    await page.waitForURL('**/wilayah/33.72.01.1008');
  });

  test('on paper a kelurahan’s week says where the latest stands', async () => {
    const page = await openPage('/wilayah/33.72.01.1001');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.on-paper').innerText()).toContain(`${server.url}/wilayah/33.72.01.1001`);
    expect(await page.getByRole('article').first().isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
  });
});

test('nothing that was built here is wider than a screen of 320 px', async () => {
  const page = await openPage('/', { viewport: { width: 320, height: 640 } });
  for (const path of [`/?dari=${today}`, `/?dekat=${outside}`, '/?q=laweyan', '/?tampil=peta', '/wilayah/33.72']) {
    await page.goto(server.url + path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect([path, width]).toEqual([path, 320]);
    expect([path, await axeFaults(page)]).toEqual([path, []]);
  }
});

describe('what is asked loosely', () => {
  test.each(['Sekolah', 'Pasar'])('the chip %s shows what there is at other hours, and says so', async (kind) => {
    const page = await openPage('/');
    await page.getByText('Saring', { exact: true }).click();
    await page.getByRole('link', { name: kind, exact: true }).click();
    await page.waitForURL(/jenis=/);
    await page.locator('a[aria-current="true"]').filter({ hasText: kind }).waitFor();
    expect(await page.getByRole('article').count()).toBeGreaterThan(0);
    const evening = (await sessionsOf(`evening=true&kind=${new URL(page.url()).searchParams.get('jenis')}`)).length;
    const said = page.getByText('Tidak ada jadwal malam yang cocok; ini jadwal di jam lain.');
    expect(await said.count()).toBe(evening === 0 ? 1 : 0);
  });

  test.each(['kelurahan', 'sekolah', 'SMA', 'pasar', 'jebres malam ini'])('%s finds sessions', async (q) => {
    const page = await openPage(`/?q=${encodeURIComponent(q)}`);
    expect(await page.getByRole('article').count()).toBeGreaterThan(0);
    expect(await page.getByRole('main').innerText()).not.toContain('Tidak ada tempat bernama itu');
  });

  test('on another continent: that the office is far away, and one way to the whole city', async () => {
    const page = await openPage('/?dekat=0,0');
    const words = await page.getByRole('main').innerText();
    expect(words).toContain('jauh dari Anda (lebih dari 100 km)');
    expect(words).not.toMatch(/\d km ·|\d\.\d{3} km/);
    expect(await page.getByRole('link', { name: 'Lihat seluruh kota' }).count()).toBe(1);
  });
});

describe('the first line answers', () => {
  const answer = (at: RunningServer) =>
    fetch(at.url).then(async (page) =>
      ((await page.text()).match(/<p class="now[^>]*>([\s\S]*?)<\/p>/)?.[1] ?? '')
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );

  test('in the hours, without a word from a crew: where it should be open, and not that it is', async () => {
    const line = await answer(server);
    expect(line).toMatch(/^Malam ini jadwalnya di \d+ tempat, sampai 21\.00\./);
    expect(line).not.toMatch(/sudah buka|masih buka/i);
  });

  test('after hours: that it is over, and what comes next', async () => {
    const late = await startServer({}, `${today}T22:00:00+07:00`);
    closing.push(async () => void (await late.stop()));
    expect(await answer(late)).toMatch(/^Malam ini sudah selesai\. Berikutnya: \S.*, \d{2}\.\d{2} ?\.$/);
  });

  test('far from everything: that there is nothing, and no place is claimed', async () => {
    const page = await openPage('/?dekat=0,0', { ...phone, javaScriptEnabled: false });
    expect(await page.locator('.now').innerText()).toBe('Malam ini tidak ada jadwal dalam 10 km dari Anda.');
  });
});

test('the place asked for last stays on the phone: asked for by a tap alone, and gone when it is removed', async () => {
  const page = await openPage('/wilayah/33.72.01.1001');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(JSON.stringify([request.url(), request.headers(), request.postData()])));
  await page.waitForFunction(() => localStorage.getItem('jemput.last-place') !== null);
  await page.goto(server.url);
  const back = page.getByRole('link', { name: 'Kelurahan Pajang', exact: true }).and(page.locator('.no-print a'));
  await back.waitFor();
  const sent = asked.filter((one) => one.replace(/"referer":"[^"]*"/, '').includes('33.72.01.1001'));
  expect(sent).toEqual([]);
  expect((await page.context().cookies()).filter(({ value }) => value.includes('33.72'))).toEqual([]);
  await page.getByRole('button', { name: /^Hapus ?: Kelurahan Pajang$/ }).click();
  expect(await back.count()).toBe(0);
  expect(await page.evaluate(() => Object.values({ ...localStorage }).join())).not.toContain('33.72');
  await page.reload();
  expect(await back.count()).toBe(0);
});

test('arrow keys lead from circle to circle on the map, each with its name, as one stop of the keyboard', async () => {
  const page = await openPage('/?tampil=peta');
  const map = page.getByRole('region', { name: 'Peta lokasi jadwal' });
  const dots = map.locator('.place');
  await dots.first().waitFor();
  const names = await dots.evaluateAll((all) => all.map((dot) => dot.getAttribute('aria-label') ?? ''));
  expect(names.filter((name) => !/, (Sen|Sel|Rab|Kam|Jum|Sab|Min) \d+ \w+/.test(name))).toEqual([]);
  const held = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await map.locator('.place[tabindex="0"]').focus();
  expect(await held()).toBe(names[0]);
  await page.keyboard.press('ArrowRight');
  expect(await held()).toBe(names[1]);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  expect(await held()).toBe(names.at(-1));
  expect(await map.locator('.place[tabindex="0"]').count()).toBe(1);
});

test('on a phone what narrows the list is open and shown as chosen, and a chip keeps the keyboard', async () => {
  const page = await openPage('/?minggu=1', { ...phone, hasTouch: true });
  const week = page.getByRole('link', { name: 'Minggu ini' });
  expect(await week.isVisible()).toBe(true);
  expect(await week.getAttribute('aria-current')).toBe('true');
  expect(await week.innerText()).toContain('✓');
  const market = page.getByRole('link', { name: 'Pasar', exact: true });
  await market.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/jenis=market/);
  await page.locator('a[aria-current="true"]').filter({ hasText: 'Pasar' }).waitFor();
  expect(await focused(page)).toMatch(/Pasar$/);
});
