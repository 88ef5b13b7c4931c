import { turnout, turnoutModels } from '@jemput/server/db/schema/field';
import { pools } from '@jemput/server/db/schema/places';
import { Forbidden } from '@jemput/server/errors';
import { listForecasts } from '@jemput/server/forecast/list-forecasts';
import { modelInForce } from '@jemput/server/forecast/newest-model';
import { refitTurnout } from '@jemput/server/forecast/refit-turnout';
import { storeFit } from '@jemput/server/forecast/store-fit';
import { createCaller } from '@jemput/server/http/router';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { addDays } from '@jemput/shared/calendar/local-date';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, type OfficeContext, publish } from '../../fixtures/an-office.ts';

/** Ten evenings at Pajang with 150 people of 1,000 each. */
async function aHistory({ db }: OfficeContext): Promise<void> {
  await db.insert(turnout).values(
    Array.from({ length: 10 }, (_, at) => ({
      venueId: 'pajang',
      date: addDays('2026-10-05', at),
      slotId: 'malam',
      kits: 2,
      capacity: 180,
      remaining: 1000,
      served: 150 + (at % 3) - 1,
      turnedAway: 0,
    })),
  );
}

describe('forecasts', () => {
  test('an office without reports has wide, finite forecasts of every venue and slot', async () => {
    const ctx = await anOffice();
    const rows = await listForecasts(ctx);
    expect(rows).toHaveLength(8);
    for (const { mean, q10, q90, rate, reports, remaining } of rows) {
      expect(reports).toBe(0);
      expect(rate).toBeCloseTo(mean / remaining, 10);
      expect(Number.isFinite(mean) && q10 < mean && mean < q90).toBe(true);
    }
  });

  test('a fit learns what reports say, and what is expected of coming sessions follows', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ kits: ['K01', 'K02'], days: 1 })]);
    const before = (await findSessions(ctx, {})).sessions[0]?.expected;
    await aHistory(ctx);
    expect(await refitTurnout(ctx)).toEqual({ outcome: 'fitted', rows: 10 });
    const pajang = (await listForecasts(ctx)).find(({ venueId, slotId }) => venueId === 'pajang' && slotId === 'malam');
    expect(pajang?.mean).toBeGreaterThan(120);
    expect(pajang?.mean).toBeLessThan(180);
    expect(pajang?.reports).toBe(10);
    const after = (await findSessions(ctx, {})).sessions[0]?.expected;
    expect(after?.mean).not.toBe(before?.mean);
    expect((after?.high ?? 0) - (after?.low ?? 0)).toBeLessThan((before?.high ?? 0) - (before?.low ?? 0));
    await ctx.db.update(pools).set({ remaining: 500 }).where(eq(pools.id, 'pajang'));
    const half = (await listForecasts(ctx)).find(({ venueId, slotId }) => venueId === 'pajang' && slotId === 'malam');
    expect((half?.mean ?? 0) / (pajang?.mean ?? 1)).toBeCloseTo(0.5, 1);
  });

  test('a pool with nobody left has rate 0', async () => {
    const ctx = await anOffice();
    await ctx.db.update(pools).set({ remaining: 0 });
    expect((await listForecasts(ctx)).map(({ rate }) => rate)).toEqual(Array(8).fill(0));
  });

  test('only the last fits are kept', async () => {
    const ctx = await anOffice();
    const { model } = await modelInForce(ctx.db);
    for (let at = 0; at < 65; at++) await storeFit(ctx.db, { model: { ...model, typicalRemaining: at }, fittedAt: at });
    expect(await ctx.db.select().from(turnoutModels)).toHaveLength(60);
    expect(await modelInForce(ctx.db)).toMatchObject({ name: '65.0', model: { typicalRemaining: 64 } });
  });

  test('a crew may not see or refit them', async () => {
    const ctx = await anOffice();
    const caller = createCaller(as(ctx, 'crew-1'));
    await expect(caller.forecast.list()).rejects.toMatchObject({ code: 'FORBIDDEN', cause: expect.any(Forbidden) });
    await expect(caller.forecast.refit()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await createCaller(ctx).forecast.list()).toHaveLength(8);
  });
});
