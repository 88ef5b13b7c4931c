import { getEvening } from '@jemput/server/calendar/get-evening';
import { readEvenings } from '@jemput/server/calendar/read-evenings';
import { readOutdated } from '@jemput/server/calendar/read-outdated';
import { saveEvening as keepEvening } from '@jemput/server/calendar/save-evening';
import { datedEvents } from '@jemput/server/db/schema/field';
import { office, openings, slots, venues } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { acts } from '@jemput/server/db/schema/staff';
import { Conflict, Forbidden, Invalid } from '@jemput/server/errors';
import { createDraft } from '@jemput/server/planning/create-draft';
import { readPlanStints } from '@jemput/server/planning/get-draft';
import { readDifference } from '@jemput/server/planning/read-difference';
import { saveDraft } from '@jemput/server/planning/save-draft';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { publishTimetable } from '@jemput/server/sessions/publish-timetable';
import { timetableInForce } from '@jemput/server/sessions/timetable-in-force';
import { minutesOfDay } from '@jemput/shared/calendar/time-of-day';
import { type EveningRules, standardEveningRules } from '@jemput/shared/places/evening-rules';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, later, publish } from '../../fixtures/an-office.ts';
import { saveEvening } from '../../fixtures/as-it-stands.ts';
import { aContext, anActor } from '../../fixtures/test-context.ts';

const apart = (one: string | undefined, other: string) => Math.abs(minutesOfDay(one ?? '00:00') - minutesOfDay(other));
const resting: EveningRules = { ...standardEveningRules, maghribPauseMinutes: 15, isyaPauseMinutes: 10 };

describe('rests for prayer', () => {
  // Yogyakarta, 45 km west, has maghrib at 17:51 and isya at 18:59 in the ministry's table of 24 March 2023.
  const march = { now: '2023-03-20T02:00:00Z' };
  const onTheTwentyFourth = [aStint({ start: '2023-03-24', days: 1 })];

  test('stand in what is published from then on, at the times of the place and date', async () => {
    const ctx = await anOffice(march);
    await saveEvening(ctx, resting);
    await publish(ctx, onTheTwentyFourth, 'uji', '2023-04-30');
    const [session] = (await findSessions(ctx, {})).sessions;
    expect(session?.pauses.map(({ what }) => what)).toEqual(['maghrib', 'isya']);
    expect(apart(session?.pauses[0]?.start, '17:50')).toBeLessThanOrEqual(2);
    expect(apart(session?.pauses[1]?.start, '18:58')).toBeLessThanOrEqual(2);
    // 1 kit × 18 an hour × 5 hours: a rest is not taken off.
    expect(session?.capacity).toBe(90);
  });

  test('stay as promised when the rules change, and how many say others is told', async () => {
    const ctx = await anOffice();
    await publish(ctx, [
      aStint({ days: 2 }),
      aStint({ venue: 'mojosongo', kits: ['K02'], start: '2026-11-23', days: 1 }),
    ]);
    // 17.30 in Solo: the first evening has begun.
    const evening = later(ctx, '2026-11-20T10:30:00Z');
    expect(await saveEvening(evening, resting)).toEqual({ outdated: 2 });
    expect((await ctx.db.select().from(sessions)).flatMap(({ pauses }) => pauses)).toEqual([]);
    expect(await saveEvening(evening, standardEveningRules)).toEqual({ outdated: 0 });
    const told = await ctx.db.select().from(acts).where(eq(acts.act, 'places.saveEvening'));
    expect(told[0]).toMatchObject({ actorId: 'planner-1', detail: { maghribPauseMinutes: 15 } });
  });

  test.each([
    ['Asia/Makassar', 60],
    ['Asia/Jayapura', 120],
  ])('go by the clock of %s', async (zone, ahead) => {
    const ctx = await anOffice({ ...march, zone });
    await saveEvening(ctx, resting);
    await publish(ctx, onTheTwentyFourth, 'uji', '2023-04-30');
    const [session] = (await findSessions(ctx, {})).sessions;
    // The same sunset on a clock that is ahead of Western Indonesian Time.
    expect(apart(session?.pauses[0]?.start, '17:50') - ahead).toBeLessThanOrEqual(2);
    expect(apart(session?.pauses[0]?.start, '17:50') - ahead).toBeGreaterThanOrEqual(-2);
  });

  test('an evening until midnight has them on its own date, at the end of a year', async () => {
    const ctx = await anOffice();
    await saveEvening(ctx, resting);
    await ctx.db.update(slots).set({ endTime: '24:00' }).where(eq(slots.id, 'malam'));
    await publish(ctx, [aStint({ start: '2026-12-31', days: 1 })]);
    const [session] = (await findSessions(ctx, {})).sessions;
    expect(session).toMatchObject({ date: '2026-12-31', endsAt: '2027-01-01T00:00:00+07:00' });
    expect(session?.pauses).toHaveLength(2);
    expect((await readOutdated(ctx)).sessions).toEqual([]);
  });
});

describe('an evening in Ramadan', () => {
  // Ramadan 1447 began on 19 February 2026; isya in Surakarta was at 19:13 (Bimas Islam).
  const february = { now: '2026-02-16T02:00:00Z' };
  const waiting: EveningRules = { ...resting, tarawihMinutes: 60, ramadanEveningMinutes: 150 };
  const stint = aStint({ start: '2026-02-17', days: 2 });

  test('starts after tarawih, from the evening before 1 Ramadan on, and has the capacity of its hours', async () => {
    const ctx = await anOffice(february);
    await saveEvening(ctx, waiting);
    await publish(ctx, [stint], 'uji', '2026-03-31');
    const [before, first] = (await findSessions(ctx, {})).sessions;
    const usual = { startsAt: '2026-02-17T16:00:00+07:00', endsAt: '2026-02-17T21:00:00+07:00', capacity: 90 };
    expect(before).toMatchObject(usual);
    expect(before?.pauses).toHaveLength(2);
    // 18 an hour × 2.5 hours
    const late = {
      startsAt: '2026-02-18T20:15:00+07:00',
      endsAt: '2026-02-18T22:45:00+07:00',
      capacity: 45,
      pauses: [],
    };
    expect(first).toMatchObject(late);
  });

  test('keeps the hours that were promised before the rule, until they are confirmed or a plan is published', async () => {
    const ctx = await anOffice(february);
    await publish(ctx, [stint], 'uji', '2026-03-31');
    expect(await saveEvening(ctx, waiting)).toEqual({ outdated: 2 });
    const [, first] = (await findSessions(ctx, {})).sessions;
    expect(first).toMatchObject({ startsAt: '2026-02-18T16:00:00+07:00', capacity: 90, pauses: [] });
    const { planId } = await createDraft(ctx, { horizonEnd: '2026-03-31' });
    const stints = await readPlanStints(ctx.db, planId);
    const { revision } = await saveDraft(ctx, { planId, revision: 1, stints });
    const difference = await readDifference(ctx, { planId });
    expect(difference).toMatchObject({ added: [], moved: [], cancelled: [], needsReason: true });
    expect(difference.changedHours.map(({ from, to }) => [from.start, from.end, to.start, to.end])).toEqual([
      ['16:00', '21:00', '16:00', '21:00'],
      ['16:00', '21:00', '20:15', '22:45'],
    ]);
    // One kit of 18 an hour, five hours by the plan, two and a half by the hours that are published.
    const late = { sessions: 1, from: '2026-02-18', to: '2026-02-18', planned: 90, published: 45 };
    expect(difference.shorter).toMatchObject(late);
    const { id: timetableId } = await timetableInForce(ctx);
    await expect(publishTimetable(ctx, { planId, revision, timetableId, reason: ' ' })).rejects.toThrow(Invalid);
    const done = await publishTimetable(ctx, { planId, revision, timetableId, reason: 'Menunggu tarawih.' });
    expect(done).toMatchObject({ added: 0, moved: 0, cancelled: 0, retimed: 2 });
    const [, after] = (await findSessions(ctx, {})).sessions;
    expect(after).toMatchObject({ startsAt: '2026-02-18T20:15:00+07:00', capacity: 45, sequence: 1 });
  });

  test('is as ever on the last date of Ramadan, the evening of takbiran, on which nothing is planned', async () => {
    const ctx = await anOffice(february);
    await saveEvening(ctx, waiting);
    const lastTwo = aStint({ start: '2026-03-19', days: 2 });
    await expect(publish(ctx, [lastTwo], 'uji', '2026-03-31')).rejects.toThrow(Invalid);
    const [opening] = await ctx.db.select().from(openings).where(eq(openings.venueId, 'pajang'));
    const rule = { ...(opening?.rule ?? { weekdays: [], except: [] }), also: ['2026-03-20'] };
    await ctx.db.update(openings).set({ rule }).where(eq(openings.venueId, 'pajang'));
    await publish(ctx, [lastTwo], 'uji', '2026-03-31');
    expect((await readOutdated(ctx)).closed).toEqual([]);
    await ctx.db.update(openings).set({ rule: { ...rule, also: [] } });
    expect((await readOutdated(ctx)).closed.map(({ date }) => date)).toEqual(['2026-03-20']);
    await saveEvening(ctx, { ...waiting, openOnTakbiran: true });
    expect((await readOutdated(ctx)).closed).toEqual([]);
    const [lastTarawih, takbiran] = (await findSessions(ctx, {})).sessions;
    expect(lastTarawih?.startsAt.slice(11, 16)).toBe('20:00');
    expect(takbiran).toMatchObject({ startsAt: '2026-03-20T16:00:00+07:00', endsAt: '2026-03-20T21:00:00+07:00' });
  });

  test('is not planned where tarawih leaves less than an hour of it', async () => {
    const ctx = await anOffice(february);
    await saveEvening(ctx, { ...waiting, tarawihMinutes: 180, ramadanEveningMinutes: 360 });
    await publish(ctx, [stint], 'uji', '2026-03-31');
    // In Banda Aceh isya is at 19:59 then, so that tarawih would end at 22:59.
    await ctx.db.update(venues).set({ lat: 5.55, lon: 95.32 });
    expect((await readOutdated(ctx)).closed.map(({ date }) => date)).toEqual(['2026-02-18']);
    const { seen } = await getEvening(ctx);
    const night = seen.find(({ what }) => what === 'tarawih')?.slots.find(({ id }) => id === 'malam');
    expect(night).toMatchObject({ hours: null, pauses: [] });
    await expect(publish(ctx, [aStint({ start: '2026-02-25', days: 1 })], 'uji', '2026-03-31')).rejects.toThrow(
      Invalid,
    );
  });

  test('is one in both years where Ramadan lies over the end of one, and on no date beside it', async () => {
    const ctx = await anOffice();
    await saveEvening(ctx, waiting);
    await ctx.db
      .insert(datedEvents)
      .values({ id: 'r', name: 'ramadan', startDate: '2030-12-26', endDate: '2031-01-24' });
    const { hoursOf } = await readEvenings(ctx, { from: '2030-12-01', to: '2031-02-28' });
    const starts = (date: string) =>
      hoursOf({ start: '16:00', end: '21:00' }, date, { lat: -7.57, lon: 110.78 })?.start;
    const isLate = (date: string) => (starts(date) ?? '') > '19:30';
    expect(['2030-12-24', '2030-12-25', '2030-12-26', '2030-12-31'].map(isLate)).toEqual([false, true, true, true]);
    expect(['2031-01-01', '2031-01-23', '2031-01-24', '2031-01-25'].map(isLate)).toEqual([true, true, false, false]);
  });

  test('is not lost by a publication between its slot and its start', async () => {
    const ctx = await anOffice(february);
    await saveEvening(ctx, waiting);
    await publish(
      ctx,
      [stint, aStint({ venue: 'mojosongo', kits: ['K02'], start: '2026-02-20', days: 1 })],
      'uji',
      '2026-03-31',
    );
    const before = (await findSessions(ctx, { from: '2026-02-18' })).sessions;
    // 17.30 in Solo: the slot has begun, the evening has not.
    const dusk = later(ctx, '2026-02-18T10:30:00Z');
    const { planId } = await createDraft(dusk, { horizonEnd: '2026-03-31' });
    const stints = await readPlanStints(ctx.db, planId);
    const { revision } = await saveDraft(dusk, { planId, revision: 1, stints });
    const { id: timetableId } = await timetableInForce(dusk);
    await publishTimetable(dusk, { planId, revision, timetableId, reason: 'uji' });
    const after = (await findSessions(dusk, { from: '2026-02-18' })).sessions;
    expect(after.map(({ id, status, startsAt }) => [id, status, startsAt])).toEqual(
      before.map(({ id, startsAt }) => [id, 'scheduled', startsAt]),
    );
  });

  test('can be seen before it is decided, with the hours of every slot', async () => {
    const ctx = await anOffice();
    await saveEvening(ctx, waiting);
    const { rules, seen } = await getEvening(ctx);
    expect(rules).toEqual(waiting);
    expect(seen.map(({ date, what }) => [date, what])).toEqual([
      ['2026-11-20', 'today'],
      ['2027-02-07', 'tarawih'],
      ['2027-03-09', 'takbiran'],
    ]);
    expect(seen[1]?.slots).toMatchObject([
      { id: 'siang', hours: { start: '10:00', end: '14:00' } },
      { id: 'malam', hours: { start: '20:20', end: '22:50' } },
    ]);
    expect(seen[2]?.slots).toMatchObject([
      { id: 'siang', hours: { start: '10:00' } },
      { id: 'malam', hours: null },
    ]);
  });
});

test('whoever saves rules over others than they saw is told by whom and when, and nothing is written', async () => {
  const ctx = await anOffice();
  const { mark } = await getEvening(ctx);
  await saveEvening(ctx, resting);
  const longer = { ...standardEveningRules, isyaPauseMinutes: 30 };
  const refused = await keepEvening(ctx, { ...longer, seen: mark }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Conflict);
  expect((refused as Conflict).message).toMatch(/ by .+ at 2026-11-20T\d\d:\d\d/);
  const now = await getEvening(ctx);
  expect(now.rules).toEqual(resting);
  await keepEvening(ctx, { ...longer, seen: now.mark });
  expect((await getEvening(ctx)).rules).toEqual(longer);
});

test('the rules are for planners, and an office without a name or places can have them', async () => {
  const ctx = await aContext();
  await expect(saveEvening({ ...ctx, actor: anActor('crew') }, resting)).rejects.toThrow(Forbidden);
  await saveEvening(ctx, resting);
  expect(await getEvening(ctx)).toMatchObject({ rules: resting, seen: [] });
  expect((await ctx.db.select().from(office))[0]).toMatchObject({ evening: resting });
});
