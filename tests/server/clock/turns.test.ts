import { runDue, startClock } from '@jemput/server/clock/start-clock';
import { openDatabase } from '@jemput/server/db/open';
import { places, queues } from '@jemput/server/db/schema/bookings';
import { sessions } from '@jemput/server/db/schema/sessions';
import { count, isNotNull, sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { anOffice, type OfficeContext } from '../../fixtures/an-office.ts';

const HOUR = 3600;
/** More than one turn lays out. */
const MANY = 150;

/** Sessions of the next three evenings, loaded with an office: nobody gave them a queue. */
async function withLoaded(): Promise<OfficeContext> {
  const ctx = await anOffice();
  const firstStart = Date.parse('2026-11-20T16:00:00+07:00') / 1000;
  const rows = Array.from({ length: MANY }, (_, at) => {
    const startsAt = firstStart + (at % 3) * 24 * HOUR;
    return {
      id: `loaded-${String(at).padStart(3, '0')}`,
      status: 'scheduled' as const,
      venueId: 'pajang',
      slotId: 'malam',
      date: `2026-11-2${at % 3}`,
      startsAt,
      endsAt: startsAt + 5 * HOUR,
      kits: 2,
      capacity: 60,
      expectedMean: 30,
      expectedLow: 20,
      expectedHigh: 45,
      crowd: 'normal' as const,
      checkedAt: 0,
    };
  });
  await ctx.db.insert(sessions).values(rows);
  return ctx;
}

async function turnsUntilDone(ctx: OfficeContext): Promise<void> {
  let left = await runDue(ctx);
  for (let turn = 0; left.length > 0; turn++) {
    expect(turn).toBeLessThan(MANY);
    left = await runDue(ctx, left);
  }
}

async function laidOut({ db }: OfficeContext) {
  return db
    .select({ id: queues.sessionId, numbers: queues.numbers, left: queues.toldLeft })
    .from(queues)
    .where(isNotNull(queues.laidOutAt));
}

/** Every queue laid out has each of its places once, and tells of some of them. */
async function expectWhole(ctx: OfficeContext): Promise<void> {
  const counted = await ctx.db
    .select({ id: places.sessionId, units: count(), last: sql<number>`max(${places.unit})` })
    .from(places)
    .groupBy(places.sessionId);
  const byId = new Map(counted.map(({ id, units, last }) => [id, { units, last }]));
  const told = await laidOut(ctx);
  expect(told.every(({ left, numbers }) => left > 0 && left <= numbers)).toBe(true);
  expect(byId).toEqual(new Map(told.map(({ id, numbers }) => [id, { units: numbers, last: numbers }])));
}

test('turn by turn, nearest first, every session gets its queue and its places once', async () => {
  const ctx = await withLoaded();
  const [places] = await runDue(ctx);
  expect(places?.name).toBe('places');
  const first = await laidOut(ctx);
  expect(first.length).toBeGreaterThan(0);
  expect(first.length).toBeLessThan(MANY);
  const tonight = new Set(
    (await ctx.db.select().from(sessions)).flatMap(({ id, date }) => (date === '2026-11-20' ? id : [])),
  );
  const ofTonight = first.filter(({ id }) => tonight.has(id));
  expect(ofTonight.length).toBe(Math.min(first.length, tonight.size));
  await turnsUntilDone(ctx);
  expect(await laidOut(ctx)).toHaveLength(MANY);
  await expectWhole(ctx);
});

test('two processes at once lay out nothing twice', async () => {
  const ctx = await withLoaded();
  const [file] = await ctx.db.all<{ file: string }>(sql`select file from pragma_database_list where name = 'main'`);
  const db = await openDatabase({ url: `file:${file?.file}` });
  try {
    await Promise.all([turnsUntilDone(ctx), turnsUntilDone({ ...ctx, db })]);
  } finally {
    db.$client.close();
  }
  await turnsUntilDone(ctx);
  expect(await laidOut(ctx)).toHaveLength(MANY);
  await expectWhole(ctx);
});

test('stopped in the middle, what was laid out is whole, and the next process does the rest', async () => {
  const ctx = await withLoaded();
  const clock = startClock(ctx);
  await vi.waitFor(async () => expect((await laidOut(ctx)).length).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 1,
  });
  await clock.stop();
  expect((await laidOut(ctx)).length).toBeLessThan(MANY);
  await expectWhole(ctx);
  await turnsUntilDone(ctx);
  expect(await laidOut(ctx)).toHaveLength(MANY);
  await expectWhole(ctx);
});

test('one task that fails or has more to do keeps no other from its turn', async () => {
  const ctx = await anOffice();
  const did: string[] = [];
  const tasks = [
    { name: 'fails', run: () => Promise.reject(new Error('not today')) },
    { name: 'goes on', run: async () => did.push('goes on') < 3 },
    { name: 'is done', run: async () => void did.push('is done') },
  ];
  let left = await runDue(ctx, tasks);
  while (left.length > 0) left = await runDue(ctx, left);
  expect(did).toEqual(['goes on', 'is done', 'goes on']);
});
