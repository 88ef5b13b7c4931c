import { datedEvents, turnout } from '@jemput/server/db/schema/field';
import { NotFound } from '@jemput/server/errors';
import { explainForecast } from '@jemput/server/forecast/explain-forecast';
import { refitTurnout } from '@jemput/server/forecast/refit-turnout';
import { createCaller } from '@jemput/server/http/router';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { addDays } from '@jemput/shared/calendar/local-date';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const evening = { venueId: 'pajang', slotId: 'malam', date: '2026-11-20' };

/** Twenty evenings at two kelurahan with 1,000 people each: 150 a time at Pajang, 75 at Kampung Baru. */
async function aHistory(ctx: OfficeContext): Promise<void> {
  const rows = ['pajang', 'kampung-baru'].flatMap((venueId) =>
    Array.from({ length: 20 }, (_, at) => ({
      venueId,
      date: addDays('2026-10-05', at),
      slotId: 'malam',
      kits: 2,
      capacity: 400,
      remaining: 1000,
      served: (venueId === 'pajang' ? 150 : 75) + (at % 3) - 1,
      turnedAway: 0,
    })),
  );
  await ctx.db.insert(turnout).values(rows);
  await refitTurnout(ctx);
}

const factorsOf = ({ typical, drivers }: Awaited<ReturnType<typeof explainForecast>>) =>
  drivers.reduce((people, { share }) => people * (1 + share), typical);

describe('a forecast explained', () => {
  test('drivers times a usual session are what the public is told of a promised session', async () => {
    const ctx = await anOffice();
    await aHistory(ctx);
    await publish(ctx, [aStint({ start: '2026-11-23', kits: ['K01', 'K02'], days: 3 })]);
    const { sessions } = await findSessions(ctx, {});
    expect(sessions).toHaveLength(3);
    for (const { date, expected } of sessions) {
      const told = await explainForecast(ctx, { ...evening, date });
      expect(Math.round(told.forecast.mean * 100) / 100).toBe(expected.mean);
      expect(factorsOf(told)).toBeCloseTo(told.forecast.mean, 6);
    }
    const last = await explainForecast(ctx, { ...evening, date: '2026-11-25' });
    expect(last.remaining).toBeLessThan(1000 - 150);
    expect(last.drivers.find(({ group }) => group === 'stintDay')).toMatchObject({ level: '3' });
  });

  test('a venue that draws twice as many as another says so, with its reports, its names and its model', async () => {
    const ctx = await anOffice();
    await aHistory(ctx);
    const [pajang, kampung] = await Promise.all(
      ['pajang', 'kampung-baru'].map((venueId) => explainForecast(ctx, { ...evening, venueId })),
    );
    const own = (told: typeof pajang) =>
      told?.drivers
        .filter(({ group }) => ['venue', 'area', 'recent'].includes(group))
        .reduce((product, { share }) => product * (1 + share), 1) ?? 0;
    expect(own(pajang) / own(kampung)).toBeGreaterThan(1.6);
    expect(own(pajang) / own(kampung)).toBeLessThan(2.1);
    expect(pajang?.reports).toBe(20);
    expect(pajang?.drivers.find(({ group }) => group === 'area')).toMatchObject({ level: '33.72.01', name: 'Laweyan' });
    expect(pajang?.drivers.find(({ group }) => group === 'slot')).toMatchObject({ level: 'malam', name: 'Malam' });
    expect(pajang?.model).toMatchObject({ name: '1.0', rows: 40, since: 0, fittedAt: '2026-11-20T09:00:00+07:00' });
  });

  test('what is on at the date is among its drivers, as unsure as the office is of it', async () => {
    const ctx = await anOffice();
    await aHistory(ctx);
    const rain = { startDate: '2026-11-23', endDate: '2026-11-24' };
    await ctx.db.insert(datedEvents).values({ id: 'rain-1', name: 'rain', ...rain });
    const levels = async (date: string) =>
      (await explainForecast(ctx, { ...evening, date })).drivers.filter(({ group }) => group === 'event');
    expect(await levels('2026-11-25')).toEqual([]);
    const [told] = await levels('2026-11-24');
    expect(told).toMatchObject({ level: 'rain' });
    expect(Math.abs(told?.share ?? 1)).toBeLessThan(0.15);
    expect((told?.high ?? 0) - (told?.low ?? 0)).toBeGreaterThan(0.2);
  });

  test('an office without reports is told how little is known', async () => {
    const ctx = await anOffice();
    const told = await explainForecast(ctx, evening);
    expect(told).toMatchObject({ reports: 0, model: { name: '0.0', fittedAt: null, rows: 0 } });
    expect(factorsOf(told)).toBeCloseTo(told.forecast.mean, 6);
    const venue = told.drivers.find(({ group }) => group === 'venue');
    expect((venue?.high ?? 0) - (venue?.low ?? 0)).toBeGreaterThan(0.8);
  });

  test('planners and viewers may ask, crews may not; what does not exist and what is no date are told', async () => {
    const ctx = await anOffice();
    const caller = createCaller(ctx);
    expect((await caller.forecast.explain(evening)).date).toBe(evening.date);
    await expect(createCaller(as(ctx, 'crew-1')).forecast.explain(evening)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(caller.forecast.explain({ ...evening, venueId: 'nowhere' })).rejects.toMatchObject({
      cause: expect.any(NotFound),
    });
    await expect(caller.forecast.explain({ ...evening, slotId: 'dawn' })).rejects.toMatchObject({
      cause: expect.any(NotFound),
    });
    await expect(caller.forecast.explain({ ...evening, date: '2026-02-30' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});
