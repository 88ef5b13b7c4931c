import type { Context } from '@jemput/server/context';
import { datedEvents, reports, sessionForecasts, turnout, turnoutModels } from '@jemput/server/db/schema/field';
import { areas, calendarDays, kits, office, openings, pools, venues } from '@jemput/server/db/schema/places';
import { plans, stints } from '@jemput/server/db/schema/plans';
import { assignments, sessionChanges, sessionKits, sessions, timetables } from '@jemput/server/db/schema/sessions';
import { crewMembers, user } from '@jemput/server/db/schema/staff';
import { loadDemo } from '@jemput/server/demo/load-demo';
import { judgeSessions } from '@jemput/server/forecast/judge-forecasts';
import { brokenRules } from '@jemput/server/planning/broken-rules';
import { createDraft } from '@jemput/server/planning/create-draft';
import { getPlan } from '@jemput/server/planning/get-draft';
import { readDifference } from '@jemput/server/planning/read-difference';
import { ofPlans } from '@jemput/server/sessions/of-plans';
import { readProgress } from '@jemput/server/sessions/read-progress';
import { addDays, isoWeekday } from '@jemput/shared/calendar/local-date';
import { officeCalendar } from '@jemput/shared/calendar/office-calendar';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { isOpenOn } from '@jemput/shared/places/opening-hours';
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { aContext, anActor } from '../../fixtures/test-context.ts';

const days = [
  ['a Friday, as in 2013', '2013-10-25T03:00:00Z', 'Asia/Jakarta'],
  ['a Sunday', '2026-11-22T03:00:00Z', 'Asia/Jakarta'],
  ['a Monday, the last of a month, in Makassar', '2026-11-30T03:00:00Z', 'Asia/Makassar'],
  ['a Tuesday early in Jayapura, still Monday in UTC', '2026-12-07T16:00:00Z', 'Asia/Jayapura'],
  ['a Wednesday', '2026-11-25T03:00:00Z', 'Asia/Jakarta'],
  ['Thursday, the last of the year', '2026-12-31T03:00:00Z', 'Asia/Jakarta'],
  ['New Year, Saturday', '2028-01-01T03:00:00Z', 'Asia/Jakarta'],
  ['the leap day', '2028-02-29T03:00:00Z', 'Asia/Jakarta'],
  ['a minute after midnight on a Monday', '2026-11-22T17:01:00Z', 'Asia/Jakarta'],
  ['a Saturday, while its evenings run', '2026-11-28T12:00:00Z', 'Asia/Jakarta'],
] as const;

const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);

async function kelurahanVisits(ctx: Context) {
  const rows = await ctx.db
    .select({ id: venues.id, kind: venues.kind, date: turnout.date, served: turnout.served })
    .from(turnout)
    .innerJoin(venues, eq(venues.id, turnout.venueId));
  return rows.filter((row) => row.kind === 'kelurahan');
}

describe.each(days)('the demo city on %s', async (_, now, zone) => {
  const ctx = await aContext({ now, zone, role: null });
  await loadDemo(ctx);
  const today = localDateAt(Date.parse(now), zone);

  test('has the people of product.md to the last one', async () => {
    const rows = await ctx.db.select().from(pools);
    expect(sum(rows.map((pool) => pool.eligible))).toBe(415_549);
    expect(sum(rows.map((pool) => pool.remaining))).toBe(32_122);
    expect(rows.every((pool) => pool.remaining > 0 && pool.remaining < pool.eligible)).toBe(true);
    const [row] = await ctx.db.select().from(office);
    expect(row?.demo).toBe(true);
    expect(row?.progress.at(-1)).toEqual([addDays(today, -1), 383_427]);
    const recorded = row?.progress.map(([, count]) => count) ?? [];
    expect(recorded).toEqual([...recorded].sort((a, b) => a - b));
  });

  test('has five districts, 51 kelurahan and ten kits', async () => {
    const levels = (await ctx.db.select().from(areas)).map((area) => area.level);
    expect(levels.filter((level) => level === 'village')).toHaveLength(51);
    expect(levels.filter((level) => level === 'district')).toHaveLength(5);
    expect(await ctx.db.select().from(kits)).toHaveLength(10);
    expect(await ctx.db.select().from(crewMembers)).toHaveLength(20);
  });

  test('has served 16 kelurahan for three evenings each, with 180 on one at Pajang and about 400 over five', async () => {
    const visits = await kelurahanVisits(ctx);
    const evenings = Map.groupBy(visits, (visit) => visit.id);
    const running = new Set(
      (await ctx.db.select().from(sessions).where(ofPlans)).filter((s) => s.date === today).map((s) => s.venueId),
    );
    const done = [...evenings].filter(([id, held]) => held.length >= 3 && (id === 'pajang' || !running.has(id)));
    expect(done).toHaveLength(16);
    expect(visits.filter((visit) => visit.id === 'pajang' && visit.served === 180)).toHaveLength(1);
    expect(Math.max(...visits.map((visit) => visit.served))).toBe(180);
    const byDate = [...Map.groupBy(visits, (visit) => visit.date).values()].filter((held) => held.length === 5);
    const mean = sum(byDate.flat().map((visit) => visit.served)) / byDate.length;
    expect(mean).toBeGreaterThan(360);
    expect(mean).toBeLessThan(440);
  });

  test('counts at most 25 a day at a kecamatan counter, and never at a weekend', async () => {
    const rows = await ctx.db
      .select({ date: turnout.date, served: turnout.served, capacity: turnout.capacity })
      .from(turnout)
      .innerJoin(venues, eq(venues.id, turnout.venueId))
      .where(eq(venues.kind, 'office'));
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.every((row) => row.served <= 25 && row.capacity === 25 && isoWeekday(row.date) <= 5)).toBe(true);
    expect(rows.some((row) => row.served === 25)).toBe(true);
  });

  test('shows five evenings tonight, Pajang with two kits among them', async () => {
    const tonight = await ctx.db
      .select()
      .from(sessions)
      .where(and(ofPlans, eq(sessions.date, today)));
    expect(tonight).toHaveLength(5);
    const pajang = tonight.find((session) => session.venueId === 'pajang');
    expect(pajang).toMatchObject({ kits: 2, capacity: 180, status: 'scheduled' });
    const crew = await ctx.db
      .select({ username: user.username })
      .from(assignments)
      .innerJoin(crewMembers, eq(crewMembers.id, assignments.crewMemberId))
      .leftJoin(user, eq(user.id, crewMembers.userId))
      .where(eq(assignments.sessionId, pajang?.id ?? ''));
    expect(crew).toHaveLength(4);
    expect(crew.map((member) => member.username)).toContain('crew');
  });

  test('rests at maghrib on every evening, at no other hour, and opens Pasar Triwindu on Pon alone', async () => {
    for (const { slotId, pauses } of await ctx.db.select().from(sessions).where(ofPlans)) {
      expect(pauses.map(({ what }) => what)).toEqual(slotId === 'malam' ? ['maghrib'] : []);
    }
    const [triwindu] = await ctx.db.select().from(openings).where(eq(openings.venueId, 'pasar-triwindu'));
    expect(triwindu?.rule.pasaran).toEqual(['pon']);
  });

  test('holds every session where its venue is open, a kit at one place a date and six days a week', async () => {
    const all = (await ctx.db.select().from(sessions).where(ofPlans)).filter(
      (session) => session.status !== 'cancelled',
    );
    const rules = await ctx.db.select().from(openings);
    const ordinary = officeCalendar([]);
    const closed = all.filter((session) => {
      const rule = rules.find((row) => row.venueId === session.venueId && row.slotId === session.slotId)?.rule;
      return !rule || !isOpenOn(rule, session.date, ordinary);
    });
    expect(closed).toEqual([]);
    const kitDates = await ctx.db
      .select({ kitId: sessionKits.kitId, date: sessions.date, status: sessions.status })
      .from(sessionKits)
      .innerJoin(sessions, eq(sessions.id, sessionKits.sessionId));
    const standing = kitDates.filter((row) => row.status !== 'cancelled').map((row) => `${row.kitId} ${row.date}`);
    expect(new Set(standing).size).toBe(standing.length);
    const weeks = Map.groupBy(
      standing,
      (key) => `${key.slice(0, 3)} ${addDays(key.slice(4), 1 - isoWeekday(key.slice(4)))}`,
    );
    expect(Math.max(...[...weeks.values()].map((dates) => dates.length))).toBeLessThanOrEqual(6);
  });

  test('has examinations at schools on no other dates than its calendar says, where that says any nearby', async () => {
    const near = <Run extends { startDate: string; endDate: string }>(runs: readonly Run[]) =>
      runs
        .filter(({ startDate, endDate }) => startDate <= addDays(today, 70) && endDate >= addDays(today, -20))
        .map(({ startDate, endDate }) => `${startDate}/${endDate}`);
    const inCalendar = near(await ctx.db.select().from(calendarDays).where(eq(calendarDays.kind, 'exam')));
    const events = near(await ctx.db.select().from(datedEvents).where(eq(datedEvents.name, 'exams')));
    if (inCalendar.length > 0) expect(events).toEqual(inCalendar);
    else expect(events).toHaveLength(1);
  });

  test('promises every kecamatan’s counter for coming working days, three of them printing', async () => {
    const days = await ctx.db.select().from(sessions).where(isNotNull(sessions.counterId));
    const by = Map.groupBy(days, ({ service }) => service);
    expect(new Set(by.get('recording')?.map(({ venueId }) => venueId)).size).toBe(5);
    expect(new Set(by.get('printing')?.map(({ venueId }) => venueId)).size).toBe(3);
    expect(new Set(by.get('recording')?.map(({ capacity }) => capacity))).toEqual(new Set([25]));
    expect(days.filter(({ date }) => isoWeekday(date) > 5 || date < today)).toEqual([]);
  });

  test('has a session moved and one cancelled, each with its reason, and the plan in force says the same', async () => {
    const all = await ctx.db.select().from(sessions).where(ofPlans);
    const changes = await ctx.db.select().from(sessionChanges);
    for (const status of ['moved', 'cancelled'] as const) {
      const [changed, ...others] = all.filter((session) => session.status === status);
      expect(others).toEqual([]);
      expect(changed?.sequence).toBe(1);
      expect(changed && changed.date > today).toBe(true);
      const told = changes.filter((change) => change.sessionId === changed?.id);
      expect(told.map((change) => change.what)).toEqual(['published', status]);
      expect(told[1]?.reason).not.toBe('');
    }
    const [inForce] = await ctx.db.select().from(plans).where(eq(plans.status, 'published'));
    const planned = (
      await ctx.db
        .select()
        .from(stints)
        .where(eq(stints.planId, inForce?.id ?? ''))
    ).flatMap((stint) =>
      Array.from(
        { length: stint.days },
        (_, day) => `${stint.venueId} ${addDays(stint.startDate, day)} ${stint.slotId}`,
      ),
    );
    const promised = all.filter((session) => session.date >= today && session.status !== 'cancelled');
    expect(planned.sort()).toEqual(promised.map((s) => `${s.venueId} ${s.date} ${s.slotId}`).sort());
    const newest = (await ctx.db.select().from(timetables)).at(-1);
    expect(newest).toMatchObject({ id: 2, planId: inForce?.id });
    expect(newest?.publishedAt).toBeLessThan(ctx.now());
  });

  test('has a plan in force that keeps every rule, and a draft made from it changes nothing', async () => {
    const planner = { ...ctx, actor: anActor('planner') };
    expect(await brokenRules(planner, await getPlan(ctx.db, 'demo-berlaku'))).toEqual([]);
    const { planId } = await createDraft(planner, {});
    expect(await brokenRules(planner, await getPlan(ctx.db, planId))).toEqual([]);
    const difference = await readDifference(planner, { planId });
    expect(difference).toMatchObject({ added: [], moved: [], cancelled: [], changedKits: [], needsReason: false });
    expect(difference.unchanged).toBeGreaterThan(20);
  });

  test('shows residents a progress that ends today at 383,427', async () => {
    const progress = await readProgress(ctx);
    expect(progress).toMatchObject({ eligible: 415_549, recorded: 383_427, remaining: 32_122 });
    expect(progress.history.at(-1)).toEqual({ date: today, recorded: 383_427 });
    expect(progress.byArea).toHaveLength(51);
  });

  test('has a closing report and an expectation for every session held, and a model made from all', async () => {
    const done = await ctx.db.select().from(sessions).where(eq(sessions.status, 'done'));
    const told = await ctx.db.select().from(reports);
    expect(told.map((report) => report.sessionId).sort()).toEqual(done.map((session) => session.id).sort());
    expect(told.every((report) => report.receivedAt < ctx.now())).toBe(true);
    const [model] = await ctx.db.select().from(turnoutModels).orderBy(desc(turnoutModels.id));
    expect(model?.rows).toBe((await ctx.db.select().from(turnout)).length);
    const all = await ctx.db.select().from(sessions).where(ofPlans);
    const odd = all.filter(
      (s) => !(s.expectedLow <= s.expectedMean && s.expectedMean <= s.expectedHigh && s.expectedMean > 1),
    );
    expect(odd).toEqual([]);
  });

  test('keeps what was forecast of every session held, from the dates before it only, and why it surprised', async () => {
    const kept = await ctx.db.select().from(sessionForecasts);
    const { sessions: judged } = await judgeSessions(ctx, {});
    const [first] = judged;
    const later = judged.filter(({ date }) => date !== first?.date);
    expect(later.map(({ sessionId }) => sessionId).sort()).toEqual(kept.map(({ sessionId }) => sessionId).sort());
    for (const { surprise, reason } of judged) expect(reason === null).toBe(surprise === null);
    const models = await ctx.db.select().from(turnoutModels);
    const history = await ctx.db.select().from(turnout);
    for (const { date, model } of later) {
      const known = models.find(({ id }) => `${id}.0` === model)?.rows;
      expect(known).toBe(history.filter((row) => row.date < date).length);
    }
  });
});

test('goes into an empty database only', async () => {
  const ctx = await aContext({ role: null });
  await loadDemo(ctx);
  await expect(loadDemo(ctx)).rejects.toThrow('empty database');
  expect(await ctx.db.select().from(office)).toHaveLength(1);
});
