import type { Area, AreaLevel } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import { asc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { areas } from '../db/schema/places.ts';
import { NotFound } from '../errors.ts';
import { listVenues } from './public-venues.ts';

export async function listAreas(
  ctx: Pick<Context, 'db'>,
  { level }: { level?: AreaLevel | undefined },
): Promise<Area[]> {
  const wanted = level === undefined ? undefined : eq(areas.level, level);
  return ctx.db.select().from(areas).where(wanted).orderBy(asc(areas.code));
}

/** @throws NotFound */
export async function getArea(
  ctx: Pick<Context, 'db'>,
  { code }: { code: string },
): Promise<{ area: Area; district: Area | null; venues: PublicVenue[] }> {
  const [area] = await ctx.db.select().from(areas).where(eq(areas.code, code));
  if (!area) throw new NotFound(`There is no area ${code}.`);
  const parentCode = area.level === 'village' ? area.parentCode : null;
  const [district] = parentCode ? await ctx.db.select().from(areas).where(eq(areas.code, parentCode)) : [];
  return { area, district: district ?? null, venues: await listVenues(ctx, { areaPrefix: code }) };
}
