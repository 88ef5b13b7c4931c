import { datedEvents, turnout } from '@jemput/server/db/schema/field';
import { sessions } from '@jemput/server/db/schema/sessions';
import { acts } from '@jemput/server/db/schema/staff';
import { Forbidden, Invalid, NotFound } from '@jemput/server/errors';
import { listEvents } from '@jemput/server/forecast/list-events';
import { listForecasts } from '@jemput/server/forecast/list-forecasts';
import { readHistory } from '@jemput/server/forecast/read-history';
import { refitTurnout } from '@jemput/server/forecast/refit-turnout';
import { removeEvent, saveEvent } from '@jemput/server/forecast/save-event';
import { createCaller } from '@jemput/server/http/router';
import { officeRules } from '@jemput/server/planning/office-rules';
import { readProblem } from '@jemput/server/planning/read-problem';
import { dateRange } from '@jemput/shared/calendar/local-date';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const everywhere = { slotId: null, venueKind: null, areaCode: null };
const rain = { name: 'rain', startDate: '2026-11-23', endDate: '2026-11-24', ...everywhere };

async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Invalid);
  return (error as Invalid).faults.map(({ field, code }) => `${field} ${code}`);
}

/** Evenings at three kelurahan from 2026-01-19, 120 people each, and 50 in Ramadan (19 February to 20 March). */
async function aRamadan({ db }: OfficeContext, last = '2026-03-08'): Promise<void> {
  await db.insert(turnout).values(
    dateRange('2026-01-19', last).flatMap((date, at) =>
      ['pajang', 'kampung-baru', 'mojosongo'].map((venueId, place) => ({
        venueId,
        date,
        slotId: 'malam',
        kits: 2,
        capacity: 500,
        remaining: 1000,
        served: (date >= '2026-02-19' && date <= '2026-03-20' ? 50 : 120) + ((at + place) % 7) - 3,
        turnedAway: 0,
      })),
    ),
  );
}

describe('a run of dates', () => {
  test('is written, listed, replaced and removed, each act in the audit log', async () => {
    const ctx = await anOffice();
    const { id } = await saveEvent(ctx, { ...rain, areaCode: '33.72.01' });
    const listed = (await listEvents(ctx)).find(({ name }) => name === 'rain');
    expect(listed?.runs).toEqual([{ id, ...rain, areaCode: '33.72.01' }]);
    expect(await saveEvent(ctx, { ...rain, id, endDate: '2026-11-26' })).toEqual({ id });
    expect(await ctx.db.select().from(datedEvents)).toEqual([{ id, ...rain, endDate: '2026-11-26' }]);
    await removeEvent(ctx, { id });
    expect(await ctx.db.select().from(datedEvents)).toEqual([]);
    expect((await ctx.db.select().from(acts)).map(({ act }) => act)).toEqual([
      'plans.saveEvent',
      'plans.saveEvent',
      'plans.removeEvent',
    ]);
    await expect(removeEvent(ctx, { id })).rejects.toBeInstanceOf(NotFound);
    await expect(saveEvent(ctx, { ...rain, id })).rejects.toBeInstanceOf(NotFound);
  });

  test('has every fault named at once, and nothing is written', async () => {
    const ctx = await anOffice();
    await saveEvent(ctx, rain);
    const wrong = { ...rain, startDate: '2026-11-24', endDate: '2026-11-20', slotId: 'subuh', areaCode: '33.72.09' };
    expect(await faultsOf(saveEvent(ctx, wrong))).toEqual([
      '/endDate reversed_dates',
      '/slotId unknown_slot',
      '/areaCode unknown_area',
    ]);
    expect(await faultsOf(saveEvent(ctx, { ...rain, slotId: 'malam' }))).toEqual(['/startDate overlaps']);
    expect(await ctx.db.select().from(datedEvents)).toHaveLength(1);
    await saveEvent(ctx, { ...rain, name: 'exams' });
    await saveEvent(ctx, { ...rain, startDate: '2026-11-25', endDate: '2026-11-25' });
  });

  test('is for planners to write, and for those at desks to see', async () => {
    const ctx = await anOffice();
    const crew = createCaller(as(ctx, 'crew-1'));
    await expect(crew.events.save(rain)).rejects.toMatchObject({ cause: expect.any(Forbidden) });
    await expect(crew.events.list()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const badName = createCaller(ctx).events.save({ ...rain, name: '!?' });
    await expect(badName).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('what is on', () => {
  test('stands at the sessions of the history, Ramadan by the calendar among it', async () => {
    const ctx = await anOffice();
    await aRamadan(ctx);
    await saveEvent(ctx, { ...rain, startDate: '2026-02-18', endDate: '2026-02-19', areaCode: '33.72.01' });
    const of = async (date: string) =>
      (await readHistory(ctx.db)).filter((row) => row.date === date).map(({ venue, events }) => [venue, events]);
    expect(await of('2026-02-18')).toEqual([
      ['pajang', ['rain']],
      ['kampung-baru', undefined],
      ['mojosongo', undefined],
    ]);
    expect((await of('2026-02-19'))[0]).toEqual(['pajang', ['rain', 'ramadan_before_isya']]);
    const counts = (await listEvents(ctx)).map(({ name, effect }) => [name, effect.sessions, effect.knowledge]);
    expect(counts).toContainEqual(['rain', 2, 'unknown']);
    expect(counts).toContainEqual(['ramadan_before_isya', 54, 'unknown']);
    expect(counts).toContainEqual(['ramadan', 0, 'unknown']);
  });

  test('is learnt by a fit, shown with how sure it is, and lowers the rates of its dates alone', async () => {
    const ctx = later(await anOffice(), '2026-02-12T02:00:00Z');
    await aRamadan(ctx);
    await refitTurnout(ctx);
    const listed = (await listEvents(ctx)).find(({ name }) => name === 'ramadan_before_isya');
    // 50 people where 120 come: −58 %.
    expect(listed?.effect).toMatchObject({ sessions: 54, knowledge: 'estimated' });
    expect(listed?.effect.share).toBeGreaterThan(-0.68);
    expect(listed?.effect.share).toBeLessThan(-0.45);
    expect(listed?.effect.low).toBeLessThan(listed?.effect.share ?? -1);
    const frame = { name: 'x', horizonStart: '2026-02-12', horizonEnd: '2026-02-22', rules: await officeRules(ctx.db) };
    const { problem } = await readProblem(ctx, frame);
    const pajang = problem.venues.find(({ id }) => id === 'pajang');
    expect(Object.keys(pajang?.rateOn.malam ?? {})).toEqual(dateRange('2026-02-19', '2026-02-22'));
    const thursday = pajang?.rate.malam?.[3] ?? 0;
    expect(pajang?.rateOn.malam?.['2026-02-19']).toBeLessThan(thursday * 0.6);
  });

  test('moves what is expected of coming sessions as soon as it is saved', async () => {
    const ctx = await anOffice();
    await aRamadan(ctx);
    await ctx.db.update(turnout).set({ served: 120 });
    await saveEvent(ctx, { ...rain, startDate: '2026-01-19', endDate: '2026-02-05' });
    for (const { id, date } of await ctx.db.select().from(turnout)) {
      if (date <= '2026-02-05') await ctx.db.update(turnout).set({ served: 40 }).where(eq(turnout.id, id));
    }
    await publish(ctx, [
      aStint({ start: '2026-11-23', days: 1 }),
      aStint({ venue: 'mojosongo', start: '2026-11-23', days: 1, kits: ['K02'] }),
    ]);
    await refitTurnout(ctx);
    const expected = async () =>
      new Map((await ctx.db.select().from(sessions)).map(({ venueId, expectedMean }) => [venueId, expectedMean]));
    const before = await expected();
    const { id } = await saveEvent(ctx, { ...rain, areaCode: '33.72.01' });
    const during = await expected();
    expect(during.get('pajang')).toBeLessThan((before.get('pajang') ?? 0) * 0.7);
    expect(during.get('mojosongo')).toBe(before.get('mojosongo'));
    const listed = (await listForecasts(later(ctx, '2026-11-23T02:00:00Z'))).filter(({ slotId }) => slotId === 'malam');
    const mean = (venueId: string) => listed.find((row) => row.venueId === venueId)?.mean ?? 0;
    expect(mean('pajang')).toBeLessThan(mean('mojosongo') * 0.8);
    await removeEvent(ctx, { id });
    expect(await expected()).toEqual(before);
  });

  test('the calendar of 2030 has two Ramadans', async () => {
    const ctx = later(await anOffice(), '2030-06-01T02:00:00Z');
    const runs = (await listEvents(ctx)).find(({ name }) => name === 'ramadan')?.runs.map(({ startDate }) => startDate);
    expect(runs).toEqual(['2030-01-06', '2030-12-26']);
  });
});
