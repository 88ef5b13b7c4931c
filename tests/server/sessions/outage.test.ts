import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitDatabase, closeDatabase, openDatabase } from '@jemput/server/db/open';
import { sessions } from '@jemput/server/db/schema/sessions';
import { createCaller } from '@jemput/server/http/router';
import { openOffice, openOrAwait } from '@jemput/server/open-office';
import type { KeptBeside } from '@jemput/server/published-before';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { holdKept } from '@jemput/server/sessions/held-timetable';
import { keepSchedule, readKeptSchedule } from '@jemput/server/sessions/kept-schedule';
import { currentTimetable } from '@jemput/server/sessions/timetable-snapshot';
import { outageAgeSeconds, timetableSource } from '@jemput/server/sessions/timetable-source';
import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test, vi } from 'vitest';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const folder = await mkdtemp(join(tmpdir(), 'jemput-outage-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf({ db }: OfficeContext): Promise<string> {
  const row = await db.get<{ file: string }>(sql`select file from pragma_database_list where name = 'main'`);
  return row.file;
}

/** An office with a clock to turn, and a timetable that was asked for once. */
async function aPublishedOffice() {
  const office = await anOffice();
  let now = office.now();
  const ctx = { ...office, now: () => now };
  await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'], slot: 'siang', days: 1 })]);
  const promised = await findSessions(ctx, {});
  expect(promised.total).toBe(3);
  return {
    ctx,
    file: await fileOf(ctx),
    promised,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

const until = { timeout: 60_000, interval: 20 };

test('with its file taken away the schedule is told on with its age, and again as it is when the file is back', async () => {
  const { ctx, file, promised, pass } = await aPublishedOffice();
  pass(60);
  expect(await findSessions(ctx, {})).toMatchObject({ total: 3, asOf: null });
  await rename(file, `${file}.away`);
  pass(90);
  expect(await findSessions(ctx, {})).toEqual({ ...promised, asOf: '2026-11-20T09:01:00+07:00' });
  expect(outageAgeSeconds(ctx)).toBe(90);
  expect((await timetableSource(ctx)).outageSince).toBe(ctx.now());
  const caller = createCaller({ ...ctx, actor: null });
  expect(await caller.places.office()).toMatchObject({ name: 'Uji', asOf: '2026-11-20T09:01:00+07:00' });
  expect(await caller.places.getArea({ code: '33.72.01.1001' })).toMatchObject({ area: { name: 'Pajang' } });
  expect(await caller.sessions.progress()).toMatchObject({ eligible: 3600, recorded: 600 });
  expect(await caller.sessions.names({ q: 'mojosongo' })).toMatchObject([{ name: 'Mojosongo' }, {}]);

  await rename(`${file}.away`, file);
  await vi.waitFor(async () => expect(await findSessions(ctx, {})).toMatchObject({ total: 3, asOf: null }), until);
  expect(outageAgeSeconds(ctx)).toBeNull();
});

test('nothing is written into a file that is gone, and whoever must be known is not turned away', async () => {
  const { ctx, file } = await aPublishedOffice();
  const [id = ''] = (await currentTimetable(ctx)).sessions.map((session) => session.id);
  await rename(file, `${file}.away`);
  const write = ctx.db.update(sessions).set({ status: 'full' }).where(eq(sessions.id, id));
  await expect(write).rejects.toMatchObject({
    cause: { name: 'DatabaseAway', message: expect.stringContaining(file) },
  });
  for (const actor of [null, ctx.actor]) {
    const asked = createCaller({ ...ctx, actor }).places.listKits();
    await expect(asked).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  }
  await rename(`${file}.away`, file);
  await vi.waitFor(async () => expect((await findSessions(ctx, {})).asOf).toBeNull(), until);
  expect((await findSessions(ctx, {})).sessions.map(({ status }) => status)).not.toContain('full');
});

test('what a transaction began is not kept where the file goes before its end', async () => {
  const { ctx, file } = await aPublishedOffice();
  const [id = ''] = (await currentTimetable(ctx)).sessions.map((session) => session.id);
  const write = ctx.db.transaction(async (tx) => {
    await tx.update(sessions).set({ status: 'full' }).where(eq(sessions.id, id));
    await rename(file, `${file}.away`);
  });
  await expect(write).rejects.toMatchObject({ name: 'DatabaseAway' });
  await rename(`${file}.away`, file);
  await vi.waitFor(async () => expect((await findSessions(ctx, {})).asOf).toBeNull(), until);
  expect((await findSessions(ctx, { status: 'full' })).total).toBe(0);
});

test('a backup put in its place is opened, and what it says holds', async () => {
  const { ctx, file } = await aPublishedOffice();
  await ctx.db.run(sql`vacuum into ${`${file}.copy`}`);
  await ctx.db.update(sessions).set({ status: 'full' });
  expect((await findSessions(ctx, { status: 'full' })).total).toBe(3);
  await rename(file, `${file}.away`);
  await copyFile(`${file}.copy`, file);
  await vi.waitFor(async () => expect((await findSessions(ctx, { status: 'full' })).total).toBe(0), until);
  await ctx.db.update(sessions).set({ status: 'paused' });
  expect(await findSessions(ctx, { status: 'paused' })).toMatchObject({ total: 3, asOf: null });
  const other = await openDatabase({ url: `file:${file}` });
  expect(await other.$count(sessions, eq(sessions.status, 'paused'))).toBe(3);
  other.$client.close();
});

test('without a schedule before, a database that is away is a failure and never nothing', async () => {
  const { ctx } = await aPublishedOffice();
  const db = awaitDatabase({ url: `file:${folder}/never.db` }, async () => {}, 'It is not there yet.');
  const asked = findSessions({ ...ctx, db }, {});
  await expect(asked).rejects.toMatchObject({ cause: { name: 'DatabaseAway' } });
  expect(await readdir(folder)).not.toContain('never.db');
});

/** Nobody can have a number while the database is away, so none are told of. */
function withoutNumbers<Told>(told: Told): Told {
  return JSON.parse(JSON.stringify(told, (name, value) => (name === 'queue' ? null : value)));
}

test('the schedule kept on disk is the whole of it, also after changes', async () => {
  const { ctx } = await aPublishedOffice();
  const kept = join(folder, 'kept.ndjson');
  const keeper = keepSchedule({ ...ctx, actor: null }, kept, { lookEveryMillis: 5 });
  await vi.waitFor(async () => expect(await readKeptSchedule(kept)).not.toBeNull(), until);
  const before = await readFile(kept, 'utf8');
  await publish(ctx, [aStint({ venue: 'kampung-baru', kits: ['K02'], slot: 'siang', days: 1 }), aStint({ days: 1 })]);
  await keeper.stop();
  const after = await readFile(kept, 'utf8');
  expect(after.startsWith(before)).toBe(true);
  const timetable = await currentTimetable(ctx);
  const read = await readKeptSchedule(kept);
  expect(read?.asOf).toBe(ctx.now());
  for (const part of [
    'office',
    'slots',
    'calendarDays',
    'sessions',
    'moved',
    'venues',
    'areas',
    'changes',
    'seq',
  ] as const) {
    expect(read?.timetable[part], part).toEqual(withoutNumbers(timetable[part]));
  }
  expect(read?.timetable.checkedMillis).toBe(timetable.checkedMillis);
  expect([...(read?.timetable.progress.pools.values() ?? [])]).toHaveLength(3);
  const place = { lat: -7.56, lon: 110.8, notId: '', service: null };
  expect(read?.timetable.standIns.nearest(place, ctx.now(), 3)).toEqual(
    withoutNumbers(timetable.standIns.nearest(place, ctx.now(), 3)),
  );

  // A process that died while it wrote leaves half a line.
  await writeFile(kept, `${after}["session",{"id":"half`);
  expect((await readKeptSchedule(kept))?.timetable.sessions).toEqual(withoutNumbers(timetable.sessions));
  // Contacts and other secrets of the office are not in it.
  expect(after).not.toContain('0271-000');
});

test('an office that has promised nothing keeps nothing, and is no obstacle to its own next start', async () => {
  const ctx = await anOffice();
  const kept = join(folder, 'nothing.ndjson');
  await keepSchedule({ ...ctx, actor: null }, kept).stop();
  expect(await readKeptSchedule(kept)).toBeNull();
});

function settingsOf(place: string, beside: Partial<KeptBeside> = {}) {
  const nowhere = {
    scheduleFile: `${place}.no-schedule`,
    feedDirectory: `${place}.no-feed`,
    contactKeyDirectory: `${place}.no-keys`,
  };
  return { databaseUrl: `file:${place}`, databaseAuthToken: null, ...nowhere, ...beside };
}

test.each([
  ['feedDirectory', 'locations.ndjson', '{}\n'],
  ['feedDirectory', 'slots.ndjson', '{}\n'],
  ['contactKeyDirectory', '2026-11-20.key', 'x'],
] as const)(
  'beside a filled %s with %s no database is made in place of one that is missing',
  async (name, file, text) => {
    const place = await mkdtemp(join(folder, 'lost-'));
    const beside = join(place, 'beside');
    await mkdir(beside);
    await writeFile(join(beside, file), text);
    const settings = settingsOf(join(place, 'office.db'), { [name]: beside });
    await expect(openOffice(settings)).rejects.toMatchObject({
      name: 'CannotOpen',
      message: expect.stringContaining(beside),
    });
    const found = await openOrAwait(settings, async () => {});
    expect(found).toMatchObject({ away: expect.stringContaining('is missing'), kept: null, before: [beside] });
    const { ctx } = await aPublishedOffice();
    const asked = findSessions({ ...ctx, db: found.db }, {});
    await expect(asked).rejects.toMatchObject({ cause: { name: 'DatabaseAway' } });
    expect(await readdir(place)).toEqual(['beside']);
    found.db.$client.close();
  },
);

test('beside what is empty a new office begins', async () => {
  const place = await mkdtemp(join(folder, 'new-'));
  const beside = join(place, 'beside');
  await mkdir(beside);
  for (const name of ['locations.ndjson', 'slots.ndjson']) await writeFile(join(beside, name), '');
  await writeFile(join(beside, 'manifest.json'), '{}');
  const settings = settingsOf(join(place, 'office.db'), { feedDirectory: beside, contactKeyDirectory: beside });
  const found = await openOrAwait(settings, async () => {});
  expect(found.away).toBeNull();
  found.db.$client.close();
});

test('started without its database the office tells what was kept, makes no empty one, and takes the real one when it comes', async () => {
  const { ctx, file, promised } = await aPublishedOffice();
  const kept = join(folder, 'start.ndjson');
  await keepSchedule({ ...ctx, actor: null }, kept).stop();
  const place = join(folder, 'office.db');
  const settings = settingsOf(place, { scheduleFile: kept });
  const found = await openOrAwait(settings, async () => {});
  if (found.away === null) throw new Error('it was opened');
  const { db, kept: read } = found;
  expect(found.away).toContain(place);
  const later = { ...ctx, db, now: () => ctx.now() + 3_600_000 };
  if (read) holdKept(later, read);
  expect(await findSessions(later, {})).toEqual({ ...withoutNumbers(promised), asOf: '2026-11-20T09:00:00+07:00' });
  expect(outageAgeSeconds(later)).toBe(3600);
  expect(await readdir(folder)).not.toContain('office.db');

  // An empty one, as a command run meanwhile makes it, is not the office's.
  const empty = await openDatabase({ url: `file:${place}` });
  await closeDatabase(empty);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await findSessions(later, {});
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await findSessions(later, {})).toMatchObject({ total: 3, asOf: '2026-11-20T09:00:00+07:00' });

  await ctx.db.run(sql`vacuum into ${`${file}.copy`}`);
  await rename(`${file}.copy`, place);
  await vi.waitFor(async () => expect(await findSessions(later, {})).toMatchObject({ total: 3, asOf: null }), until);
  db.$client.close();
});
