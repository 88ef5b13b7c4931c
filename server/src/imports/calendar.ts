import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';
import { calendarRunSchema } from '@jemput/shared/places/calendar-run';
import { asc, sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import { twiceFault } from '../calendar/calendar-faults.ts';
import type { Database } from '../db/open.ts';
import { calendarDays } from '../db/schema/places.ts';
import type { Fault } from '../errors.ts';
import { runFault } from '../run-fault.ts';
import { required } from './column.ts';
import { importerOf, inParts } from './importer.ts';

/** A new one has its id when it is written. */
type DayItem = CalendarDay & { id?: number | undefined };
const schema = z.extend(calendarRunSchema, { id: z.optional(z.int()) });

interface Known {
  standing: DayItem[];
}

async function readAll(db: Database): Promise<DayItem[]> {
  const rows = await db.select().from(calendarDays).orderBy(asc(calendarDays.startDate), asc(calendarDays.name));
  return rows.map(({ shippedYear: _, ...day }) => day);
}

/** Reversed dates or too many, and a run that has a date of one of its name: of the file before it, or of the office. */
function faultsAmong(items: readonly { row: number; item: DayItem }[], { standing }: Known): Fault[] {
  const replaced = new Set(items.map(({ item }) => item.id));
  const others = standing.filter(({ id }) => !replaced.has(id));
  return items.flatMap(({ row, item }) => {
    const faults = [...runFault(item, 'end_date'), ...twiceFault(item, others, 'start_date')];
    others.push(item);
    return faults.map((fault) => ({ ...fault, row }));
  });
}

/** Holidays, joint leave, school breaks and examinations. */
export const calendarImporter = importerOf<DayItem, Known>({
  columns: [
    required('kind', 'kind'),
    required('name', 'name'),
    required('start_date', 'startDate'),
    required('end_date', 'endDate'),
  ],
  schema,
  key: ['kind', 'name', 'startDate'],
  readAll,
  readKnown: async (db) => ({ standing: await readAll(db) }),
  faultsOf: () => [],
  faultsAmong,
  write: async (tx, items) => {
    const set = { endDate: sql`excluded.end_date` };
    await inParts(items, (part) =>
      tx.insert(calendarDays).values(part).onConflictDoUpdate({ target: calendarDays.id, set }),
    );
  },
});
