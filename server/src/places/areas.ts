import type { Area, AreaLevel } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { listVenues } from './public-venues.ts';

export async function listAreas(ctx: Context, { level }: { level?: AreaLevel | undefined }): Promise<Area[]> {
  const { areas } = await currentTimetable(ctx);
  return level === undefined ? areas : areas.filter((area) => area.level === level);
}

/** @throws NotFound */
export async function getArea(
  ctx: Context,
  { code }: { code: string },
): Promise<{ area: Area; district: Area | null; venues: PublicVenue[] }> {
  const { areaByCode } = await currentTimetable(ctx);
  const area = areaByCode.get(code);
  if (!area) throw new NotFound(`There is no area ${code}.`);
  const district = area.level === 'village' ? areaByCode.get(area.parentCode ?? '') : undefined;
  return { area, district: district ?? null, venues: await listVenues(ctx, { areaPrefix: code }) };
}
