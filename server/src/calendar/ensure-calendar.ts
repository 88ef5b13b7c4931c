import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';
import { type DecidedYear, decidedYears } from '@jemput/shared/calendar/decided-holidays';
import { eq, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { calendarDays, calendarYears } from '../db/schema/places.ts';
import { expectedHolidays } from './expected-holidays.ts';
import { FIRST_YEAR, LAST_YEAR, shippedYear } from './shipped-years.ts';

/**
 * Copies each shipped year into the office's calendar once, so that what the office changes in it stays changed; and puts what was decided in
 * the place of what was only expected, where the office left that as it came.
 */
export async function ensureCalendar(ctx: Pick<Context, 'db'>): Promise<void> {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => FIRST_YEAR + at);
  if ((await missing(ctx.db, years)).length > 0) {
    await inTransaction(ctx, async (tx) => {
      for (const year of await missing(tx, years)) {
        await copyYear(tx, year);
        await tx.insert(calendarYears).values({ year });
      }
    });
  }
  for (const year of decidedYears) {
    if ((await stillExpected(ctx.db, year)).length > 0) await inTransaction(ctx, (tx) => takeDecision(tx, year));
  }
}

async function missing(db: Database, years: readonly number[]): Promise<number[]> {
  const copied = new Set((await db.select().from(calendarYears)).map(({ year }) => year));
  return years.filter((year) => !copied.has(year));
}

export async function copyYear(tx: Database, year: number): Promise<void> {
  const { days } = await shippedYear(year);
  await insertShipped(tx, year, days);
}

async function insertShipped(tx: Database, year: number, days: readonly CalendarDay[]): Promise<void> {
  const rows = days.map((day) => ({ ...day, shippedYear: year }));
  if (rows.length > 0) await tx.insert(calendarDays).values(rows);
}

const isSame = (one: CalendarDay) => (other: CalendarDay) =>
  one.kind === other.kind &&
  one.name === other.name &&
  one.startDate === other.startDate &&
  one.endDate === other.endDate;

/** Ids of the rows that came before the year's decision and that nobody changed. Joint leave comes with a decision alone. */
async function stillExpected(db: Database, { year, days }: DecidedYear): Promise<number[]> {
  const rows = await db.select().from(calendarDays).where(eq(calendarDays.shippedYear, year));
  const others = rows.filter((row) => !days.some(isSame(row)));
  if (others.length === 0 || rows.some(({ kind }) => kind === 'joint_leave')) return [];
  const expected = await expectedHolidays(year);
  return others.filter((row) => expected.some(isSame(row))).map(({ id }) => id);
}

/** What the office wrote itself of a kind on a date stays alone there. */
async function takeDecision(tx: Database, decided: DecidedYear): Promise<void> {
  await tx.delete(calendarDays).where(inArray(calendarDays.id, await stillExpected(tx, decided)));
  const kept = await tx.select().from(calendarDays);
  const isFree = (day: CalendarDay) =>
    !kept.some((one) => one.kind === day.kind && one.startDate <= day.endDate && day.startDate <= one.endDate);
  await insertShipped(tx, decided.year, decided.days.filter(isFree));
}
