import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';
import { and, eq, gte, lte, ne } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { calendarDays } from '../db/schema/places.ts';
import { NotFound } from '../errors.ts';
import { refuseFaults } from '../places/known-references.ts';
import { runFault } from '../run-fault.ts';
import { twiceFault } from './calendar-faults.ts';

/** A run of dates; with `id`, in the place of the one that has it. */
export type DayToSave = CalendarDay & { id?: number | undefined };

/**
 * Writes a run of dates into the office's calendar. What is published stays: the board says which sessions stand on a
 * date that has become closed.
 *
 * @throws NotFound where nothing has the id
 * @throws Invalid where the dates are reversed, too many, or in the calendar already
 */
export async function saveDay(ctx: Context, { id, ...run }: DayToSave): Promise<{ id: number }> {
  requirePermission(ctx, 'places.write');
  return inTransaction(ctx, async (tx) => {
    const others = await tx
      .select()
      .from(calendarDays)
      .where(
        and(
          ne(calendarDays.id, id ?? 0),
          eq(calendarDays.kind, run.kind),
          lte(calendarDays.startDate, run.endDate),
          gte(calendarDays.endDate, run.startDate),
        ),
      );
    refuseFaults('The date', [...runFault(run, '/endDate'), ...twiceFault(run, others, '/startDate')]);
    const saved = await write(tx, id, run);
    await recordAct(tx, ctx, 'places.saveCalendarDay', String(saved), run);
    return { id: saved };
  });
}

async function write(tx: Database, id: number | undefined, run: CalendarDay): Promise<number> {
  const [row] =
    id === undefined
      ? await tx.insert(calendarDays).values(run).returning({ id: calendarDays.id })
      : await tx.update(calendarDays).set(run).where(eq(calendarDays.id, id)).returning({ id: calendarDays.id });
  if (!row) throw new NotFound(`There is no date ${id} in the calendar.`);
  return row.id;
}

/** @throws NotFound */
export async function removeDay(ctx: Context, { id }: { id: number }): Promise<void> {
  requirePermission(ctx, 'places.write');
  await inTransaction(ctx, async (tx) => {
    const [removed] = await tx.delete(calendarDays).where(eq(calendarDays.id, id)).returning();
    if (!removed) throw new NotFound(`There is no date ${id} in the calendar.`);
    await recordAct(tx, ctx, 'places.removeCalendarDay', String(id), removed);
  });
}
