import { addSchoolYear, offeredSchoolYears } from '@jemput/server/calendar/add-school-year';
import { ensureCalendar } from '@jemput/server/calendar/ensure-calendar';
import { expectedHolidays } from '@jemput/server/calendar/expected-holidays';
import { listYear } from '@jemput/server/calendar/list-year';
import { marketDaysOf } from '@jemput/server/calendar/market-days';
import { restoreYear } from '@jemput/server/calendar/restore-year';
import { saveDay as keepDay, removeDay as takeOut } from '@jemput/server/calendar/save-day';
import { datedEvents } from '@jemput/server/db/schema/field';
import { calendarDays, openings } from '@jemput/server/db/schema/places';
import { acts } from '@jemput/server/db/schema/staff';
import { Conflict, Forbidden, Invalid, NotFound } from '@jemput/server/errors';
import { usualRules } from '@jemput/server/planning/office-rules';
import { readProblem } from '@jemput/server/planning/read-problem';
import { dateRange, isoWeekday } from '@jemput/shared/calendar/local-date';
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice } from '../../fixtures/an-office.ts';
import { removeDay, saveDay } from '../../fixtures/as-it-stands.ts';
import { aContext, anActor } from '../../fixtures/test-context.ts';

const datesOf = (days: readonly { startDate: string; endDate: string }[]) =>
  days.map(({ startDate, endDate }) => (startDate === endDate ? startDate : `${startDate}/${endDate}`));

describe('the shipped calendar', async () => {
  const ctx = await aContext();
  await ensureCalendar(ctx);
  const year = async (of: number, kind = 'holiday') =>
    (await listYear(ctx, { year: of })).days.filter((day) => day.kind === kind);

  // The counts that the governments' announcements give, where one run is one feast: 17 dates of holidays each year.
  test.each([
    [2024, 19, 10],
    [2025, 17, 11],
    [2026, 17, 8],
    [2027, 18, 8],
  ])('has as many dates in %s as were announced: %i and %i of joint leave', async (of, holidays, leave) => {
    const count = (days: readonly { startDate: string; endDate: string }[]) =>
      days.reduce(
        (sum, { startDate, endDate }) =>
          sum +
          (startDate === endDate
            ? 1
            : endDate.slice(8) === '01'
              ? 2
              : Number(endDate.slice(8)) - Number(startDate.slice(8)) + 1),
        0,
      );
    expect(count(await year(of))).toBe(holidays);
    expect(count(await year(of, 'joint_leave'))).toBe(leave);
  });

  test('has no joint leave on a weekend', async () => {
    for (const of of [2024, 2025, 2026, 2027]) {
      for (const { startDate, endDate } of await year(of, 'joint_leave')) {
        expect(Math.max(isoWeekday(startDate), isoWeekday(endDate))).toBeLessThanOrEqual(5);
      }
    }
  });

  test('says what is decided, by which decision, and what is only expected', async () => {
    const decided = await listYear(ctx, { year: 2026 });
    expect(decided.decision).toContain('1497/2025');
    expect(new Set(decided.days.map(({ source }) => source))).toEqual(new Set(['decided']));
    const expected = await listYear(ctx, { year: 2028 });
    expect(expected).toMatchObject({ decision: null, isChanged: false });
    expect(new Set(expected.days.map(({ source }) => source))).toEqual(new Set(['expected']));
  });

  test.each([2028, 2029, 2030])('expects every feast of %s', async (of) => {
    const names = (await year(of)).map(({ name }) => name);
    for (const feast of [
      'Nyepi',
      'Waisak',
      'Imlek',
      'Paskah',
      'Wafat',
      'Kenaikan',
      'Natal',
      'Iduladha',
      'Muharam',
      'Maulid',
      'Isra',
      'Buruh',
      'Pancasila',
      'Kemerdekaan',
    ]) {
      expect(
        names.filter((name) => name.includes(feast)),
        feast,
      ).not.toEqual([]);
    }
    expect(names.filter((name) => name === 'Idulfitri')).toHaveLength(2);
  });

  test('does not call the Night Journey the birth of the Prophet', async () => {
    const days = await year(2027);
    // 27 Rajab falls twice into 2027; 12 Rabiulawal once.
    expect(datesOf(days.filter(({ name }) => name.startsWith('Isra')))).toEqual(['2027-01-05', '2027-12-26']);
    expect(days.filter(({ name }) => name.startsWith('Maulid'))).toHaveLength(1);
  });

  test('is copied once: what the office took out stays out', async () => {
    const own = await aContext();
    await ensureCalendar(own);
    const [newYear] = (await listYear(own, { year: 2027 })).days;
    await removeDay(own, { id: newYear?.id ?? 0 });
    await ensureCalendar(own);
    expect((await listYear(own, { year: 2027 })).days.map(({ id }) => id)).not.toContain(newYear?.id);
  });
});

describe('a year that was expected and has been decided since', async () => {
  const before = await expectedHolidays(2027);

  test('was expected on the very dates of the decision, joint leave aside', async () => {
    const ctx = await aContext();
    await ensureCalendar(ctx);
    const { days } = await listYear(ctx, { year: 2027 });
    const dates = days
      .filter(({ kind }) => kind === 'holiday')
      .flatMap(({ startDate, endDate }) => dateRange(startDate, endDate));
    expect(before.map(({ startDate }) => startDate)).toEqual(dates);
  });

  /** An office that came to be before the decision. */
  async function anOldOffice() {
    const ctx = await aContext();
    await ensureCalendar(ctx);
    await ctx.db.delete(calendarDays).where(eq(calendarDays.shippedYear, 2027));
    await ctx.db.insert(calendarDays).values(before.map((day) => ({ ...day, shippedYear: 2027 })));
    return ctx;
  }

  test('is as decided in an office that left it as it came, once', async () => {
    const ctx = await anOldOffice();
    await ensureCalendar(ctx);
    const after = await listYear(ctx, { year: 2027 });
    expect(after).toMatchObject({ isChanged: false });
    expect(after.decision).toContain('1205/2026');
    expect(new Set(after.days.map(({ source }) => source))).toEqual(new Set(['decided']));
    const leave = after.days.find(({ kind, startDate }) => kind === 'joint_leave' && startDate === '2027-03-25');
    await ctx.db.delete(calendarDays).where(eq(calendarDays.id, leave?.id ?? 0));
    await ensureCalendar(ctx);
    expect((await listYear(ctx, { year: 2027 })).days).toHaveLength(after.days.length - 1);
  });

  test('keeps what the office wrote into it, alone on its date', async () => {
    const ctx = await anOldOffice();
    await saveDay(ctx, { kind: 'joint_leave', name: 'Cuti Imlek', startDate: '2027-02-05', endDate: '2027-02-05' });
    await ctx.db
      .update(calendarDays)
      .set({ startDate: '2027-05-18', endDate: '2027-05-18' })
      .where(and(eq(calendarDays.name, 'Iduladha'), eq(calendarDays.shippedYear, 2027)));
    await ensureCalendar(ctx);
    const { days } = await listYear(ctx, { year: 2027 });
    const on = (date: string) => days.filter(({ startDate }) => startDate === date).map(({ name }) => name);
    expect(on('2027-02-05')).toEqual(['Cuti Imlek']);
    expect(on('2027-05-18')).toEqual(['Iduladha', 'Cuti bersama Iduladha']);
    expect(days.filter(({ source }) => source === 'office').map(({ name }) => name)).toEqual([
      'Cuti Imlek',
      'Iduladha',
    ]);
  });
});

describe("the office's own dates", () => {
  const haul = {
    kind: 'holiday' as const,
    name: 'Hari Jadi Kota Solo',
    startDate: '2027-02-17',
    endDate: '2027-02-17',
  };

  test('are added, changed and taken out, each with its act', async () => {
    const ctx = await aContext();
    const { id } = await saveDay(ctx, haul);
    await saveDay(ctx, { ...haul, id, endDate: '2027-02-18' });
    expect((await listYear(ctx, { year: 2027 })).days).toMatchObject([{ id, endDate: '2027-02-18', source: 'office' }]);
    await removeDay(ctx, { id });
    expect((await listYear(ctx, { year: 2027 })).days).toEqual([]);
    const told = (await ctx.db.select().from(acts)).map(({ act }) => act);
    expect(told).toEqual(['places.saveCalendarDay', 'places.saveCalendarDay', 'places.removeCalendarDay']);
  });

  test('are neither changed nor removed by who has not seen how they stand: that is told, with whose they are now', async () => {
    const ctx = await aContext();
    const { id } = await saveDay(ctx, haul);
    const [shown] = (await listYear(ctx, { year: 2027 })).days;
    const replaces = { id, seen: shown?.mark ?? '' };
    await keepDay(ctx, { ...haul, endDate: '2027-02-18', replaces });
    const late = [() => keepDay(ctx, { ...haul, name: 'Hari Jadi', replaces }), () => takeOut(ctx, replaces)];
    for (const act of late) {
      const refused = await act().catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Conflict);
      expect((refused as Conflict).message).toContain(`${haul.name} was changed by planner`);
    }
    expect((await listYear(ctx, { year: 2027 })).days).toMatchObject([{ name: haul.name, endDate: '2027-02-18' }]);
  });

  test('a run over the end of a year is in both years', async () => {
    const ctx = await aContext();
    await saveDay(ctx, {
      kind: 'school_break',
      name: 'Libur semester',
      startDate: '2026-12-21',
      endDate: '2027-01-02',
    });
    for (const year of [2026, 2027]) expect((await listYear(ctx, { year })).days).toHaveLength(1);
    expect((await listYear(ctx, { year: 2028 })).days).toEqual([]);
  });

  test('restoring a year brings back what was shipped and keeps what was added', async () => {
    const ctx = await aContext();
    await ensureCalendar(ctx);
    const before = await listYear(ctx, { year: 2026 });
    const [first, second] = before.days;
    await removeDay(ctx, { id: first?.id ?? 0 });
    if (second)
      await saveDay(ctx, {
        kind: second.kind,
        name: 'Salah ketik',
        startDate: '2026-01-20',
        endDate: '2026-01-20',
        id: second.id,
      });
    await saveDay(ctx, { ...haul, startDate: '2026-02-18', endDate: '2026-02-18' });
    const changed = await listYear(ctx, { year: 2026 });
    expect(changed.isChanged).toBe(true);
    expect(changed.days.filter(({ source }) => source === 'office').map(({ name }) => name)).toEqual([
      'Salah ketik',
      haul.name,
    ]);
    await restoreYear(ctx, { year: 2026 });
    const after = await listYear(ctx, { year: 2026 });
    expect(after.isChanged).toBe(false);
    expect(datesOf(after.days)).toEqual(
      datesOf([...before.days, { startDate: '2026-02-18', endDate: '2026-02-18' }]).sort(),
    );
  });

  test('are refused where the dates are reversed, too many or there already, and to who may not', async () => {
    const ctx = await aContext();
    await expect(saveDay(ctx, { ...haul, endDate: '2027-02-16' })).rejects.toThrow(Invalid);
    await expect(saveDay(ctx, { ...haul, endDate: '2027-09-01' })).rejects.toThrow(Invalid);
    await saveDay(ctx, haul);
    await expect(saveDay(ctx, haul)).rejects.toThrow(Invalid);
    await expect(saveDay(ctx, { ...haul, id: 999, startDate: '2027-03-01', endDate: '2027-03-01' })).rejects.toThrow(
      NotFound,
    );
    await expect(removeDay(ctx, { id: 999 })).rejects.toThrow(NotFound);
    for (const role of ['viewer', 'crew', null] as const) {
      const other = { ...ctx, actor: anActor(role) };
      await expect(saveDay(other, haul)).rejects.toThrow(Forbidden);
      await expect(restoreYear(other, { year: 2027 })).rejects.toThrow(Forbidden);
    }
  });

  test("Ramadan is the decided one, else an expected one, else the office's own", async () => {
    const ctx = await aContext();
    expect((await listYear(ctx, { year: 2026 })).ramadans).toMatchObject([
      { startDate: '2026-02-19', endDate: '2026-03-20', source: 'decided' },
    ]);
    // 2030 has two: one begins in January, one in December.
    expect((await listYear(ctx, { year: 2030 })).ramadans).toMatchObject([
      { source: 'expected' },
      { source: 'expected' },
    ]);
    await ctx.db
      .insert(datedEvents)
      .values({ id: 'r', name: 'ramadan', startDate: '2027-02-09', endDate: '2027-03-10' });
    expect((await listYear(ctx, { year: 2027 })).ramadans).toMatchObject([
      { startDate: '2027-02-09', endDate: '2027-03-10', source: 'office' },
    ]);
  });
});

describe('opening rules in the planning problem', () => {
  const frame = { name: 'x', horizonStart: '2026-11-20', horizonEnd: '2027-01-10', rules: usualRules };
  const rule = { weekdays: [1, 2, 3, 4, 5, 6, 7], except: [], also: [] };
  const malam = and(eq(openings.venueId, 'pasar-kleco'), eq(openings.slotId, 'malam'));

  test('a venue that closes on holidays and joint leave is closed on those dates, over the end of the year', async () => {
    const ctx = await anOffice();
    await ensureCalendar(ctx);
    await ctx.db
      .update(openings)
      .set({ rule: { ...rule, closedOn: ['holiday', 'joint_leave'] } })
      .where(malam);
    const { problem } = await readProblem(ctx, frame);
    const open = problem.venues.find(({ id }) => id === 'pasar-kleco')?.open.malam;
    expect(open).toEqual({ ...rule, except: ['2026-12-24', '2026-12-25', '2027-01-01', '2027-01-05'] });
  });

  test('a market that keeps Legi is told as the other four days closed', async () => {
    const ctx = await anOffice();
    await ctx.db
      .update(openings)
      .set({ rule: { ...rule, pasaran: ['legi'] } })
      .where(malam);
    const { problem } = await readProblem(ctx, { ...frame, horizonEnd: '2026-11-29' });
    const open = problem.venues.find(({ id }) => id === 'pasar-kleco')?.open.malam;
    // Legi by printed calendars: 30 December 2024, so every fifth day from it: 20, 25 and 30 November 2026.
    expect(open?.except).toEqual(['21', '22', '23', '24', '26', '27', '28', '29'].map((day) => `2026-11-${day}`));
    expect(await marketDaysOf(ctx, { venueId: 'pasar-kleco' })).toEqual({
      pasaran: ['legi'],
      next: ['2026-11-20', '2026-11-25', '2026-11-30'],
    });
    expect(await marketDaysOf(ctx, { venueId: 'pajang' })).toEqual({ pasaran: [], next: [] });
  });

  test.each([
    ['Asia/Jakarta', '2026-11-20T16:59:59Z', '2026-11-20T17:00:00Z'],
    ['Asia/Makassar', '2026-11-20T15:59:59Z', '2026-11-20T16:00:00Z'],
    ['Asia/Jayapura', '2026-11-20T14:59:59Z', '2026-11-20T15:00:00Z'],
  ])('a market day is over at midnight in %s', async (zone, before, after) => {
    const ctx = await anOffice({ zone });
    await ctx.db
      .update(openings)
      .set({ rule: { ...rule, pasaran: ['legi'] } })
      .where(malam);
    const at = (instant: string) =>
      marketDaysOf({ ...ctx, now: () => Date.parse(instant) }, { venueId: 'pasar-kleco' });
    expect((await at(before)).next[0]).toBe('2026-11-20');
    expect((await at(after)).next[0]).toBe('2026-11-25');
  });

  test('a date that the office takes out of its calendar is open again', async () => {
    const ctx = await anOffice();
    await saveDay(ctx, { kind: 'exam', name: 'Ujian', startDate: '2026-12-01', endDate: '2026-12-03' });
    await ctx.db
      .update(openings)
      .set({ rule: { ...rule, closedOn: ['exam'] } })
      .where(malam);
    const except = async () =>
      (await readProblem(ctx, frame)).problem.venues.find(({ id }) => id === 'pasar-kleco')?.open.malam?.except;
    expect(await except()).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
    const [day] = await ctx.db.select().from(calendarDays);
    await removeDay(ctx, { id: day?.id ?? 0 });
    expect(await except()).toEqual([]);
  });
});

describe('the school year of the province', () => {
  test('is offered until it is in, stays as the office changed it, and closes what is closed then', async () => {
    const ctx = await anOffice();
    expect((await offeredSchoolYears(ctx)).map(({ id }) => id)).toEqual(['jateng-2026-2027']);
    const { days } = await addSchoolYear(ctx, { id: 'jateng-2026-2027' });
    expect(days).toBeGreaterThan(5);
    expect(await offeredSchoolYears(ctx)).toEqual([]);
    const listed = (await listYear(ctx, { year: 2026 })).days.filter(({ kind }) => kind !== 'holiday');
    const ended = listed.find(({ name }) => name === 'Libur akhir tahun ajaran 2025/2026');
    // As the province decided: from 22 June, in schools of six days until 11 July 2026.
    expect(ended).toMatchObject({ startDate: '2026-06-22', endDate: '2026-07-11', source: 'office' });
    expect(
      listed.filter(({ startDate }) => startDate > '2026-07-12').every(({ name }) => name.includes('perkiraan')),
    ).toBe(true);
    await removeDay(ctx, { id: ended?.id ?? 0 });
    expect(await offeredSchoolYears(ctx)).toEqual([]);
    expect(await addSchoolYear(ctx, { id: 'jateng-2026-2027' })).toEqual({ days: 1 });
    await expect(addSchoolYear(ctx, { id: 'none' })).rejects.toThrow(NotFound);
  });
});
