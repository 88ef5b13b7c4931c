import { type Area, type AreaLevel, areaLevels, isAreaCode, parentOf } from '@jemput/shared/places/area';
import { asc, sql } from 'drizzle-orm';
import * as z from 'zod';
import { areas } from '../db/schema/places.ts';
import { optional, required } from './column.ts';
import { importerOf, inParts } from './importer.ts';
import { offMapFault, valuesOf } from './known-places.ts';

const schema = z.object({
  code: z.string().refine(isAreaCode, 'a ministry code, 33.72.01.1001'),
  name: z.string().min(1).max(120),
  lat: z.number().min(-90).max(90).nullable(),
  lon: z.number().min(-180).max(180).nullable(),
});
type AreaRow = z.infer<typeof schema>;

function toArea(row: AreaRow): Area {
  const level = areaLevels[row.code.split('.').length - 1] as AreaLevel;
  return { ...row, level, parentCode: parentOf(row.code) };
}

/** Provinces, regencies, districts and villages; level and parent follow from the code. */
export const areasImporter = importerOf<AreaRow, Set<string>>({
  columns: [
    required('code', 'code'),
    required('name', 'name'),
    optional('lat', 'lat', 'number', null),
    optional('lon', 'lon', 'number', null),
  ],
  schema,
  key: ['code'],
  readAll: (db) =>
    db
      .select({ code: areas.code, name: areas.name, lat: areas.lat, lon: areas.lon })
      .from(areas)
      .orderBy(asc(areas.code)),
  readKnown: (db) => valuesOf(db, areas, areas.code),
  faultsOf: ({ code, lat, lon }, known, keys) => {
    const parent = code === undefined ? null : parentOf(code);
    const orphan = parent !== null && !known.has(parent) && !keys.has(parent);
    const half = (lat === null && typeof lon === 'number') || (typeof lat === 'number' && lon === null);
    const around = `The area ${parent} around ${code} is not known.`;
    return [
      ...(orphan ? [{ field: 'code', value: code, code: 'unknown', message: around }] : []),
      ...(half
        ? [{ field: 'lat', value: lat, code: 'missing', message: 'lat and lon must both be filled, or neither.' }]
        : []),
      ...offMapFault({ lat: lat ?? null, lon: lon ?? null }, 'lat'),
    ];
  },
  write: async (tx, rows) => {
    const set = { name: sql`excluded.name`, lat: sql`excluded.lat`, lon: sql`excluded.lon` };
    await inParts(rows.map(toArea), (part) =>
      tx.insert(areas).values(part).onConflictDoUpdate({ target: areas.code, set }),
    );
  },
});
