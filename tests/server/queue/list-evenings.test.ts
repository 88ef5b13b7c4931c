import { turnout } from '@jemput/server/db/schema/field';
import { pools } from '@jemput/server/db/schema/places';
import { refitTurnout } from '@jemput/server/forecast/refit-turnout';
import { createCaller } from '@jemput/server/http/router';
import { addDays } from '@jemput/shared/calendar/local-date';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

/** Ten evenings at Pajang with 60 of 1,000 people each. */
async function aHistory({ db }: OfficeContext): Promise<void> {
  await db.insert(turnout).values(
    Array.from({ length: 10 }, (_, at) => ({
      venueId: 'pajang',
      date: addDays('2026-10-05', at),
      slotId: 'malam',
      kits: 1,
      capacity: 90,
      remaining: 1000,
      served: 58 + (at % 5),
      turnedAway: 0,
    })),
  );
}

async function anOfficeWithEvenings(): Promise<OfficeContext> {
  const ctx = await anOffice();
  await aHistory(ctx);
  await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', start: '2026-11-21', days: 1, kits: ['K02', 'K03'] })]);
  await refitTurnout(ctx);
  return ctx;
}

test('each coming evening comes with its numbers, the share of evenings that end well with them, and what it rests on', async () => {
  const ctx = await anOfficeWithEvenings();
  const { evenings, total } = await createCaller(ctx).queue.evenings();
  expect(total).toBe(3);
  expect(evenings.map(({ date }) => date)).toEqual(['2026-11-20', '2026-11-21', '2026-11-21']);
  for (const { numbers, capacity, expected } of evenings) {
    expect(numbers?.kept).toBe(true);
    expect(numbers?.numbers).toBeGreaterThan(0.4 * capacity);
    expect(numbers?.numbers).toBeLessThan(2 * capacity);
    expect(numbers?.servedShare).toBeGreaterThanOrEqual(0.9);
    expect(numbers?.measured.servedShare).toBeGreaterThan(0.85);
    expect(numbers?.measured.walkIns.comeMean).toBeCloseTo(0.2 * expected.mean, -1);
  }
});

test('two kits bear more numbers than one, and holders who stay away make room for others', async () => {
  const ctx = await anOfficeWithEvenings();
  const { queue } = createCaller(ctx);
  const numbersAt = (venue: string, told: Awaited<ReturnType<typeof queue.evenings>>) =>
    told.evenings.find(({ venueId, date }) => venueId === venue && date === '2026-11-21')?.numbers?.numbers ?? 0;
  const usual = await queue.evenings();
  const allCome = await queue.evenings({ noShowShare: 0 });
  expect(numbersAt('mojosongo', usual)).toBeGreaterThan(numbersAt('pajang', usual));
  expect(numbersAt('pajang', usual)).toBeGreaterThan(numbersAt('pajang', allCome));
});

test('no more numbers than people of the pool are left', async () => {
  const ctx = await anOfficeWithEvenings();
  await ctx.db.update(pools).set({ remaining: 12 }).where(eq(pools.id, 'pajang'));
  const { evenings } = await createCaller(ctx).queue.evenings();
  expect(evenings[0]?.numbers?.numbers).toBe(12);
});

test('an evening that has begun is not among them', async () => {
  const ctx = later(await anOfficeWithEvenings(), '2026-11-20T09:30:00Z');
  const { evenings } = await createCaller(ctx).queue.evenings();
  expect(evenings.every(({ date }) => date === '2026-11-21')).toBe(true);
  expect(evenings).toHaveLength(2);
});

test('a page at a time', async () => {
  const { queue } = createCaller(await anOfficeWithEvenings());
  const first = await queue.evenings({ limit: 2 });
  const rest = await queue.evenings({ skip: 2, limit: 2 });
  expect([first.evenings.length, rest.evenings.length, rest.total]).toEqual([2, 1, 3]);
});

test('one session is told as it stands in the list, and not once it has begun', async () => {
  const ctx = await anOfficeWithEvenings();
  const { evenings } = await createCaller(ctx).queue.evenings();
  const [tonight, tomorrow] = evenings;
  const { queue } = createCaller(later(ctx, '2026-11-20T09:30:00Z'));
  expect(await createCaller(ctx).queue.evening({ sessionId: tomorrow?.sessionId ?? '' })).toEqual(tomorrow);
  expect(await queue.evening({ sessionId: tonight?.sessionId ?? '' })).toBeNull();
  expect(await queue.evening({ sessionId: 'none' })).toBeNull();
});

test('crews and strangers are refused, and so is a share that is none', async () => {
  const ctx = await anOfficeWithEvenings();
  await expect(createCaller({ ...ctx, actor: null }).queue.evenings()).rejects.toThrow('may not do forecast.read');
  await expect(createCaller(ctx).queue.evenings({ noShowShare: 1.2 })).rejects.toThrow();
});
