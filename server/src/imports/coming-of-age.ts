import { isMonth } from '@jemput/shared/calendar/month';
import { asc, isNotNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import { comingOfAge } from '../db/schema/field.ts';
import { pools } from '../db/schema/places.ts';
import { forecastAnew } from '../forecast/forecast-anew.ts';
import { enterComeOfAge } from '../places/enter-come-of-age.ts';
import { required } from './column.ts';
import { importerOf, inParts } from './importer.ts';
import { unknownFault, valuesOf } from './known-places.ts';

const schema = z.object({
  poolId: z.string(),
  month: z.string().refine(isMonth, 'a month, YYYY-MM'),
  people: z.int().min(0).max(1_000_000),
});
type ComingOfAgeItem = z.infer<typeof schema>;

interface Known {
  pools: Set<string>;
  /** People of the months that have entered, by pool and month: they are in the pools' counts. */
  entered: Map<string, number>;
}

function keyOf({ poolId, month }: { poolId?: string | undefined; month?: string | undefined }): string {
  return `${poolId} ${month}`;
}

/** How many of each pool reach the age of the card in a month. */
export const comingOfAgeImporter = importerOf<ComingOfAgeItem, Known>({
  columns: [required('pool', 'poolId'), required('month', 'month'), required('people', 'people', 'number')],
  schema,
  key: ['poolId', 'month'],
  readAll: (db) =>
    db
      .select({ poolId: comingOfAge.poolId, month: comingOfAge.month, people: comingOfAge.people })
      .from(comingOfAge)
      .orderBy(asc(comingOfAge.poolId), asc(comingOfAge.month)),
  readKnown: async (db) => {
    const entered = await db.select().from(comingOfAge).where(isNotNull(comingOfAge.enteredAt));
    return {
      pools: await valuesOf(db, pools, pools.id),
      entered: new Map(entered.map((row) => [keyOf(row), row.people])),
    };
  },
  faultsOf: ({ poolId, month, people }, known) => {
    const entered = known.entered.get(keyOf({ poolId, month }));
    const message = `The ${entered} people of ${month} are counted in pool ${poolId} already.`;
    return [
      ...unknownFault(known.pools, 'pool', poolId),
      ...(entered === undefined || people === undefined || people === entered
        ? []
        : [{ field: 'people', value: people, code: 'already_entered', message }]),
    ];
  },
  write: async (tx, items, ctx) => {
    const target = [comingOfAge.poolId, comingOfAge.month];
    const set = { people: sql`excluded.people` };
    await inParts(items, (part) => tx.insert(comingOfAge).values(part).onConflictDoUpdate({ target, set }));
    await enterComeOfAge({ ...ctx, db: tx });
    await forecastAnew({ ...ctx, db: tx });
  },
});
