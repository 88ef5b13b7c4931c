import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';
import { and, eq, gte, lte, ne } from 'drizzle-orm';
import { lastTouch } from '../auth/last-touch.ts';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { calendarDays } from '../db/schema/places.ts';
import { Conflict, NotFound } from '../errors.ts';
import { refuseFaults } from '../places/known-references.ts';
import { runFault } from '../run-fault.ts';
import { twiceFault } from './calendar-faults.ts';
import { markOfRun } from './mark-of.ts';

/** A run in the calendar, and the mark of what was seen of it (`listYear`). */
export interface SeenDay {
  id: number;
  seen: string;
}

/** A run of dates, new or in the place of another. */
export type DayToSave = CalendarDay & { replaces?: SeenDay | undefined };

/**
 * Writes a run of dates into the office's calendar. What is published stays: the board says which sessions stand on a
 * date that has become closed.
 *
 * @throws NotFound where nothing has the id
 * @throws Conflict where the run that it replaces is not as it was seen
 * @throws Invalid where the dates are reversed, too many, or in the calendar already
 */
export async function saveDay(ctx: Context, { replaces, ...run }: DayToSave): Promise<{ id: number }> {
  requirePermission(ctx, 'places.write');
  return inTransaction(ctx, async (tx) => {
    if (replaces) await checkSeen({ ...ctx, db: tx }, replaces);
    const others = await tx
      .select()
      .from(calendarDays)
      .where(
        and(
          ne(calendarDays.id, replaces?.id ?? 0),
          eq(calendarDays.kind, run.kind),
          lte(calendarDays.startDate, run.endDate),
          gte(calendarDays.endDate, run.startDate),
        ),
      );
    refuseFaults('The date', [...runFault(run, '/endDate'), ...twiceFault(run, others, '/startDate')]);
    const saved = await write(tx, replaces?.id, run);
    await recordAct(tx, ctx, 'places.saveCalendarDay', String(saved), run);
    return { id: saved };
  });
}

async function checkSeen(ctx: Pick<Context, 'db' | 'zone'>, { id, seen }: SeenDay) {
  const [row] = await ctx.db.select().from(calendarDays).where(eq(calendarDays.id, id)).limit(1);
  if (!row) throw new NotFound(`There is no date ${id} in the calendar.`);
  if (markOfRun(row) !== seen) {
    throw new Conflict(`${row.name} was changed${await lastTouch(ctx, String(id), ['places.saveCalendarDay'])}.`);
  }
  return row;
}

async function write(tx: Database, id: number | undefined, run: CalendarDay): Promise<number> {
  if (id === undefined) {
    const [row] = await tx.insert(calendarDays).values(run).returning({ id: calendarDays.id });
    return row?.id ?? 0;
  }
  await tx.update(calendarDays).set(run).where(eq(calendarDays.id, id));
  return id;
}

/** @throws NotFound, or Conflict where it is not as it was seen */
export async function removeDay(ctx: Context, { id, seen }: SeenDay): Promise<void> {
  requirePermission(ctx, 'places.write');
  await inTransaction(ctx, async (tx) => {
    const removed = await checkSeen({ ...ctx, db: tx }, { id, seen });
    await tx.delete(calendarDays).where(eq(calendarDays.id, id));
    await recordAct(tx, ctx, 'places.removeCalendarDay', String(id), removed);
  });
}
