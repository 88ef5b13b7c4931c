import { type Venue, venueSchema } from '@jemput/shared/places/venue';
import { inArray, sql } from 'drizzle-orm';
import { areas, openings, pools, slots, venues } from '../db/schema/places.ts';
import { listVenueRecords } from '../places/list-venue-records.ts';
import { optional, required } from './column.ts';
import { importerOf, inParts } from './importer.ts';
import { offMapFault, unknownFault, valuesOf } from './known-places.ts';

const replaced = {
  name: sql`excluded.name`,
  kind: sql`excluded.kind`,
  poolId: sql`excluded.pool_id`,
  areaCode: sql`excluded.area_code`,
  address: sql`excluded.address`,
  lat: sql`excluded.lat`,
  lon: sql`excluded.lon`,
  maxKits: sql`excluded.max_kits`,
  contactName: sql`excluded.contact_name`,
  contactPhone: sql`excluded.contact_phone`,
  active: sql`excluded.active`,
};

/** Venues with their opening rules in one cell (`openings-text.ts`). */
export const venuesImporter = importerOf<Venue, Record<'pools' | 'areas' | 'slots', Set<string>>>({
  columns: [
    required('id', 'id'),
    required('name', 'name'),
    required('kind', 'kind'),
    required('pool', 'poolId'),
    required('area', 'areaCode'),
    optional('address', 'address', 'text', ''),
    required('lat', 'lat', 'number'),
    required('lon', 'lon', 'number'),
    required('max_kits', 'maxKits', 'number'),
    optional('openings', 'openings', 'openings', {}),
    optional('contact_name', 'contactName', 'text', ''),
    optional('contact_phone', 'contactPhone', 'text', ''),
    optional('active', 'active', 'flag', true),
  ],
  schema: venueSchema,
  key: ['id'],
  readAll: async (db) => {
    const all = await listVenueRecords({ db });
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  },
  readKnown: async (db) => ({
    pools: await valuesOf(db, pools, pools.id),
    areas: await valuesOf(db, areas, areas.code),
    slots: await valuesOf(db, slots, slots.id),
  }),
  faultsOf: (venue, known) => [
    ...unknownFault(known.pools, 'pool', venue.poolId),
    ...unknownFault(known.areas, 'area', venue.areaCode),
    ...offMapFault({ lat: venue.lat ?? null, lon: venue.lon ?? null }, 'lat'),
    ...Object.keys(venue.openings ?? {}).flatMap((slot) =>
      unknownFault(known.slots, 'slot', slot).map((fault) => ({ ...fault, field: 'openings' })),
    ),
  ],
  write: async (tx, all) => {
    await inParts(all, async (part) => {
      const rows = part.map(({ openings: _, ...row }) => row);
      await tx.insert(venues).values(rows).onConflictDoUpdate({ target: venues.id, set: replaced });
      await tx.delete(openings).where(
        inArray(
          openings.venueId,
          rows.map(({ id }) => id),
        ),
      );
      const rules = part.flatMap(({ id, openings }) =>
        Object.entries(openings).map(([slotId, rule]) => ({ venueId: id, slotId, rule })),
      );
      if (rules.length > 0) await tx.insert(openings).values(rules);
    });
  },
});
