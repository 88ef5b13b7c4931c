import { inTransaction } from '@jemput/server/db/open';
import { comingOfAge, turnout } from '@jemput/server/db/schema/field';
import { pools } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { receiveReport } from '@jemput/server/field/receive-report';
import { listForecasts } from '@jemput/server/forecast/list-forecasts';
import { refitTurnout } from '@jemput/server/forecast/refit-turnout';
import { applyImport } from '@jemput/server/imports/apply-import';
import { enterComeOfAge } from '@jemput/server/places/enter-come-of-age';
import { savePool } from '@jemput/server/places/pools';
import { officeRules } from '@jemput/server/planning/office-rules';
import { readProblem } from '@jemput/server/planning/read-problem';
import { readProgress } from '@jemput/server/sessions/read-progress';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** 60 people of Pajang in November, 62 in December. */
async function withMonths(ctx: OfficeContext): Promise<OfficeContext> {
  await ctx.db.insert(comingOfAge).values([
    { poolId: 'pajang', month: '2026-11', people: 60 },
    { poolId: 'pajang', month: '2026-12', people: 62 },
  ]);
  return ctx;
}

function enter(ctx: OfficeContext): Promise<void> {
  return inTransaction(ctx, (tx) => enterComeOfAge({ ...ctx, db: tx }));
}

async function pajang({ db }: OfficeContext) {
  const [pool] = await db.select().from(pools).where(eq(pools.id, 'pajang'));
  return { eligible: pool?.eligible, remaining: pool?.remaining };
}

function importPools(ctx: OfficeContext, remaining: number) {
  const text = `id,name,area,eligible,remaining\npajang,Kelurahan Pajang,33.72.01.1001,1300,${remaining}\n`;
  return applyImport(ctx, { kind: 'pools', fileName: 'pools.csv', bytes: bytes(text) });
}

describe('a month that is over', () => {
  test('enters at the midnight of the office, and once', async () => {
    const ctx = await withMonths(await anOffice());
    // Midnight in Jakarta is 17.00 UTC.
    await enter(later(ctx, '2026-11-30T16:59:59Z'));
    expect(await pajang(ctx)).toEqual({ eligible: 1200, remaining: 1000 });
    const after = later(ctx, '2026-11-30T17:00:00Z');
    await enter(after);
    await enter(after);
    await Promise.all([enter(after), enter(after)]);
    expect(await pajang(ctx)).toEqual({ eligible: 1260, remaining: 1060 });
    await enter(later(ctx, '2027-03-01T02:00:00Z'));
    expect(await pajang(ctx)).toEqual({ eligible: 1322, remaining: 1122 });
  });

  test('goes by the office’s own zone', async () => {
    const ctx = await withMonths(await anOffice({ zone: 'Asia/Jayapura' }));
    await enter(later(ctx, '2026-11-30T15:00:00Z'));
    expect(await pajang(ctx)).toEqual({ eligible: 1260, remaining: 1060 });
  });

  test('is entered by the nightly fit, and the line of progress stays where it was', async () => {
    const ctx = later(await withMonths(await anOffice()), '2026-12-01T02:00:00Z');
    const before = await readProgress(ctx);
    await refitTurnout(ctx);
    const after = await readProgress(ctx);
    expect(after.eligible - before.eligible).toBe(60);
    expect(after.remaining - before.remaining).toBe(60);
    expect(after.recorded).toBe(before.recorded);
    expect(after.history).toEqual(before.history);
  });

  test('is in the office’s new official counts already', async () => {
    const ctx = later(await withMonths(await anOffice()), '2026-12-03T02:00:00Z');
    await importPools(ctx, 900);
    await enter(later(ctx, '2026-12-20T02:00:00Z'));
    expect(await pajang(ctx)).toEqual({ eligible: 1300, remaining: 900 });
    await enter(later(ctx, '2027-01-01T02:00:00Z'));
    expect(await pajang(ctx)).toEqual({ eligible: 1362, remaining: 962 });
  });

  test('is in counts that a planner types in too', async () => {
    const ctx = later(await withMonths(await anOffice()), '2026-12-20T02:00:00Z');
    const [pool] = await ctx.db.select().from(pools).where(eq(pools.id, 'pajang'));
    if (!pool) throw new Error('no pool pajang');
    await savePool(ctx, { ...pool, eligible: 1300, remaining: 900 });
    await savePool(ctx, { ...pool, eligible: 1300, remaining: 900, name: 'Pajang Barat' });
    await enter(later(ctx, '2027-01-01T02:00:00Z'));
    expect(await pajang(ctx)).toEqual({ eligible: 1300, remaining: 900 });
  });

  test('still comes to a pool of which only the name is changed', async () => {
    const ctx = later(await withMonths(await anOffice()), '2026-12-20T02:00:00Z');
    await enter(ctx);
    const [pool] = await ctx.db.select().from(pools).where(eq(pools.id, 'pajang'));
    if (!pool) throw new Error('no pool pajang');
    await savePool(ctx, { ...pool, name: 'Pajang Barat' });
    await enter(later(ctx, '2027-01-01T02:00:00Z'));
    expect(await pajang(ctx)).toEqual({ eligible: 1322, remaining: 1122 });
  });

  test('counts as told of where the official counts come in its second half', async () => {
    const ctx = later(await withMonths(await anOffice()), '2026-12-20T02:00:00Z');
    await importPools(ctx, 900);
    await importPools(ctx, 900);
    await enter(later(ctx, '2027-01-01T02:00:00Z'));
    expect(await pajang(ctx)).toEqual({ eligible: 1300, remaining: 900 });
  });
});

describe('before it is over', () => {
  test('its people come day by day in forecasts, and up to the horizon’s end in a plan', async () => {
    const ctx = await withMonths(await anOffice());
    const remaining = async (now: string) =>
      (await listForecasts(later(ctx, now))).find(({ venueId }) => venueId === 'pajang')?.remaining;
    expect(await remaining('2026-11-20T02:00:00Z')).toBeCloseTo(1040, 6);
    const [first] = (await listForecasts(ctx)).filter(({ venueId }) => venueId === 'pajang');
    expect(first).toMatchObject({ remainingToday: 1000, comingOfAge: expect.closeTo(40, 6) });
    expect(await remaining('2026-12-01T02:00:00Z')).toBeCloseTo(1062, 6);
    const frame = { name: 'x', horizonStart: '2026-11-20', horizonEnd: '2026-12-16', rules: await officeRules(ctx.db) };
    const { problem } = await readProblem(ctx, frame);
    expect(problem.pools.find(({ id }) => id === 'pajang')?.remaining).toBe(1000 + 60 + 32);
    expect(problem.pools.find(({ id }) => id === 'mojosongo')?.remaining).toBe(1000);
  });

  test('a session later in the month is expected to draw more', async () => {
    const plain = await anOffice();
    const more = await anOffice();
    await more.db.insert(comingOfAge).values({ poolId: 'pajang', month: '2026-11', people: 900 });
    const stints = [aStint({ start: '2026-11-23', days: 1 })];
    await publish(plain, stints);
    await publish(more, stints);
    const expected = async ({ db }: OfficeContext) => (await db.select().from(sessions))[0]?.expectedMean ?? 0;
    expect((await expected(more)) / (await expected(plain))).toBeCloseTo((1000 + (900 * 23) / 30) / 1000, 1);
  });

  test('more recorded than remained were of those who came of age: nobody is counted twice', async () => {
    const ctx = await withMonths(await anOffice());
    await ctx.db.update(pools).set({ remaining: 30 }).where(eq(pools.id, 'pajang'));
    await publish(ctx, [aStint({ days: 1 })]);
    const [session] = await ctx.db.select().from(sessions);
    const evening = later(as(ctx, 'crew-1'), '2026-11-20T14:00:00Z');
    await receiveReport(evening, {
      id: '00000000-0000-4000-8000-000000000001',
      sessionId: session?.id ?? '',
      kind: 'closed',
      served: 45,
      turnedAway: 0,
      madeAt: evening.now(),
      note: '',
    });
    expect(await pajang(ctx)).toEqual({ eligible: 1260, remaining: 45 });
    expect((await ctx.db.select().from(turnout))[0]?.remaining).toBe(70);
    await enter(later(ctx, '2026-12-01T02:00:00Z'));
    expect(await pajang(ctx)).toEqual({ eligible: 1260, remaining: 45 });
  });
});

describe('the list of who comes of age', () => {
  const file = (text: string) => ({ kind: 'coming-of-age' as const, fileName: 'x.csv', bytes: bytes(text) });

  test('is imported, and cannot change what has entered', async () => {
    const ctx = await anOffice();
    await applyImport(ctx, file('pool,month,people,past\npajang,2026-10,7,1\npajang,2026-12,8,\n'));
    expect(await pajang(ctx)).toEqual({ eligible: 1207, remaining: 1007 });
    const wrong = file('pool,month,people\npajang,2026-10,9\npajang,2026-12,9\nnowhere,2026-13,-1\n');
    await expect(applyImport(ctx, wrong)).rejects.toMatchObject({
      faults: [
        { row: 2, field: 'people', code: 'already_entered' },
        { row: 4, field: 'month', code: 'invalid' },
        { row: 4, field: 'people', code: 'too_small' },
        { row: 4, field: 'pool', code: 'unknown' },
      ],
    });
    await applyImport(ctx, file('pool,month,people\npajang,2026-10,7\npajang,2026-12,9\n'));
    expect((await ctx.db.select().from(comingOfAge)).map(({ people }) => people)).toEqual([7, 9]);
  });
});
