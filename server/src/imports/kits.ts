import { type Kit, kitSchema } from '@jemput/shared/kits/kit';
import { asc, sql } from 'drizzle-orm';
import { kits } from '../db/schema/places.ts';
import { optional, required } from './column.ts';
import { importerOf, inParts } from './importer.ts';
import { offMapFault } from './known-places.ts';

export const kitsImporter = importerOf<Kit, null>({
  columns: [
    required('id', 'id'),
    required('name', 'name'),
    required('base_lat', 'baseLat', 'number'),
    required('base_lon', 'baseLon', 'number'),
    required('recordings_per_hour', 'recordingsPerHour', 'number'),
    optional('active', 'active', 'flag', true),
  ],
  schema: kitSchema,
  key: ['id'],
  readAll: (db) => db.select().from(kits).orderBy(asc(kits.id)),
  readKnown: async () => null,
  faultsOf: ({ baseLat, baseLon }) => offMapFault({ lat: baseLat ?? null, lon: baseLon ?? null }, 'base_lat'),
  write: async (tx, rows) => {
    const set = {
      name: sql`excluded.name`,
      baseLat: sql`excluded.base_lat`,
      baseLon: sql`excluded.base_lon`,
      recordingsPerHour: sql`excluded.recordings_per_hour`,
      active: sql`excluded.active`,
    };
    await inParts(rows, (part) => tx.insert(kits).values(part).onConflictDoUpdate({ target: kits.id, set }));
  },
});
