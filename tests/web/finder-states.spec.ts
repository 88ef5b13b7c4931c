import { randomUUID } from 'node:crypto';
import type { Context } from '@jemput/server/context';
import { type OpenDatabase, openDatabase } from '@jemput/server/db/open';
import { sessions } from '@jemput/server/db/schema/sessions';
import { receiveReport } from '@jemput/server/field/receive-report';
import type { Session } from '@jemput/shared/sessions/session';
import { sql } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { page, pageEachTest, phone, server } from '../fixtures/a-page.ts';
import { OFFICE_START } from '../fixtures/a-running-server.ts';
import { noKeys } from '../fixtures/no-keys.ts';
import { anActor } from '../fixtures/test-context.ts';
import { untilSettled } from '../fixtures/until-settled.ts';

pageEachTest(phone);

/** The demo city at 17.30 on a Friday, written to by this process while the server serves it. */
let db: OpenDatabase;

beforeAll(async () => {
  db = await openDatabase({ url: server.databaseUrl });
  await untilSettled(server);
});

afterAll(() => db.$client.close());

function office(minutesAgo = 0): Context {
  const now = () => server.now() - minutesAgo * 60_000;
  return {
    db,
    now,
    zone: 'Asia/Jakarta',
    secret: 'x'.repeat(40),
    keys: noKeys,
    actor: anActor('admin'),
    log: pino({ level: 'silent' }),
  };
}

async function tonight(): Promise<Session[]> {
  const today = OFFICE_START.slice(0, 10);
  const answer = await fetch(`${server.url}/api/v1/sessions?from=${today}&to=${today}`);
  return ((await answer.json()) as { sessions: Session[] }).sessions;
}

async function sessionAt(venueId: string): Promise<Session> {
  const found = (await tonight()).find(({ venue }) => venue.id === venueId);
  if (!found) throw new Error(`The demo city has no session at ${venueId} tonight.`);
  return found;
}

async function open(session: Session, minutesAgo = 0): Promise<void> {
  const ctx = office(minutesAgo);
  await receiveReport(ctx, { id: randomUUID(), sessionId: session.id, madeAt: ctx.now(), kind: 'opened' });
}

/** A session of today at a market, from hour to hour. */
async function addToday(id: string, venueId: string, from: number, to: number): Promise<void> {
  const at = (hour: number) =>
    DateTime.fromISO(OFFICE_START, { setZone: true }).startOf('day').set({ hour }).toSeconds();
  await db.insert(sessions).values({
    id,
    status: 'scheduled',
    venueId,
    slotId: 'pagi',
    date: OFFICE_START.slice(0, 10),
    startsAt: at(from),
    endsAt: at(to),
    kits: 2,
    capacity: 100,
    expectedMean: 40,
    expectedLow: 20,
    expectedHigh: 60,
    crowd: 'quiet',
    checkedAt: server.now(),
  });
}

function card(venue: string) {
  return page.getByRole('main').getByRole('region').first().getByRole('article').filter({ hasText: venue });
}

test('page and API name the same sessions of tonight', async () => {
  await page.goto(server.url);
  const region = page.getByRole('main').getByRole('region').first();
  const shown = await region.getByRole('article').getByRole('heading').allInnerTexts();
  const told = (await tonight()).map(({ venue }) => venue.name);
  expect(told.length).toBeGreaterThan(3);
  expect(shown.toSorted()).toEqual(told.toSorted());
});

test('a page asked for again is not sent again until another process changes something, and then within two seconds', async () => {
  const gajahan = await sessionAt('gajahan');
  const first = await fetch(server.url);
  const etag = first.headers.get('etag') ?? '';
  expect(await first.text()).toContain('>Mestinya buka<');
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const again = () => fetch(server.url, { headers: { 'if-none-match': etag } });
  expect((await again()).status).toBe(304);
  await open(gajahan);
  await expect.poll(async () => (await again()).status).toBe(200);
  expect(await (await again()).text()).toContain('>Buka sekarang<');
});

test.each(['br', 'gzip', 'identity'])('the same page arrives in %s', async (encoding) => {
  const plain = await fetch(server.url, { headers: { 'accept-encoding': 'identity' } });
  const packed = await fetch(server.url, { headers: { 'accept-encoding': encoding } });
  expect(packed.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
  expect(packed.headers.get('vary')).toMatch(/accept-encoding.*cookie/i);
  const cards = async (answer: Response) => (await answer.text()).match(/<article/g)?.length;
  const count = await cards(packed);
  expect(count).toBeGreaterThan(10);
  expect(count).toBe(await cards(plain));
});

test('one reader in English does not turn the page of another', async () => {
  const language = async (cookie: string) =>
    (await (await fetch(server.url, { headers: { cookie } })).text()).match(/<html lang="(\w+)"/)?.[1];
  const asked = [await language('PARAGLIDE_LOCALE=en'), await language(''), await language('PARAGLIDE_LOCALE=en')];
  expect(asked).toEqual(['en', 'id', 'en']);
});

test('news of an open session that are old say so, fresh ones do not', async () => {
  const [tipes, gandekan] = await Promise.all([sessionAt('tipes'), sessionAt('gandekan')]);
  await open(tipes, 40);
  await open(gandekan);
  await page.goto(`${server.url}/jadwal/${tipes.id}`);
  await page.getByText(/^Kabar terakhir (39|40|41) menit yang lalu/).waitFor();
  expect(await page.getByRole('main').innerText()).toContain('Buka sekarang');
  await page.goto(`${server.url}/jadwal/${gandekan.id}`);
  const fresh = await page.getByRole('main').innerText();
  expect(fresh).toContain('Buka sekarang');
  expect(fresh).not.toContain('Kabar terakhir');
});

test('what is over today is folded away, and a day with daytime hours is not called a night', async () => {
  await page.goto(`${server.url}/?malam=0&jenis=kelurahan`);
  expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toMatch(/^Malam ini, /);
  await addToday('uji-pagi', 'pasar-legi', 6, 10);
  await addToday('uji-siang', 'pasar-klewer', 11, 20);
  await page.goto(`${server.url}/?malam=0&jenis=market`);
  expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toMatch(/^Hari ini, /);
  expect(await card('Pasar Klewer').isVisible()).toBe(true);
  expect(await card('Pasar Legi').isVisible()).toBe(false);
  await page.getByText('Sudah berakhir (1)').click();
  expect(await card('Pasar Legi').isVisible()).toBe(true);
});

test.each(['/?q=pajang&minggu=1', '/wilayah/33.72.01.1001?dari=sini', '/lokasi/pajang?dari=sini'])(
  'trouble of ours at %s leaves the last schedule in place',
  async (path) => {
    await db.run(sql`alter table sessions rename to sessions_away`);
    try {
      const answer = await page.goto(server.url + path);
      expect(answer?.status()).toBe(200);
      expect(await page.getByRole('article').filter({ hasText: 'Kelurahan Pajang' }).count()).toBeGreaterThan(0);
    } finally {
      await db.run(sql`alter table sessions_away rename to sessions`);
    }
  },
);
