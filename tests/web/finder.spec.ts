import { gzipSync } from 'node:zlib';
import type { Session } from '@jemput/shared/sessions/session';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { afterEach, describe, expect, test } from 'vitest';
import { browser, officeOnce, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';

/** The hall of Kelurahan Pajang, and a point in the Java Sea with nothing within 5 km. */
const pajang = { latitude: -7.5671, longitude: 110.7863 };
const atSea = '-5.500,110.800';

const closing: (() => Promise<void>)[] = [];
/** What browsers complained of, other than an answer that was asked to fail. */
const complaints: string[] = [];

officeOnce();

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  expect(complaints.splice(0)).toEqual([]);
});

async function aPhone(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  closing.push(() => context.close());
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 404')) complaints.push(message.text());
  });
  return page;
}

async function sessionsOf(query: string): Promise<Session[]> {
  const answer = await fetch(`${server.url}/api/v1/sessions?limit=500&${query}`);
  return ((await answer.json()) as { sessions: Session[] }).sessions;
}

async function firstOf(query: string): Promise<Session> {
  const [session] = await sessionsOf(query);
  if (!session) throw new Error(`The demo city has no session for ${query}.`);
  return session;
}

function cards(page: Page) {
  return page.getByRole('article');
}

describe.each([
  { how: 'with', javaScriptEnabled: true },
  { how: 'without', javaScriptEnabled: false },
])('the front page $how JavaScript', ({ javaScriptEnabled }) => {
  test('shows the sessions of today before anything is asked', async () => {
    const page = await aPhone({ javaScriptEnabled });
    await page.goto(server.url);
    const today = page.getByRole('main').getByRole('region').first();
    expect(await today.getByRole('heading', { level: 2 }).innerText()).toMatch(/^(Malam|Hari) ini, /);
    const tonight = await sessionsOf('q=pajang');
    expect(await today.getByRole('article').allInnerTexts()).toContainEqual(
      expect.stringContaining(tonight[0]?.venue.name ?? '?'),
    );
  });

  test.each(['PAJANG laweyan', 'pajnag', 'kel pajang kec laweyan', 'Pajamg', 'Pajang, Laweyan, Surakarta'])(
    'finds Pajang by %s',
    async (typed) => {
      const page = await aPhone({ javaScriptEnabled });
      await page.goto(server.url);
      await page.getByRole('searchbox').fill(typed);
      await page.getByRole('searchbox').press('Enter');
      await page.waitForURL(/q=/);
      expect(await cards(page).first().getByRole('heading').innerText()).toBe('Kelurahan Pajang');
      expect(await page.getByRole('searchbox').inputValue()).toBe(typed);
      const guess = await page.getByText('Mungkin maksud Anda').count();
      expect(guess).toBe(/pajang/i.test(typed) ? 0 : 1);
      expect(await page.getByText('Halaman wilayah').count()).toBe(1 - guess);
      await page.getByRole('link', { name: 'Pajang', exact: true }).first().click();
      await page.waitForURL('**/wilayah/33.72.01.1001');
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Kelurahan Pajang');
    },
  );

  test('says honestly that a name has nothing, and leads on', async () => {
    const page = await aPhone({ javaScriptEnabled });
    await page.goto(`${server.url}/?q=qqqqqqq`);
    expect(await page.getByRole('main').innerText()).toContain('Belum ada jadwal untuk “qqqqqqq”');
    expect(await cards(page).count()).toBe(0);
    await page.getByRole('link', { name: 'Lihat seluruh kota' }).click();
    await cards(page).first().waitFor();
  });

  test('names the nearest sessions where a place that exists has none', async () => {
    const withSessions = new Set((await sessionsOf('')).map(({ venue }) => venue.area.name));
    const halls = (await (await fetch(`${server.url}/api/v1/venues`)).json()) as { venues: Session['venue'][] };
    const without = halls.venues.find(({ kind, area }) => kind === 'kelurahan' && !withSessions.has(area.name));
    const page = await aPhone({ javaScriptEnabled });
    await page.goto(`${server.url}/?q=${encodeURIComponent(without?.area.name ?? '?')}`);
    expect(await page.getByRole('main').innerText()).toContain('Yang terdekat:');
    expect(await cards(page).first().innerText()).toMatch(/\d (m|km)\b/);
  });

  test('evening is on by default, and a link away from all hours', async () => {
    const page = await aPhone({ javaScriptEnabled });
    await page.goto(server.url);
    await page.getByText('Saring', { exact: true }).click();
    const evening = page.getByRole('link', { name: 'Malam hari' });
    expect(await evening.getAttribute('aria-current')).toBe('true');
    /** "Jadwal malam: 37 bisa didatangi, 1 dibatalkan." */
    const counted = async () => Number(/: (\d+)/.exec(await page.locator('main').innerText())?.[1]);
    const before = await counted();
    await evening.click();
    await page.waitForURL(/malam=0/);
    expect(await counted()).toBeGreaterThan(before);
    await page.getByRole('link', { name: 'Minggu ini' }).click();
    await page.waitForURL(/minggu=1/);
    await page.getByRole('link', { name: 'Pasar', exact: true }).click();
    await page.waitForURL(/jenis=market/);
    for (const name of await cards(page).getByRole('heading').allInnerTexts()) expect(name).toMatch(/^Pasar /);
  });

  test('a cancelled session stays, struck through, with its reason and another one to go to', async () => {
    const cancelled = await firstOf('status=cancelled');
    const page = await aPhone({ javaScriptEnabled });
    await page.goto(`${server.url}/?malam=0&q=${encodeURIComponent(cancelled.venue.name)}`);
    const card = cards(page).filter({ hasText: 'Dibatalkan' });
    expect(await card.innerText()).toContain(cancelled.changes.at(-1)?.reason);
    expect(await card.locator('.when').evaluate((when) => getComputedStyle(when).textDecorationLine)).toBe(
      'line-through',
    );
    await card.getByRole('link', { name: cancelled.venue.name }).click();
    await page.waitForURL(`**/jadwal/${cancelled.id}`);
    expect(await page.getByRole('main').innerText()).toContain('Jadwal ini dibatalkan.');
    const instead = page.getByRole('region', { name: 'Jadwal lain yang terdekat' });
    expect(await instead.getByRole('listitem').first().innerText()).toMatch(/(\d m|km), sekitar \d+ menit/);
    await instead.getByRole('link').first().click();
    await page.waitForURL(`**/jadwal/${cancelled.alternatives[0]}`);
  });

  test('a moved session says from when and why', async () => {
    const moved = await firstOf('status=moved');
    const page = await aPhone({ javaScriptEnabled });
    await page.goto(`${server.url}/?malam=0&q=${encodeURIComponent(moved.venue.name)}`);
    const card = cards(page).filter({ hasText: 'Dipindah' });
    expect(await card.locator('s').innerText()).toMatch(/^\p{L}{3} \d+ \p{L}{3}/u);
    await card.getByRole('link', { name: moved.venue.name }).click();
    await page.waitForURL(`**/jadwal/${moved.id}`);
    const change = moved.changes.at(-1);
    expect(await page.getByRole('main').innerText()).toContain(change?.reason.replace(/\.$/, ''));
    expect(await page.getByRole('region', { name: 'Riwayat jadwal ini' }).getByRole('listitem').count()).toBe(
      moved.changes.length,
    );
  });

  test('the language changes on the same page, and stays', async () => {
    const page = await aPhone({ javaScriptEnabled });
    await page.goto(`${server.url}/?q=pajang`);
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL(/lang=en/);
    expect(new URL(page.url()).searchParams.get('q')).toBe('pajang');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('main').innerText()).toContain('Sessions for “pajang”');
    await page.goto(server.url);
    await page.getByText('Filter', { exact: true }).click();
    expect(await page.getByRole('link', { name: 'Evenings' }).count()).toBe(1);
  });
});

describe('near me', () => {
  test('asks the phone once, and shows the nearest first with its distance', async () => {
    const page = await aPhone({ geolocation: pajang, permissions: ['geolocation'] });
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Dekat saya' }).click();
    await page.getByText('yang terdekat lebih dulu').waitFor();
    const nearest = (await sessionsOf('near=-7.567,110.786&radiusKm=3'))[0];
    const card = cards(page).filter({ hasText: nearest?.venue.name ?? '?' });
    expect(await card.first().innerText()).toMatch(/\d+ m\b/);
    await card.first().getByRole('link').first().click();
    await page.getByText(/sekitar \d+ menit .* dari Anda/).waitFor();
  });

  test('a refusal is said in words, and nothing else changes', async () => {
    const page = await aPhone({ permissions: [] });
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Dekat saya' }).click();
    await page.getByText('Lokasi Anda tidak terbaca').waitFor();
    expect(await cards(page).count()).toBeGreaterThan(0);
  });

  test('the button is not there without JavaScript, and the address still works', async () => {
    const page = await aPhone({ javaScriptEnabled: false });
    await page.goto(`${server.url}/?dekat=-7.567,110.786`);
    expect(await page.getByRole('button', { name: 'Dekat saya' }).count()).toBe(0);
    expect(await cards(page).first().innerText()).toMatch(/\d+ (m|km)\b/);
  });

  test('far from everything, that the office is far away', async () => {
    const page = await aPhone();
    await page.goto(`${server.url}/?dekat=${atSea}`);
    const main = page.getByRole('main');
    expect(await main.innerText()).toContain('Tidak ada jadwal malam dalam 3 km');
    expect(await main.innerText()).toContain('Tempat pelayanan kantor ini jauh dari Anda (lebih dari 100 km).');
    expect(await cards(page).count()).toBe(0);
  });

  test.each(['abc', ',', '91,110', '1,2,3'])('"%s" is no place, so nothing near it is claimed', async (near) => {
    const page = await aPhone({ javaScriptEnabled: false });
    await page.goto(`${server.url}/?dekat=${near}`);
    expect(await page.getByText('yang terdekat lebih dulu').count()).toBe(0);
    expect(await cards(page).count()).toBeGreaterThan(0);
  });
});

test('an address kept from an older list starts at its beginning', async () => {
  const page = await aPhone();
  await page.goto(`${server.url}/?lanjut=lama`);
  expect(await cards(page).first().getByRole('heading').innerText()).toBe((await firstOf('evening=true')).venue.name);
});

test.each([true, false])(
  'more sessions are added below, and reading goes on there; JavaScript %s',
  async (javaScriptEnabled) => {
    const page = await aPhone({ javaScriptEnabled });
    await page.goto(`${server.url}/?malam=0&jenis=office`, { waitUntil: 'networkidle' });
    const total = (await sessionsOf('kind=office')).length;
    const headings = () =>
      cards(page)
        .getByRole('link')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(total).toBeGreaterThan(36);
    await page.getByText(`Ditampilkan 12 dari ${total}.`).waitFor();
    const before = await headings();
    await page.getByRole('link', { name: 'Tampilkan 24 lagi' }).click();
    await page.getByText(`Ditampilkan 36 dari ${total}.`).waitFor();
    expect(new URL(page.url()).searchParams.get('jenis')).toBe('office');
    expect(new URL(page.url()).searchParams.get('malam')).toBe('0');
    const after = await headings();
    expect(after.filter((link) => before.includes(link))).toEqual(before);
    const last = page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`);
    await expect.poll(async () => (await last.boundingBox())?.y).toBeLessThan(400);
    expect((await last.boundingBox())?.y).toBeGreaterThan(-40);
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    expect(after.slice(before.length - 1)).toContain(focused);
  },
);

test('the map comes when asked, and every place on it is in the list', async () => {
  const page = await aPhone();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(server.url);
  await page.waitForLoadState('networkidle');
  const before = asked.length;
  await page.getByRole('link', { name: 'Peta', exact: true }).click();
  await page.locator('.leaflet-interactive').first().waitFor();
  expect(asked.slice(before).some((url) => url.endsWith('.js'))).toBe(true);
  expect(asked.every((url) => url.startsWith(server.url))).toBe(true);
  const venues = new Set(await cards(page).getByRole('heading').allInnerTexts());
  expect(await page.locator('.leaflet-container .place').count()).toBe(venues.size);
  const zoom = page.locator('.leaflet-control-zoom').getByRole('button');
  expect(await zoom.evaluateAll((links) => links.map((link) => [link.getAttribute('title'), link.ariaLabel]))).toEqual([
    ['Perbesar peta', 'Perbesar peta'],
    ['Perkecil peta', 'Perkecil peta'],
  ]);
});

test.each([
  ['/jadwal/tidak-ada', 'Jadwal ini tidak ada', ''],
  ['/lokasi/gedung-pajang', 'Lokasi ini tidak ada', 'gedung pajang'],
  ['/wilayah/33.72.99', 'Wilayah ini tidak ada', ''],
  ['/wilayah/pajang', 'Wilayah ini tidak ada', 'pajang'],
  ['/antrean/tidak-ada', 'Nomor ini tidak ditemukan', ''],
  ['/pajang', 'Halaman ini tidak ada', 'pajang'],
])('%s is not there, and can be searched for without script', async (path, title, words) => {
  const page = await aPhone({ javaScriptEnabled: false });
  const answer = await page.goto(server.url + path);
  expect(answer?.status()).toBe(404);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title);
  expect(await page.getByRole('banner').getByRole('link', { name: 'Jemput Bola' }).getAttribute('href')).toBe('/');
  const tonight = page.getByRole('region', { name: 'Yang bisa didatangi malam ini' });
  const told = (await sessionsOf('to=2026-11-20')).map(({ id }) => `/jadwal/${id}`);
  const offered = await tonight
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(offered).toHaveLength(3);
  for (const link of offered) expect(told).toContain(link);
  const field = page.getByLabel('Cari kelurahan, sekolah, atau pasar');
  expect(await field.inputValue()).toBe(words);
  await field.fill('pajang');
  await page.getByRole('button', { name: 'Cari', exact: true }).click();
  await page.waitForURL(/\?q=pajang/);
  expect(await page.locator('main article h3').allInnerTexts()).toContain('Kelurahan Pajang');
});

test('a page of the office that is not there offers no search for residents', async () => {
  const page = await aPhone();
  expect((await page.goto(`${server.url}/petugas/zzz`))?.status()).toBe(404);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Halaman ini tidak ada');
  expect(await page.getByRole('search').count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Kelurahan' }).count()).toBe(0);
});

test('who came from near a place is offered the nearest there; a file that is not there is no page', async () => {
  const page = await aPhone({ javaScriptEnabled: false });
  await page.goto(`${server.url}/jadwal/tidak-ada?dekat=-7.567,110.786`);
  expect(await page.getByRole('listitem').filter({ hasText: 'WIB' }).first().innerText()).toMatch(
    /^Kelurahan Pajang\n[\s\S]*\d+ m,/,
  );
  const file = await fetch(`${server.url}/tidak-ada.png`, { headers: { accept: 'image/*' } });
  expect([file.status, (await file.text()).includes('Yang bisa didatangi')]).toEqual([404, false]);
});

test('a session page has what to bring, a calendar file and a WhatsApp text with its own address', async () => {
  const session = await firstOf('q=pajang');
  const page = await aPhone({ javaScriptEnabled: false });
  await page.goto(`${server.url}/jadwal/${session.id}`);
  await page.getByText('KTP-el hilang').click();
  expect(await page.getByText('Surat keterangan hilang dari kepolisian.').isVisible()).toBe(true);
  const share = await page.getByRole('link', { name: /WhatsApp/ }).getAttribute('href');
  expect(new URL(share ?? '').searchParams.get('text')).toContain(`${server.url}/jadwal/${session.id}`);
  const calendar = await page.getByRole('link', { name: /Simpan ke kalender/ }).getAttribute('href');
  const file = await fetch(server.url + calendar);
  expect(file.headers.get('content-type')).toContain('text/calendar');
});

test.each([
  ['cancelled', 'EventCancelled'],
  ['moved', 'EventRescheduled'],
  ['scheduled', 'EventScheduled'],
])('a %s session is %s to search engines', async (status, eventStatus) => {
  const session = await firstOf(`status=${status}`);
  const page = await aPhone();
  await page.goto(`${server.url}/jadwal/${session.id}`);
  const event = JSON.parse(await page.locator('script[type="application/ld+json"]').innerText()) as unknown;
  expect(event).toMatchObject({
    eventStatus: `https://schema.org/${eventStatus}`,
    startDate: session.startsAt,
    location: { name: session.venue.name },
  });
});

async function paths(): Promise<string[]> {
  const [cancelled, moved, tonight] = await Promise.all(['status=cancelled', 'status=moved', 'q=pajang'].map(firstOf));
  const sessions = [cancelled, moved, tonight].map((session) => `/jadwal/${session?.id}`);
  return [
    '/',
    '/?malam=0',
    '/?q=qqqqqqq',
    '/?tampil=peta',
    '/wilayah/33.72.01.1001',
    '/wilayah/33.72.01',
    '/lokasi/pasar-depok',
    ...sessions,
  ];
}

test.each(['light', 'dark'] as const)('axe finds nothing wrong on any page in %s', async (colorScheme) => {
  const page = await aPhone({ colorScheme });
  for (const path of await paths()) {
    await page.goto(server.url + path);
    expect([path, await axeFaults(page)]).toEqual([path, []]);
  }
});

test('no page is wider than a screen of 320 px', async () => {
  const page = await aPhone({ viewport: { width: 320, height: 640 } });
  for (const path of await paths()) {
    for (const language of ['id', 'en']) {
      await page.goto(`${server.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([path, language, width]).toEqual([path, language, 320]);
    }
  }
});

test.each([
  { how: 'a desk zoomed to 200 %', viewport: { width: 640, height: 400 }, text: '100%' },
  { how: 'a phone with letters twice as large', viewport: { width: 360, height: 740 }, text: '200%' },
])('$how shows every page without scrolling sideways', async ({ viewport, text }) => {
  const page = await aPhone({ viewport });
  for (const path of await paths()) {
    await page.goto(server.url + path);
    await page.addStyleTag({ content: `html { font-size: ${text} }` });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect([path, width]).toEqual([path, viewport.width]);
  }
});

test('on paper the sessions stand without what can only be pressed', async () => {
  const page = await aPhone();
  await page.emulateMedia({ media: 'print' });
  await page.goto(server.url);
  expect(await cards(page).first().isVisible()).toBe(true);
  expect(await page.getByRole('navigation').count()).toBe(0);
  expect(await page.getByRole('searchbox').count()).toBe(0);
});

test('the first page is light: HTML and CSS under 30 kB, the way to a session under 150 kB with scripts', async () => {
  const page = await aPhone();
  const bytes = { first: 0, all: 0 };
  let opened = false;
  page.on('response', async (response) => {
    const body = await response.body().catch(() => Buffer.alloc(0));
    const size = gzipSync(body).length;
    const kind = response.request().resourceType();
    bytes.all += size;
    if (!opened && ['document', 'stylesheet'].includes(kind)) bytes.first += size;
  });
  await page.goto(server.url, { waitUntil: 'networkidle' });
  opened = true;
  await cards(page).first().getByRole('link').first().click();
  await page.waitForURL('**/jadwal/*');
  await page.waitForLoadState('networkidle');
  expect(bytes.first).toBeGreaterThan(1_000);
  expect(bytes.first).toBeLessThan(30_000);
  expect(bytes.all).toBeLessThan(150_000);
});
