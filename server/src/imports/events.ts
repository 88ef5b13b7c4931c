import { randomUUID } from 'node:crypto';
import type { EventRun } from '@jemput/shared/forecast/event-calendar';
import { eventRunSchema } from '@jemput/shared/forecast/event-run';
import { asc, sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { Database } from '../db/open.ts';
import { datedEvents } from '../db/schema/field.ts';
import { areas, slots } from '../db/schema/places.ts';
import type { Fault } from '../errors.ts';
import { overlapFault } from '../forecast/event-faults.ts';
import { forecastAnew } from '../forecast/forecast-anew.ts';
import { runFault } from '../run-fault.ts';
import { optional, required } from './column.ts';
import { type ItemFault, importerOf, inParts } from './importer.ts';
import { unknownFault, valuesOf } from './known-places.ts';

/** A new one has its id when it is written. */
type EventItem = EventRun & { id?: string | undefined };
const schema = z.extend(eventRunSchema, { id: z.optional(z.string()) });

interface Known {
  slots: Set<string>;
  areas: Set<string>;
  standing: EventItem[];
}

function readAll(db: Database): Promise<EventItem[]> {
  return db.select().from(datedEvents).orderBy(asc(datedEvents.startDate), asc(datedEvents.name), asc(datedEvents.id));
}

function faultsOf(seen: Partial<EventItem>, known: Known): ItemFault[] {
  return [...unknownFault(known.slots, 'slot', seen.slotId), ...unknownFault(known.areas, 'area', seen.areaCode)];
}

/** Reversed dates or too many, and runs that meet one of the same name: of the file before them, or of the office. */
function faultsAmong(items: readonly { row: number; item: EventItem }[], known: Known): Fault[] {
  const replaced = new Set(items.map(({ item }) => item.id));
  const others = known.standing.filter(({ id }) => !replaced.has(id));
  return items.flatMap(({ row, item }) => {
    const faults = [...runFault(item, 'end_date'), ...overlapFault(item, others, 'start_date')];
    others.push(item);
    return faults.map((fault) => ({ ...fault, row }));
  });
}

/** Runs of dates on which something is on that moves turnout. */
export const eventsImporter = importerOf<EventItem, Known>({
  columns: [
    required('name', 'name'),
    required('start_date', 'startDate'),
    required('end_date', 'endDate'),
    optional('slot', 'slotId', 'text', null),
    optional('venue_kind', 'venueKind', 'text', null),
    optional('area', 'areaCode', 'text', null),
  ],
  schema,
  key: ['name', 'startDate', 'slotId', 'venueKind', 'areaCode'],
  readAll,
  readKnown: async (db) => ({
    slots: await valuesOf(db, slots, slots.id),
    areas: await valuesOf(db, areas, areas.code),
    standing: await readAll(db),
  }),
  faultsOf,
  faultsAmong,
  write: async (tx, items, ctx) => {
    const rows = items.map(({ id = randomUUID(), ...run }) => ({ id, ...run }));
    const set = { endDate: sql`excluded.end_date` };
    await inParts(rows, (part) =>
      tx.insert(datedEvents).values(part).onConflictDoUpdate({ target: datedEvents.id, set }),
    );
    await forecastAnew({ ...ctx, db: tx });
  },
});
