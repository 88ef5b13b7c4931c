import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@jemput/server/db/open';
import { type KeptFiles, startKeepingFiles } from '@jemput/server/feeds/keep-files';
import { feedRoutes } from '@jemput/server/feeds/routes';
import { writeFeeds } from '@jemput/server/feeds/write-feeds';
import { afterEach, expect, test, vi } from 'vitest';
import { anOffice, aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const origin = 'https://jemput.example.id';
const bulk = ['manifest.json', '$bulk-publish', 'locations.ndjson', 'schedules.ndjson', 'slots.ndjson'];
const city = ['city-28-days.json', 'changes.ndjson', 'sessions.ndjson', 'sessions.geojson', 'sessions.csv'];

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function aFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'jemput-feed-'));
  ends.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

function keep(ctx: OfficeContext, directory: string): KeptFiles {
  const kept = startKeepingFiles(ctx, { directory, origin }, { lookEveryMillis: 20 });
  ends.push(() => kept.stop());
  return kept;
}

interface Manifest {
  transactionTime: string;
  feed_version: string;
  feed_start_date: string;
  feed_end_date: string;
  output: { type: string; url: string; extension: { sha256: string; lines: number } }[];
}

const manifestIn = async (directory: string) =>
  JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Manifest;

async function untilVersion(directory: string, version: string): Promise<Manifest> {
  return vi.waitFor(
    async () => {
      const manifest = await manifestIn(directory);
      expect(manifest.feed_version).toBe(version);
      return manifest;
    },
    { timeout: 60_000, interval: 20 },
  );
}

test('the files are there at once, whole, and again after a publication of another process', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const directory = await aFolder();
  keep(ctx, directory);
  const before = await untilVersion(directory, '2');
  expect(before).toMatchObject({ feed_start_date: '2026-11-20', feed_end_date: '2026-11-21' });
  expect((await readdir(directory)).toSorted()).toEqual([...bulk, ...city].toSorted());

  const { file } = await ctx.db.get<{ file: string }>('select file from pragma_database_list');
  const elsewhere = await openDatabase({ url: `file:${file}` });
  await publish({ ...ctx, db: elsewhere, now: () => ctx.now() + 60_000 }, [aStint({ start: '2026-11-23' })], 'uji');
  elsewhere.$client.close();
  const after = await untilVersion(directory, '4');
  expect(after.feed_end_date).toBe('2026-11-24');
  expect(Date.parse(after.transactionTime)).toBeGreaterThan(Date.parse(before.transactionTime));
});

test('they are served without a database, byte for byte, and so is what an export writes', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  await publish(ctx, [aStint({ start: '2026-11-23', days: 1 })], 'balai dipakai');
  const [kept, exported] = [await aFolder(), await aFolder()];
  keep(ctx, kept);
  await untilVersion(kept, '4');
  await writeFeeds(ctx, { directory: exported, origin });
  const app = feedRoutes(() => ctx, origin, kept);
  const texts = async () => Promise.all([...bulk].map(async (name) => (await app.request(`/feeds/${name}`)).text()));
  for (const name of [...bulk, ...city]) {
    const file = await readFile(join(exported, name), 'utf8');
    expect(await (await app.request(`/feeds/${name}`)).text(), name).toBe(file);
    expect(await readFile(join(kept, name), 'utf8'), name).toBe(file);
  }
  for (const name of ['manifest.json', '$bulk-publish']) {
    const { request } = JSON.parse(await readFile(join(kept, name), 'utf8')) as { request: string };
    expect(request).toBe(`${origin}/feeds/${name}`);
  }
  const before = await texts();
  ctx.db.$client.close();
  expect(await texts()).toEqual(before);
  const manifest = await app.request('/feeds/manifest.json');
  expect(manifest.headers.get('access-control-allow-origin')).toBe('*');
});

test('what is over leaves the files at midnight though nobody writes', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const directory = await aFolder();
  let at = '2026-11-20T23:59:00+07:00';
  keep({ ...ctx, now: () => later(ctx, at).now() }, directory);
  await untilVersion(directory, '2');
  at = '2026-11-21T00:01:00+07:00';
  await vi.waitFor(async () => expect((await manifestIn(directory)).feed_start_date).toBe('2026-11-21'), 60_000);
  expect((await readFile(join(directory, 'slots.ndjson'), 'utf8')).trimEnd().split('\n')).toHaveLength(1);
});

test('a cancelled and a moved session stay, with what they were and why', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'], slot: 'siang', days: 1 })]);
  await publish(ctx, [aStint({ venue: 'pasar-kleco', start: '2026-11-24' })], 'balai dipakai');
  const app = feedRoutes(() => ctx, origin);
  const slots = (await (await app.request('/feeds/slots.ndjson')).text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { status: string; start: string; schedule: object; extension: object[] });
  const cancelled = slots.find(({ status }) => status === 'busy-unavailable');
  expect(cancelled).toMatchObject({
    start: '2026-11-20T10:00:00+07:00',
    schedule: { reference: 'Schedule/mojosongo' },
  });
  expect(cancelled?.extension).toContainEqual({ url: `${origin}/data#session-status`, valueCode: 'cancelled' });
  expect(cancelled?.extension).toContainEqual({ url: `${origin}/data#reason`, valueString: 'balai dipakai' });
  const moved = slots.find(({ start }) => start === '2026-11-24T16:00:00+07:00');
  expect(moved).toMatchObject({ status: 'free', schedule: { reference: 'Schedule/pasar-kleco' } });
  expect(moved?.extension).toContainEqual({ url: `${origin}/data#sequence`, valueInteger: 1 });
  expect(moved?.extension).toContainEqual({
    url: `${origin}/data#former`,
    extension: [
      { url: 'period', valuePeriod: { start: '2026-11-20T16:00:00+07:00', end: '2026-11-20T21:00:00+07:00' } },
      { url: 'location', valueReference: { reference: 'Location/pajang' } },
      { url: 'moved-at', valueInstant: '2026-11-20T09:00:00+07:00' },
      { url: 'reason', valueString: 'balai dipakai' },
    ],
  });
  expect(moved?.extension).toContainEqual({
    url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity',
    valueInteger: 90,
  });
});

test('files that tell of sessions are not emptied by a database that never had any, and a new office begins its own', async () => {
  const directory = await aFolder();
  const full = await anOffice();
  await publish(full, [aStint()]);
  await keep(full, directory).stop();
  const told = await readFile(join(directory, 'slots.ndjson'), 'utf8');
  expect(told).not.toBe('');
  const empty = await anOffice();
  await keep(empty, directory).stop();
  expect(await readFile(join(directory, 'slots.ndjson'), 'utf8')).toBe(told);

  const own = await aFolder();
  await keep(empty, own).stop();
  expect(await readFile(join(own, 'slots.ndjson'), 'utf8')).toBe('');
  expect(await readFile(join(own, 'locations.ndjson'), 'utf8')).not.toBe('');
  await publish(empty, [aStint()]);
  await keep(empty, own).stop();
  expect(await readFile(join(own, 'slots.ndjson'), 'utf8')).not.toBe('');
});

test('a folder of data that was moved away is not made again; the files go on where it is back', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const logged = vi.spyOn(ctx.log, 'error');
  const data = await aFolder();
  const directory = join(data, 'office', 'feed');
  keep(ctx, directory);
  await untilVersion(directory, '2');
  await rename(join(data, 'office'), join(data, 'moved'));
  await publish(ctx, [aStint({ start: '2026-11-23' })]);
  const told = () => logged.mock.calls.filter(([, text]) => String(text).includes('were not written'));
  await vi.waitFor(() => expect(told()).toHaveLength(1), { timeout: 60_000, interval: 20 });
  expect(await readdir(data)).toEqual(['moved']);
  await rename(join(data, 'moved'), join(data, 'office'));
  await untilVersion(directory, '4');
  await rm(directory, { recursive: true });
  await publish(ctx, [aStint({ start: '2026-11-24' })]);
  await untilVersion(directory, '5');
});
