import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { calendarDays, calendarYears } from '../db/schema/places.ts';
import { FIRST_YEAR, LAST_YEAR, shippedYear } from './shipped-years.ts';

/** Copies each shipped year into the office's calendar once, so that what the office changes in it stays changed. */
export async function ensureCalendar(ctx: Pick<Context, 'db'>): Promise<void> {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => FIRST_YEAR + at);
  if ((await missing(ctx.db, years)).length === 0) return;
  await inTransaction(ctx, async (tx) => {
    for (const year of await missing(tx, years)) {
      await copyYear(tx, year);
      await tx.insert(calendarYears).values({ year });
    }
  });
}

async function missing(db: Database, years: readonly number[]): Promise<number[]> {
  const copied = new Set((await db.select().from(calendarYears)).map(({ year }) => year));
  return years.filter((year) => !copied.has(year));
}

export async function copyYear(tx: Database, year: number): Promise<void> {
  const { days } = await shippedYear(year);
  const rows = days.map((day) => ({ ...day, shippedYear: year }));
  if (rows.length > 0) await tx.insert(calendarDays).values(rows);
}
