import { inTransaction } from '@jemput/server/db/open';
import { turnout, turnoutModels, venueLevels } from '@jemput/server/db/schema/field';
import { pools } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { listForecasts } from '@jemput/server/forecast/list-forecasts';
import { isOutdated, modelInForce } from '@jemput/server/forecast/newest-model';
import { refitTurnout } from '@jemput/server/forecast/refit-turnout';
import { storeFit } from '@jemput/server/forecast/store-fit';
import { takeReport } from '@jemput/server/forecast/take-report';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { refreshExpected } from '@jemput/server/sessions/refresh-expected';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { eq } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { simulateCity } from '../../fixtures/a-history.ts';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const city = simulateCity({ seed: 5, venues: 12, visits: 6, rate: 0.12, spread: 0.4, dispersion: 0.1 });
const fitted = fitTurnout(city.rows);

const aReport = (over: Partial<HistoryRow> = {}): HistoryRow => {
  const usual = { kind: 'kelurahan', slot: 'malam', remaining: 800, served: 140, turnedAway: 0 };
  return { venue: 'venue-0', date: '2014-02-03', ...usual, ...over };
};

async function aFittedOffice(): Promise<OfficeContext> {
  const ctx = await anOffice();
  await inTransaction(ctx, (tx) => storeFit(tx, { model: fitted, fittedAt: 1 }));
  return ctx;
}

/** The forecast's modules as another process has them: with a memory of their own. */
async function anotherProcess() {
  vi.resetModules();
  return {
    ...(await import('@jemput/server/forecast/newest-model')),
    ...(await import('@jemput/server/forecast/take-report')),
  };
}

describe('a report without a fit', () => {
  test('the model in force is the fit, then the fit with each report in turn, by name', async () => {
    const ctx = await aFittedOffice();
    expect(await modelInForce(ctx.db)).toMatchObject({ name: '1.0', model: fitted });
    const reports = [aReport(), aReport({ venue: 'venue-3', served: 20 }), aReport({ date: '2014-02-04' })];
    for (const report of reports) await inTransaction(ctx, (tx) => takeReport(tx, report, 2));
    const expected = reports.reduce((model, report) => updateTurnout(model, report), fitted);
    expect(await modelInForce(ctx.db)).toMatchObject({ name: '1.3', model: expected });
  });

  test('another process reads from the database what this one has in memory, and the other way round', async () => {
    const ctx = await aFittedOffice();
    await inTransaction(ctx, (tx) => takeReport(tx, aReport(), 2));
    const other = await anotherProcess();
    expect(await other.modelInForce(ctx.db)).toEqual(await modelInForce(ctx.db));
    await inTransaction(ctx, (tx) => other.takeReport(tx, aReport({ venue: 'venue-1', served: 3 }), 3));
    const here = await modelInForce(ctx.db);
    expect(here.name).toBe('1.2');
    expect(here).toEqual(await other.modelInForce(ctx.db));
    expect(here.model.venues['venue-1']?.date).toBe('2014-02-03');
  });

  test('a report that is undone leaves nothing, though one that another process takes next has its name', async () => {
    const ctx = await aFittedOffice();
    const undone = inTransaction(ctx, async (tx) => {
      expect((await takeReport(tx, aReport({ served: 400 }), 2)).name).toBe('1.1');
      expect((await modelInForce(tx)).name).toBe('1.1');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await modelInForce(ctx.db)).toMatchObject({ name: '1.0', model: fitted });
    const other = await anotherProcess();
    await inTransaction(ctx, (tx) => other.takeReport(tx, aReport({ served: 1 }), 2));
    const expected = updateTurnout(fitted, aReport({ served: 1 }));
    expect(await modelInForce(ctx.db)).toMatchObject({ name: '1.1', model: expected });
  });

  test('two at once are both taken in', async () => {
    const ctx = await aFittedOffice();
    const take = (report: HistoryRow) => inTransaction(ctx, (tx) => takeReport(tx, report, 2));
    await Promise.all([take(aReport()), take(aReport({ venue: 'venue-1' })), take(aReport({ venue: 'venue-2' }))]);
    const { name, model } = await modelInForce(ctx.db);
    expect(name).toBe('1.3');
    for (const venue of ['venue-0', 'venue-1', 'venue-2']) expect(model.venues[venue]?.reports).toBe(7);
  });

  test('an older one than the last counts, and the venue stays where it is in time', async () => {
    const ctx = await aFittedOffice();
    const last = fitted.venues['venue-0']?.date ?? '';
    await inTransaction(ctx, (tx) => takeReport(tx, aReport({ date: '2013-01-08', served: 300 }), 2));
    const { model } = await modelInForce(ctx.db);
    expect(model.venues['venue-0']).toMatchObject({ date: last, reports: 7 });
    const target = { venue: 'venue-0', kind: 'kelurahan', slot: 'malam', remaining: 800, date: '2014-03-03' };
    expect(predictTurnout(model, target).mean).toBeGreaterThan(predictTurnout(fitted, target).mean);
  });

  test('a new venue has a level of its own from its first one', async () => {
    const ctx = await aFittedOffice();
    await inTransaction(ctx, (tx) => takeReport(tx, aReport({ venue: 'baru', served: 250 }), 2));
    const { model } = await modelInForce(ctx.db);
    expect(model.venues.baru?.reports).toBe(1);
    expect(await ctx.db.select().from(venueLevels)).toHaveLength(13);
    const target = { venue: 'baru', kind: 'kelurahan', slot: 'malam', remaining: 800, date: '2014-03-03' };
    expect(predictTurnout(model, target).mean).toBeGreaterThan(predictTurnout(fitted, target).mean);
  });

  test('the first of an office is taken into a model that knows nothing', async () => {
    const ctx = await anOffice();
    expect((await modelInForce(ctx.db)).name).toBe('0.0');
    await inTransaction(ctx, (tx) => takeReport(tx, aReport(), 2));
    expect(await modelInForce(ctx.db)).toMatchObject({ name: '1.1', reports: 1, model: { madeFrom: { rows: 1 } } });
  });
});

describe('forecasts name their model', () => {
  test('of coming sessions those of the pool follow a report, in its name; others keep theirs', async () => {
    const ctx = await anOffice();
    await inTransaction(ctx, (tx) => storeFit(tx, { model: fitted, fittedAt: 1 }));
    await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'] })]);
    await inTransaction(ctx, async (tx) => {
      const model = await takeReport(tx, aReport({ venue: 'pajang', date: '2026-11-19' }), 2);
      await refreshExpected({ db: tx }, { model, today: '2026-11-21', poolIds: ['pajang'] });
    });
    const rows = await ctx.db.select().from(sessions).orderBy(sessions.venueId, sessions.date);
    expect(rows.map(({ venueId, expectedModel }) => [venueId, expectedModel])).toEqual([
      ['mojosongo', '1.0'],
      ['mojosongo', '1.0'],
      ['pajang', '1.0'],
      ['pajang', '1.1'],
    ]);
    const { sessions: published } = await findSessions(ctx, { venue: 'pajang', from: '2026-11-21' });
    expect(published.map(({ expected }) => expected.model)).toEqual(['1.1']);
    for (const { expectedLow, expectedMean, expectedHigh } of rows) {
      expect(expectedLow).toBeLessThan(expectedMean);
      expect(expectedMean).toBeLessThan(expectedHigh);
    }
  });

  test('listed ones follow a report, the people remaining, the date and a fit at once', async () => {
    const ctx = await aFittedOffice();
    const atPajang = async (now = ctx.now) =>
      (await listForecasts({ ...ctx, now })).find(({ venueId, slotId }) => venueId === 'pajang' && slotId === 'malam');
    const first = await atPajang();
    expect(await atPajang()).toEqual(first);
    expect(first?.model).toBe('1.0');
    await ctx.db.update(pools).set({ remaining: 300 }).where(eq(pools.id, 'pajang'));
    const fewer = await atPajang();
    expect(fewer?.mean).toBeLessThan((first?.mean ?? 0) / 2);
    expect((await atPajang(() => ctx.now() + 3 * 86_400_000))?.date).toBe('2026-11-23');
    await inTransaction(ctx, (tx) => takeReport(tx, aReport({ venue: 'pajang', date: '2026-11-19', served: 400 }), 2));
    const reported = await atPajang();
    expect(reported?.model).toBe('1.1');
    expect(reported?.mean).toBeGreaterThan(fewer?.mean ?? Infinity);
    await refitTurnout(ctx);
    expect(await atPajang()).toMatchObject({ model: '2.0', reports: 0 });
  });
});

test('a saved model of another version is not read: it is fitted from the history until one is stored', async () => {
  const ctx = await aFittedOffice();
  const past = { venueId: 'pajang', slotId: 'malam', kits: 2, capacity: 180, remaining: 1000, turnedAway: 0 };
  const row = { ...past, date: '2026-11-02', served: 150 };
  await ctx.db.insert(turnout).values(row);
  expect(await isOutdated(ctx.db)).toBe(false);
  const old = JSON.parse(JSON.stringify({ ...fitted, venues: {}, version: 0 }));
  await ctx.db.update(turnoutModels).set({ model: old, stamp: 'old' });
  expect(await isOutdated(ctx.db)).toBe(true);
  expect((await modelInForce(ctx.db)).model.madeFrom).toMatchObject({ rows: 1, from: '2026-11-02' });
  await refitTurnout(ctx, { anew: true });
  expect(await isOutdated(ctx.db)).toBe(false);
  expect(await modelInForce(ctx.db)).toMatchObject({ name: '2.0', model: { madeFrom: { rows: 1 } } });
});
