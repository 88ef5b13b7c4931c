import { type Pool, poolSchema } from '@jemput/shared/places/venue';
import { asc, sql } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { areas, pools } from '../db/schema/places.ts';
import { forecastAnew } from '../forecast/forecast-anew.ts';
import { countAsEntered, enterComeOfAge } from '../places/enter-come-of-age.ts';
import { optional, required } from './column.ts';
import { importerOf, inParts } from './importer.ts';
import { unknownFault, valuesOf } from './known-places.ts';

export const poolsImporter = importerOf<Pool, Set<string>>({
  columns: [
    required('id', 'id'),
    required('name', 'name'),
    required('area', 'areaCode'),
    required('eligible', 'eligible', 'number'),
    required('remaining', 'remaining', 'number'),
    optional('min_sessions', 'minSessions', 'number', 0),
  ],
  schema: poolSchema,
  key: ['id'],
  readAll: (db) => db.select().from(pools).orderBy(asc(pools.id)),
  readKnown: (db) => valuesOf(db, areas, areas.code),
  faultsOf: ({ areaCode, eligible, remaining }, known) => {
    const message = `remaining must be at most eligible (${eligible}), got ${remaining}.`;
    return [
      ...unknownFault(known, 'area', areaCode),
      ...(remaining !== undefined && eligible !== undefined && remaining > eligible
        ? [{ field: 'remaining', value: remaining, code: 'too_big', message }]
        : []),
    ];
  },
  write: async (tx, rows, ctx) => {
    const within = { ...ctx, db: tx };
    await enterComeOfAge(within);
    await countAsEntered(within, await countedAnew(tx, rows));
    const set = {
      name: sql`excluded.name`,
      areaCode: sql`excluded.area_code`,
      eligible: sql`excluded.eligible`,
      remaining: sql`excluded.remaining`,
      minSessions: sql`excluded.min_sessions`,
    };
    await inParts(rows, (part) => tx.insert(pools).values(part).onConflictDoUpdate({ target: pools.id, set }));
    await forecastAnew(within);
  },
});

/** The pools for which the file has other counts of people than the office. */
async function countedAnew(tx: Database, rows: readonly Pool[]): Promise<string[]> {
  const counts = ({ eligible, remaining }: Pool) => `${eligible} ${remaining}`;
  const standing = new Map((await tx.select().from(pools)).map((pool) => [pool.id, counts(pool)]));
  return rows.filter((pool) => standing.get(pool.id) !== counts(pool)).map(({ id }) => id);
}
