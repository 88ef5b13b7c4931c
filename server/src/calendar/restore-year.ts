import { eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { calendarDays } from '../db/schema/places.ts';
import { copyYear } from './ensure-calendar.ts';

/** Puts back a year as it was shipped: what the office changed or took out of it. Runs that the office added stay. */
export async function restoreYear(ctx: Context, { year }: { year: number }): Promise<void> {
  requirePermission(ctx, 'places.write');
  await inTransaction(ctx, async (tx) => {
    await tx.delete(calendarDays).where(eq(calendarDays.shippedYear, year));
    await copyYear(tx, year);
    await recordAct(tx, ctx, 'places.restoreCalendarYear', String(year));
  });
}
