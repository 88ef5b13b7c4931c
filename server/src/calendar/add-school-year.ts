import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { asc, inArray } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { calendarDays, office } from '../db/schema/places.ts';
import { NotFound } from '../errors.ts';
import { twiceFault } from './calendar-faults.ts';
import { type SchoolYear, schoolYears } from './school-years.ts';

/** Takes a school year's breaks and examinations into the office's calendar; what it has already stays as it is. @throws NotFound */
export async function addSchoolYear(ctx: Context, { id }: { id: string }): Promise<{ days: number }> {
  requirePermission(ctx, 'places.write');
  const year = schoolYears.find((one) => one.id === id);
  if (!year) throw new NotFound(`There is no school year ${id}.`);
  return inTransaction(ctx, async (tx) => {
    const days = await copySchoolYear(tx, year);
    await recordAct(tx, ctx, 'places.addSchoolYear', id, { days });
    return { days };
  });
}

/** @returns how many runs were missing */
export async function copySchoolYear(tx: Database, { days }: SchoolYear): Promise<number> {
  const missing = await missingOf(tx, days);
  if (missing.length > 0) await tx.insert(calendarDays).values(missing);
  return missing.length;
}

async function missingOf(tx: Database, days: SchoolYear['days']): Promise<SchoolYear['days'][number][]> {
  const names = days.map(({ name }) => name);
  const known = await tx.select().from(calendarDays).where(inArray(calendarDays.name, names));
  return days.filter((day) => twiceFault(day, known, '/startDate').length === 0);
}

export type OfferedSchoolYear = Pick<SchoolYear, 'id' | 'name' | 'source'>;

/** School years of the office's province, not over, of which the calendar has nothing yet. */
export async function offeredSchoolYears(ctx: Pick<Context, 'db' | 'now' | 'zone'>): Promise<OfferedSchoolYear[]> {
  const [row] = await ctx.db.select({ regency: office.regencyCode }).from(office).orderBy(asc(office.id)).limit(1);
  const today = localDateAt(ctx.now(), ctx.zone);
  const offered: OfferedSchoolYear[] = [];
  for (const { id, name, source, province, days } of schoolYears) {
    const isOver = days.every(({ endDate }) => endDate < today);
    if (isOver || !row?.regency.startsWith(`${province}.`)) continue;
    if ((await missingOf(ctx.db, days)).length === days.length) offered.push({ id, name, source });
  }
  return offered;
}
