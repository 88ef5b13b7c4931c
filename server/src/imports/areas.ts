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
export const areasImporter = importerOf({
  columns: [
    required('code', 'code'),
    required('name', 'name'),
    optional('lat', 'lat', 'number', null),
    optional('lon', 'lon', 'number', null),
  ],
  schema,
  keyOf: ({ code }: AreaRow) => code,
  readAll: (db) =>
    db
      .select({ code: areas.code, name: areas.name, lat: areas.lat, lon: areas.lon })
      .from(areas)
      .orderBy(asc(areas.code)),
  readKnown: (db) => valuesOf(db, areas, areas.code),
  faultsOf: ({ code, lat, lon }, known, items) => {
    const parent = parentOf(code);
    const orphan = parent !== null && !known.has(parent) && !items.has(parent);
    const half = (lat === null) !== (lon === null);
    return [
      ...(orphan
        ? [{ field: 'code', value: code, code: 'unknown', message: `The area ${parent} around ${code} is not known.` }]
        : []),
      ...(half
        ? [{ field: 'lat', value: lat, code: 'missing', message: 'lat and lon must both be filled, or neither.' }]
        : []),
      ...(lat !== null && lon !== null ? offMapFault({ lat, lon }, 'lat') : []),
    ];
  },
  write: async (tx, rows) => {
    const set = { name: sql`excluded.name`, lat: sql`excluded.lat`, lon: sql`excluded.lon` };
    await inParts(rows.map(toArea), (part) =>
      tx.insert(areas).values(part).onConflictDoUpdate({ target: areas.code, set }),
    );
  },
});
