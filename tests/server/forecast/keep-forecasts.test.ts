import { randomUUID } from 'node:crypto';
import { reports, sessionForecasts, turnout } from '@jemput/server/db/schema/field';
import { sessions } from '@jemput/server/db/schema/sessions';
import { readDaySheet } from '@jemput/server/field/read-day-sheet';
import { receiveReport } from '@jemput/server/field/receive-report';
import { keepForecasts } from '@jemput/server/forecast/keep-forecasts';
import { historyRow, readHistory } from '@jemput/server/forecast/read-history';
import { refitTurnout } from '@jemput/server/forecast/refit-turnout';
import { addDays } from '@jemput/shared/calendar/local-date';
import type { FieldReport } from '@jemput/shared/field/field-report';
import type { SurpriseReason } from '@jemput/shared/field/surprise-reason';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const OPENING = '2026-11-20T09:01:00Z';
const CLOSING = '2026-11-20T14:05:00Z';

/** Three weeks of evenings at Pajang and Mojosongo with about 100 people of 1,000 each. */
async function aHistory({ db }: OfficeContext): Promise<void> {
  const rows = Array.from({ length: 18 }, (_, at) =>
    ['pajang', 'mojosongo'].map((venueId) => ({
      venueId,
      date: addDays('2026-10-26', at),
      slotId: 'malam',
      kits: 2,
      capacity: 180,
      remaining: 1000,
      served: 100 + ((at * 7) % 21) - 10,
      turnedAway: 0,
    })),
  );
  await db.insert(turnout).values(rows.flat());
}

interface Tonight {
  office: OfficeContext;
  crew: OfficeContext;
  pajang: string;
  mojosongo: string;
}

/** Tonight and tomorrow at Pajang (`crew-1`) and Mojosongo (`crew-2`), about 100 people expected each, at 21.05 tonight. */
async function tonight(): Promise<Tonight> {
  const ctx = await anOffice();
  await aHistory(ctx);
  await refitTurnout(ctx);
  await publish(ctx, [aStint({ kits: ['K01', 'K03'] }), aStint({ venue: 'mojosongo', kits: ['K02'] })]);
  const rows = await ctx.db.select().from(sessions);
  const idAt = (venueId: string) => rows.find((row) => row.venueId === venueId && row.date === '2026-11-20')?.id ?? '';
  const office = later(ctx, CLOSING);
  return { office, crew: as(office, 'crew-1'), pajang: idAt('pajang'), mojosongo: idAt('mojosongo') };
}

function closing(sessionId: string, over: Partial<Extract<FieldReport, { kind: 'closed' }>> = {}): FieldReport {
  const madeAt = Date.parse(CLOSING);
  return { id: randomUUID(), sessionId, madeAt, kind: 'closed', served: 100, turnedAway: 0, note: '', ...over };
}

async function keptOf({ db }: OfficeContext, sessionId: string) {
  return (await db.select().from(sessionForecasts).where(eq(sessionForecasts.sessionId, sessionId)))[0];
}

describe('keepForecasts', () => {
  test('opening keeps the forecast as it stood, and nothing that comes later changes it', async () => {
    const { office, crew, pajang } = await tonight();
    const opened = later(crew, OPENING);
    await receiveReport(opened, { id: randomUUID(), sessionId: pajang, kind: 'opened', madeAt: Date.parse(OPENING) });
    const kept = await keptOf(office, pajang);
    const [session] = await office.db.select().from(sessions).where(eq(sessions.id, pajang));
    expect(kept?.madeAt).toBe(Date.parse(OPENING));
    expect(kept?.model).toMatch(/^[1-9]\d*\.0$/);
    expect(kept?.forecast.mean).toBeCloseTo(session?.expectedMean ?? 0, 6);
    expect(kept?.forecast.q10).toBe(session?.expectedLow);
    expect(kept?.forecast.q25).toBeLessThan(kept?.forecast.q50 ?? 0);
    await receiveReport(crew, closing(pajang, { served: 180 }));
    await keepForecasts(office);
    expect(await keptOf(office, pajang)).toEqual(kept);
  });

  test('the first closing keeps what was forecast of all that have begun, before its counts enter the model', async () => {
    const { office, crew, pajang, mojosongo } = await tonight();
    const expected = (await office.db.select().from(sessions).where(eq(sessions.id, mojosongo)))[0];
    await receiveReport(crew, closing(pajang, { served: 20 }));
    expect((await keptOf(office, mojosongo))?.forecast.mean).toBeCloseTo(expected?.expectedMean ?? 0, 6);
    await receiveReport(as(office, 'crew-2'), closing(mojosongo));
    expect((await keptOf(office, mojosongo))?.model).toBe((await keptOf(office, pajang))?.model);
  });

  test('what has not begun and what was cancelled has none', async () => {
    const { office, pajang } = await tonight();
    await keepForecasts(later(office, '2026-11-20T08:59:59Z'));
    expect(await office.db.select().from(sessionForecasts)).toEqual([]);
    await office.db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, pajang));
    await keepForecasts(office);
    expect(await keptOf(office, pajang)).toBeUndefined();
    expect(await office.db.select().from(sessionForecasts)).toHaveLength(1);
  });

  test('before the first report of all there is nothing to forecast from, and no reason is missed', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ kits: ['K01', 'K03'], days: 1 })]);
    const [session] = await ctx.db.select().from(sessions);
    await receiveReport(as(later(ctx, CLOSING), 'crew-1'), closing(session?.id ?? '', { served: 1 }));
    expect(await ctx.db.select().from(sessionForecasts)).toEqual([]);
    expect((await ctx.db.select().from(reports))[0]?.reason).toBeNull();
  });

  test("the day sheet tells the crew's phone the interval that will be judged", async () => {
    const { office, crew, pajang } = await tonight();
    const [session] = await office.db.select().from(sessions).where(eq(sessions.id, pajang));
    const usual = async () => (await readDaySheet(crew)).assignments[0]?.usual;
    expect(await usual()).toEqual({ low: session?.expectedLow, high: session?.expectedHigh });
    await keepForecasts(office);
    await office.db.update(sessions).set({ expectedLow: 1, expectedHigh: 2 });
    const kept = (await keptOf(office, pajang))?.forecast;
    expect(await usual()).toEqual({ low: kept?.q10, high: kept?.q90 });
  });
});

describe('the reason of a closed session', () => {
  const cases: [string, Parameters<typeof closing>[1], SurpriseReason | null][] = [
    ['outside and told', { served: 20, reason: 'power' }, 'power'],
    ['outside, not told', { served: 20 }, 'not_told'],
    ['outside, said to be not told', { served: 20, reason: 'not_told' }, 'not_told'],
    ['far more than usual', { served: 180, turnedAway: 90 }, 'not_told'],
    ['inside', {}, null],
    ['inside, yet told', { reason: 'weather' }, 'weather'],
    ['inside, said to be not told', { reason: 'not_told' }, null],
  ];

  test.each(cases)('%s', async (_, over, reason) => {
    const { office, crew, pajang } = await tonight();
    const report = closing(pajang, over);
    await receiveReport(crew, report);
    expect((await receiveReport(crew, report)).duplicate).toBe(true);
    const [kept] = await office.db.select().from(reports);
    const [counted] = await office.db.select().from(turnout).where(eq(turnout.date, '2026-11-20'));
    expect([kept?.reason, counted?.reason]).toEqual([reason, reason]);
  });
});

describe('a session cut short', () => {
  const place = { id: 'pajang', kind: 'kelurahan', areaCode: '33.72.01.1001' };
  const counts = { venueId: 'pajang', date: '2026-11-20', slotId: 'malam', kits: 2, capacity: 180, remaining: 1000 };

  test('reads as at least all who were seen', () => {
    const row = historyRow({ ...counts, served: 12, turnedAway: 30, reason: 'power' }, place);
    expect(row).toMatchObject({ served: 42, capacity: 42 });
    expect(row).not.toHaveProperty('turnedAway');
    const whole = historyRow({ ...counts, served: 12, turnedAway: 30, reason: 'no_crowd' }, place);
    expect(whole).toMatchObject({ served: 12, turnedAway: 30, capacity: 180 });
  });

  const target = { venue: 'pajang', kind: 'kelurahan', slot: 'malam', date: '2026-11-27', remaining: 1000 };

  test.each([0, 8, 40])(
    "a power cut after %i people does not lower the venue's forecast, an empty evening does",
    async (served) => {
      const ctx = await anOffice();
      await aHistory(ctx);
      const history = await readHistory(ctx.db);
      const without = predictTurnout(fitTurnout(history), target);
      const withRow = (reason: SurpriseReason) =>
        predictTurnout(
          fitTurnout([...history, historyRow({ ...counts, served, turnedAway: 0, reason }, place)]),
          target,
        );
      expect(withRow('power').mean).toBeGreaterThan(without.mean * 0.98);
      expect(withRow('power').q10).toBeGreaterThanOrEqual(without.q10 * 0.95);
      expect(withRow('no_crowd').mean).toBeLessThan(without.mean * 0.97);
    },
  );

  test('nor does its report, told live', async () => {
    const means = await Promise.all(
      (['power', 'no_crowd'] as const).map(async (reason) => {
        const { office, crew, pajang } = await tonight();
        const expected = async () => {
          const rows = await office.db.select().from(sessions).where(eq(sessions.date, '2026-11-21'));
          return rows.find(({ venueId }) => venueId === 'pajang')?.expectedMean ?? 0;
        };
        const before = await expected();
        await receiveReport(crew, closing(pajang, { served: 80, reason }));
        return (await expected()) / before;
      }),
    );
    expect(means[0]).toBeGreaterThan(1);
    expect(means[1]).toBeLessThan(1);
  });
});
