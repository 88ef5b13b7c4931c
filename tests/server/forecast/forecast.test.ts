import { turnout, turnoutModels } from '@jemput/server/db/schema/field';
import { pools } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { Forbidden } from '@jemput/server/errors';
import { explainForecast } from '@jemput/server/forecast/explain-forecast';
import { listForecasts } from '@jemput/server/forecast/list-forecasts';
import { modelInForce } from '@jemput/server/forecast/newest-model';
import { refitTurnout } from '@jemput/server/forecast/refit-turnout';
import { storeFit } from '@jemput/server/forecast/store-fit';
import { createCaller } from '@jemput/server/http/router';
import { askedEvenings, listEvenings } from '@jemput/server/queue/list-evenings';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { addDays } from '@jemput/shared/calendar/local-date';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

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

  describe('the next visit', () => {
    const atPajang = async (ctx: OfficeContext, slot = 'malam') =>
      (await listForecasts(ctx)).find(({ venueId, slotId }) => venueId === 'pajang' && slotId === slot);

    test('is the next session promised there, with the figures that residents and the calculator are told', async () => {
      const ctx = await anOffice();
      await aHistory(ctx);
      await refitTurnout(ctx);
      await publish(ctx, [
        aStint({ venue: 'pasar-kleco', kits: ['K02'], days: 1 }),
        aStint({ start: '2026-12-07', kits: ['K01', 'K02'], days: 1 }),
      ]);
      const next = await atPajang(ctx);
      const [session] = (await findSessions(ctx, { venue: 'pajang' })).sessions;
      expect(next).toMatchObject({ date: '2026-12-07', sessionId: session?.id });
      // Residents are told hundredths.
      expect(next?.mean.toFixed(2)).toBe(session?.expected.mean.toFixed(2));
      const { evenings } = await listEvenings(ctx, askedEvenings.parse({}));
      const evening = evenings.find(({ sessionId }) => sessionId === session?.id);
      expect(evening?.expected).toMatchObject({ mean: next?.mean, q10: next?.q10, q90: next?.q90 });
      const { forecast, remaining } = await explainForecast(ctx, {
        venueId: 'pajang',
        slotId: 'malam',
        date: '2026-12-07',
      });
      expect(next).toMatchObject({ mean: forecast.mean, remaining });
      expect(next?.remaining).toBeLessThan(1000);
    });

    test('where none is promised, is the next open date whose slot has not begun', async () => {
      const ctx = await anOffice();
      expect(await atPajang(ctx)).toMatchObject({ date: '2026-11-20', sessionId: null });
      const afternoon = later(ctx, '2026-11-20T10:30:00Z');
      expect(await atPajang(afternoon)).toMatchObject({ date: '2026-11-21', sessionId: null });
      expect(await atPajang(later(ctx, '2026-11-20T05:00:00Z'), 'siang')).toMatchObject({ date: '2026-11-21' });
      expect((await atPajang(later(ctx, '2026-11-21T10:30:00Z')))?.date).toBe('2026-11-23');
    });

    test('is not today where today’s session is held or called off; whoever is served before is taken off', async () => {
      const ctx = await anOffice();
      await aHistory(ctx);
      await refitTurnout(ctx);
      await publish(ctx, [aStint({ days: 1 })]);
      await ctx.db.update(sessions).set({ status: 'done' });
      expect(await atPajang(ctx)).toMatchObject({ date: '2026-11-21', sessionId: null, remaining: 1000 });
      await ctx.db.update(sessions).set({ status: 'scheduled', venueId: 'pasar-kleco' });
      const next = await atPajang(later(ctx, '2026-11-20T10:30:00Z'));
      const asked = { venueId: 'pajang', slotId: 'malam', date: '2026-11-21' };
      const told = await explainForecast(ctx, asked);
      expect(next).toMatchObject({ date: asked.date, mean: told.forecast.mean, remaining: told.remaining });
      expect(told.remaining).toBeLessThan(1000);
    });
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
