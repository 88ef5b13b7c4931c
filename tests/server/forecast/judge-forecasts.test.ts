import { randomUUID } from 'node:crypto';
import { reports, sessionForecasts, turnout } from '@jemput/server/db/schema/field';
import { sessions } from '@jemput/server/db/schema/sessions';
import { acts } from '@jemput/server/db/schema/staff';
import { NotFound } from '@jemput/server/errors';
import { receiveReport } from '@jemput/server/field/receive-report';
import { giveReason } from '@jemput/server/forecast/give-reason';
import { judgeSessions } from '@jemput/server/forecast/judge-forecasts';
import { cancelBacktest, readBacktest, startBacktest } from '@jemput/server/forecast/run-backtest';
import { createCaller } from '@jemput/server/http/router';
import { addDays } from '@jemput/shared/calendar/local-date';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const CLOSING = '2026-11-21T14:05:00Z';

const forecast: TurnoutForecast = {
  ...{ mean: 100, dispersion: 0.1, servedMean: 95 },
  ...{ q05: 60, q10: 70, q25: 85, q50: 100, q75: 120, q90: 140, q95: 150 },
};

type Counts = { served: number; turnedAway: number | null };

/** Closed evenings: room for 90 at Mojosongo, for 180 at Pajang. */
const held: ({ venueId: string; date: string } & Counts)[] = [
  { venueId: 'mojosongo', date: '2026-11-20', served: 90, turnedAway: null },
  { venueId: 'pajang', date: '2026-11-20', served: 40, turnedAway: null },
  { venueId: 'mojosongo', date: '2026-11-21', served: 85, turnedAway: 60 },
  { venueId: 'pajang', date: '2026-11-21', served: 150, turnedAway: 10 },
];

/** They are closed, and `forecast` was kept of each but the last. */
async function heldEvenings(): Promise<{ office: OfficeContext; idOf: (at: number) => string }> {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ kits: ['K01', 'K03'] }), aStint({ venue: 'mojosongo', kits: ['K02'] })]);
  const office = later(ctx, CLOSING);
  const rows = await office.db.select().from(sessions);
  const ids = held.map(
    ({ venueId, date }) => rows.find((row) => row.venueId === venueId && row.date === date)?.id ?? '',
  );
  await office.db
    .insert(sessionForecasts)
    .values(ids.map((sessionId) => ({ sessionId, model: '7.2', madeAt: 1, forecast })));
  for (const [at, { served, turnedAway }] of held.entries()) {
    const base = { id: randomUUID(), sessionId: ids[at] ?? '', madeAt: Date.parse(CLOSING), note: 'hujan' };
    await receiveReport(as(office, 'admin-1'), { ...base, kind: 'closed', served, turnedAway });
  }
  await office.db.delete(sessionForecasts).where(eq(sessionForecasts.sessionId, ids[3] ?? ''));
  return { office, idOf: (at) => ids[at] ?? '' };
}

describe('judgeSessions', () => {
  test('sets each closed session beside its forecast as it stood, and tells those without one', async () => {
    const { office, idOf } = await heldEvenings();
    const { sessions: judged, months, from, to } = await judgeSessions(office, {});
    expect({ months, from, to }).toEqual({ months: ['2026-11'], from: '2026-10-22', to: '2026-11-21' });
    expect(judged.map(({ date, venueId }) => ({ date, venueId }))).toEqual([
      { date: '2026-11-20', venueId: 'mojosongo' },
      { date: '2026-11-20', venueId: 'pajang' },
      { date: '2026-11-21', venueId: 'mojosongo' },
      { date: '2026-11-21', venueId: 'pajang' },
    ]);
    expect(judged).toMatchObject([
      { sessionId: idOf(0), came: 90, atLeast: true, surprise: null, model: '7.2', reason: null },
      { sessionId: idOf(1), came: 40, atLeast: false, surprise: 'fewer', reason: 'not_told', note: 'hujan' },
      { sessionId: idOf(2), came: 145, atLeast: false, surprise: 'more', reason: 'not_told' },
      { sessionId: idOf(3), came: 160, forecast: null, model: null, surprise: null },
    ]);
  });

  test('scores what was forecast, full sessions as far as they could be seen, and plain rules that know only the dates before', async () => {
    const { office } = await heldEvenings();
    const { methods, fine } = await judgeSessions(office, {});
    const [model, ...plain] = methods;
    // Errors: 90 - 95 (of what could be served), 40 - 95, 145 - 100.
    expect(model).toMatchObject({ name: 'jemput', verdict: { sessions: 3, meanError: 35, bias: -5 } });
    expect(model?.verdict).toMatchObject({ inside80: 1, inside50: 1, wape: 105 / 275, coverageShare: 1 / 3 });
    // qbinom(c(.025, .975), 3, c(.8, .5))
    expect(fine).toEqual({ inside80: { low: 1, high: 3 }, inside50: { low: 0, high: 3 } });
    // Before the first evening a plain rule expects nobody; at Mojosongo 90 came the evening before.
    expect(plain.map(({ name }) => name).toSorted()).toEqual(['last visit', 'site mean by weekday']);
    for (const { verdict } of plain) expect(verdict).toMatchObject({ sessions: 3, meanError: (90 + 40 + 55) / 3 });
  });

  test('by month, kind and area; nothing closed is nothing judged', async () => {
    const { office } = await heldEvenings();
    const count = async (asked: Parameters<typeof judgeSessions>[1]) =>
      (await judgeSessions(office, asked)).sessions.length;
    expect(await count({ month: '2026-11' })).toBe(4);
    expect(await count({ area: '33.72.04' })).toBe(2);
    expect(await count({ kind: 'market' })).toBe(0);
    const october = await judgeSessions(office, { month: '2026-10' });
    expect(october).toMatchObject({ from: '2026-10-01', to: '2026-10-31', sessions: [], methods: [], fine: null });
    const leap = await judgeSessions(office, { month: '2028-02' });
    expect(leap.to).toBe('2028-02-29');
  });

  test('a cut short session is still judged by what came', async () => {
    const { office, idOf } = await heldEvenings();
    const before = (await judgeSessions(office, {})).methods[0]?.verdict;
    await giveReason(office, { sessionId: idOf(1), reason: 'power', note: '' });
    expect((await judgeSessions(office, {})).methods[0]?.verdict).toEqual(before);
  });
});

describe('giveReason', () => {
  test('is kept in place of what was said, where the forecast learns, and in the audit log', async () => {
    const { office, idOf } = await heldEvenings();
    const given = { sessionId: idOf(1), reason: 'power' as const, note: 'Genset rusak' };
    expect(await createCaller(office).forecast.giveReason(given)).toEqual(given);
    const [report] = await office.db
      .select()
      .from(reports)
      .where(eq(reports.sessionId, idOf(1)));
    expect(report).toMatchObject({ reason: 'power', note: 'Genset rusak', served: 40 });
    const learned = await office.db.select().from(turnout).orderBy(turnout.id);
    expect(learned.map(({ reason }) => reason)).toEqual([null, 'power', 'not_told', 'not_told']);
    const [act] = await office.db.select().from(acts).where(eq(acts.act, 'forecast.giveReason'));
    expect(act).toMatchObject({
      subject: idOf(1),
      actorId: 'planner-1',
      detail: { before: { reason: 'not_told', note: 'hujan' }, after: { reason: 'power', note: 'Genset rusak' } },
    });
  });

  test('of a session that nobody has closed there is none, and a crew or a viewer gives none here', async () => {
    const ctx = await anOffice();
    const given = { sessionId: 'nowhere', reason: 'power' as const, note: '' };
    await expect(giveReason(ctx, given)).rejects.toThrow(NotFound);
    for (const role of ['crew', 'viewer'] as const) {
      const caller = createCaller({ ...ctx, actor: { id: role, name: role, role } });
      await expect(caller.forecast.giveReason(given)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    const crew = createCaller(as(ctx, 'crew-1'));
    await expect(crew.forecast.judge({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(crew.forecast.backtest()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(createCaller(ctx).forecast.judge({ month: '2026-13' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('the backtest', () => {
  /** Evenings at Pajang on so many dates. */
  async function anOfficeWith(dates: number): Promise<OfficeContext> {
    const ctx = await anOffice();
    const rows = Array.from({ length: dates }, (_, at) => {
      const counts = { kits: 2, capacity: 180, remaining: 1000, served: 90 + ((at * 7) % 21), turnedAway: 0 };
      return { venueId: 'pajang', date: addDays('2026-09-01', at), slotId: 'malam', ...counts };
    });
    await ctx.db.insert(turnout).values(rows);
    return ctx;
  }

  test('runs beside, tells how far it is, and answers the same score as the history has', async () => {
    const ctx = await anOfficeWith(29);
    const caller = createCaller(ctx);
    expect(await caller.forecast.backtest()).toEqual({ state: 'none' });
    expect(await caller.forecast.startBacktest()).toMatchObject({ state: 'running', by: 'planner' });
    await expect(startBacktest(ctx)).rejects.toThrow('it is running');
    await expect.poll(() => readBacktest(ctx).state).toBe('done');
    const done = readBacktest(ctx);
    if (done.state !== 'done') throw new Error('the backtest is not done');
    // 29 dates: the first 7 only teach, then three weeks and one date are forecast.
    expect(done.result).toMatchObject({ folds: 4, firstOrigin: '2026-09-08' });
    expect(done.result.methods[0]).toMatchObject({ name: 'jemput', score: { sessions: 22 } });
  });

  test('can be cancelled, and started again', async () => {
    const ctx = await anOfficeWith(60);
    await startBacktest(ctx);
    cancelBacktest(ctx);
    await expect.poll(() => readBacktest(ctx).state).toBe('cancelled');
    expect(await startBacktest(ctx)).toMatchObject({ state: 'running' });
    cancelBacktest(ctx);
    await expect.poll(() => readBacktest(ctx).state).toBe('cancelled');
  });
});
