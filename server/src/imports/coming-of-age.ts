import { isMonth, type Month, monthOf } from '@jemput/shared/calendar/month';
import { asc, isNotNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import { comingOfAge } from '../db/schema/field.ts';
import { pools } from '../db/schema/places.ts';
import { forecastAnew } from '../forecast/forecast-anew.ts';
import { enterComeOfAge } from '../places/enter-come-of-age.ts';
import { optional, required } from './column.ts';
import { type ItemFault, importerOf, inParts } from './importer.ts';
import { unknownFault } from './known-places.ts';

const schema = z.object({
  poolId: z.string(),
  month: z.string().refine(isMonth, 'a month, YYYY-MM'),
  people: z.int().min(0).max(1_000_000),
  past: z.boolean().default(false),
});
type ComingOfAgeItem = z.infer<typeof schema>;

interface Known {
  /** Who must be recorded, by pool. */
  eligible: Map<string, number>;
  /** The running month. */
  month: Month;
  /** People of the months that have entered, by pool and month: they are in the pools' counts. */
  entered: Map<string, number>;
}

function keyOf({ poolId, month }: { poolId?: string | undefined; month?: string | undefined }): string {
  return `${poolId} ${month}`;
}

/** A month before the running one enters its pool at once: only where the file says that it is meant. */
function monthFault({ poolId, month, past }: Partial<ComingOfAgeItem>, known: Known): ItemFault[] {
  if (month === undefined || month >= known.month || past || known.entered.has(keyOf({ poolId, month }))) return [];
  const message = `month must be ${known.month} or later, got ${month}; write 1 in the column past to count it now.`;
  return [{ field: 'month', value: month, code: 'past_month', message }];
}

function peopleFault({ poolId, month, people }: Partial<ComingOfAgeItem>, known: Known): ItemFault[] {
  if (people === undefined) return [];
  const entered = known.entered.get(keyOf({ poolId, month }));
  const eligible = known.eligible.get(poolId ?? '');
  if (entered !== undefined && people !== entered) {
    const message = `The ${entered} people of ${month} are counted in pool ${poolId} already.`;
    return [{ field: 'people', value: people, code: 'already_entered', message }];
  }
  if (eligible === undefined || people <= eligible) return [];
  const message = `people must be at most ${eligible}, all that are eligible in pool ${poolId}, got ${people}.`;
  return [{ field: 'people', value: people, code: 'above_pool', message }];
}

/** How many of each pool reach the age of the card in a month. */
export const comingOfAgeImporter = importerOf<ComingOfAgeItem, Known>({
  columns: [
    required('pool', 'poolId'),
    required('month', 'month'),
    required('people', 'people', 'number'),
    { ...optional('past', 'past', 'flag', false), derived: true },
  ],
  schema,
  key: ['poolId', 'month'],
  readAll: async (db) => {
    const rows = await db.select().from(comingOfAge).orderBy(asc(comingOfAge.poolId), asc(comingOfAge.month));
    return rows.map(({ poolId, month, people, enteredAt }) => ({ poolId, month, people, past: enteredAt !== null }));
  },
  readKnown: async (db, today) => {
    const entered = await db.select().from(comingOfAge).where(isNotNull(comingOfAge.enteredAt));
    return {
      eligible: new Map((await db.select().from(pools)).map(({ id, eligible }) => [id, eligible])),
      month: monthOf(today),
      entered: new Map(entered.map((row) => [keyOf(row), row.people])),
    };
  },
  faultsOf: (seen, known) => [
    ...unknownFault(known.eligible, 'pool', seen.poolId),
    ...monthFault(seen, known),
    ...peopleFault(seen, known),
  ],
  write: async (tx, items, ctx) => {
    const target = [comingOfAge.poolId, comingOfAge.month];
    const set = { people: sql`excluded.people` };
    const rows = items.map(({ past: _, ...row }) => row);
    await inParts(rows, (part) => tx.insert(comingOfAge).values(part).onConflictDoUpdate({ target, set }));
    await enterComeOfAge({ ...ctx, db: tx });
    await forecastAnew({ ...ctx, db: tx });
  },
});
