import type { PublicVenue } from '@jemput/shared/places/public-venue';
import { and, asc, eq, like, or, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Context } from '../context.ts';
import { areas, venues } from '../db/schema/places.ts';
import { NotFound } from '../errors.ts';

async function readPublicVenues(ctx: Pick<Context, 'db'>, wanted: SQL | undefined): Promise<PublicVenue[]> {
  const district = alias(areas, 'district');
  const rows = await ctx.db
    .select({ venue: venues, areaName: areas.name, district: district.name })
    .from(venues)
    .innerJoin(areas, eq(areas.code, venues.areaCode))
    .leftJoin(district, and(eq(district.code, areas.parentCode), eq(district.level, 'district')))
    .where(wanted)
    .orderBy(asc(venues.name), asc(venues.id));
  return rows.map(({ venue: { id, name, kind, address, lat, lon, areaCode }, areaName, district }) => ({
    id,
    name,
    kind,
    address,
    lat,
    lon,
    area: { code: areaCode, name: areaName, district: district ?? areaName },
  }));
}

/** Venues in use, by name; `areaPrefix` is the code of a village, district or regency. */
export function listVenues(
  ctx: Pick<Context, 'db'>,
  { areaPrefix }: { areaPrefix?: string | undefined } = {},
): Promise<PublicVenue[]> {
  const inArea =
    areaPrefix === undefined
      ? undefined
      : or(eq(venues.areaCode, areaPrefix), like(venues.areaCode, `${areaPrefix}.%`));
  return readPublicVenues(ctx, and(eq(venues.active, true), inArea));
}

/** Also one no longer in use, as old sessions lead to it. @throws NotFound */
export async function getVenue(ctx: Pick<Context, 'db'>, { id }: { id: string }): Promise<PublicVenue> {
  const [venue] = await readPublicVenues(ctx, eq(venues.id, id));
  if (!venue) throw new NotFound(`There is no venue ${id}.`);
  return venue;
}
