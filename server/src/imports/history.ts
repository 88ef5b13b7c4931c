import { setImmediate } from 'node:timers/promises';
import { isLocalDate } from '@jemput/shared/calendar/local-date';
import { parentOf } from '@jemput/shared/places/area';
import { asc, gt, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../db/open.ts';
import { turnout } from '../db/schema/field.ts';
import { slots, venues } from '../db/schema/places.ts';
import { derived, optional, required } from './column.ts';
import { type ItemFault, importerOf, inParts } from './importer.ts';
import { unknownFault, valuesOf } from './known-places.ts';
import { ROWS_AT_ONCE } from './table.ts';

const count = z.int().min(0).max(100_000);

const schema = z.object({
  venueId: z.string(),
  kind: z.string().nullable(),
  date: z.string().refine(isLocalDate, 'a date that exists, YYYY-MM-DD'),
  slotId: z.string(),
  kits: z.int().min(0).max(50).nullable(),
  capacity: count.nullable(),
  remaining: z.int().min(0).nullable(),
  served: count,
  turnedAway: count.nullable(),
  area: z.string().nullable(),
});
type HistoryItem = z.infer<typeof schema>;

interface Known {
  /** Kind and district of each venue: what the file may say again, and nothing else. */
  venues: Map<string, { kind: string; area: string }>;
  slots: Set<string>;
  today: string;
}

async function readVenues(db: Database): Promise<Known['venues']> {
  const rows = await db.select({ id: venues.id, kind: venues.kind, areaCode: venues.areaCode }).from(venues);
  return new Map(rows.map(({ id, kind, areaCode }) => [id, { kind, area: parentOf(areaCode) ?? areaCode }]));
}

/** By date, venue and slot; read in parts with a pause after each, as years of sessions are many. */
async function readAll(db: Database): Promise<HistoryItem[]> {
  const venueOf = await readVenues(db);
  const items: HistoryItem[] = [];
  for (let last = 0; ; ) {
    const part = await db
      .select()
      .from(turnout)
      .where(gt(turnout.id, last))
      .orderBy(asc(turnout.id))
      .limit(ROWS_AT_ONCE);
    for (const { id, ...row } of part) {
      const own = venueOf.get(row.venueId);
      items.push({ ...row, kind: own?.kind ?? null, area: own?.area ?? null });
      last = id;
    }
    if (part.length < ROWS_AT_ONCE) break;
    await setImmediate();
  }
  const order = (item: HistoryItem) => `${item.date} ${item.venueId} ${item.slotId}`;
  return items.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function saysOther(field: string, value: string | null | undefined, own: string | undefined): ItemFault[] {
  if (!value || own === undefined || value === own) return [];
  return [{ field, value, code: 'differs', message: `${field} is ${value}, but that of the venue is ${own}.` }];
}

function faultsOf({ venueId, kind, area, date, slotId }: Partial<HistoryItem>, known: Known): ItemFault[] {
  const own = venueId === undefined ? undefined : known.venues.get(venueId);
  const late = { field: 'date', value: date, code: 'not_yet', message: `${date} is after today, ${known.today}.` };
  return [
    ...unknownFault(known.venues, 'venue', venueId),
    ...saysOther('kind', kind, own?.kind),
    ...saysOther('area', area, own?.area),
    ...(slotId === '' ? [] : unknownFault(known.slots, 'slot', slotId)),
    ...(date !== undefined && date > known.today ? [late] : []),
  ];
}

/** Past sessions in the columns of forecasting.md; kind and area are the venue's own, an empty slot is unknown. */
export const historyImporter = importerOf<HistoryItem, Known>({
  columns: [
    required('venue', 'venueId'),
    derived('kind', 'kind'),
    required('date', 'date'),
    optional('slot', 'slotId', 'text', ''),
    optional('kits', 'kits', 'number', null),
    optional('capacity', 'capacity', 'number', null),
    optional('remaining', 'remaining', 'number', null),
    required('served', 'served', 'number'),
    optional('turned_away', 'turnedAway', 'number', null),
    derived('area', 'area'),
  ],
  schema,
  key: ['venueId', 'date', 'slotId'],
  readAll,
  readKnown: async (db, today): Promise<Known> => ({
    venues: await readVenues(db),
    slots: await valuesOf(db, slots, slots.id),
    today,
  }),
  faultsOf,
  write: async (tx, items) => {
    const set = {
      kits: sql`excluded.kits`,
      capacity: sql`excluded.capacity`,
      remaining: sql`excluded.remaining`,
      served: sql`excluded.served`,
      turnedAway: sql`excluded.turned_away`,
    };
    const target = [turnout.venueId, turnout.date, turnout.slotId];
    await inParts(items, (part) => {
      const rows = part.map(({ kind: _, area: __, ...row }) => row);
      return tx.insert(turnout).values(rows).onConflictDoUpdate({ target, set });
    });
  },
});
