import { liesIn } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';

/** Venues in use, by name; `areaPrefix` is the code of a village, district or regency. */
export async function listVenues(
  ctx: Context,
  { areaPrefix }: { areaPrefix?: string | undefined } = {},
): Promise<PublicVenue[]> {
  const { venues } = await currentTimetable(ctx);
  return areaPrefix === undefined ? venues : venues.filter(({ area }) => liesIn(area.code, areaPrefix));
}

/** Also one no longer in use, as old sessions lead to it. @throws NotFound */
export async function getVenue(ctx: Context, { id }: { id: string }): Promise<PublicVenue> {
  const { venueById } = await currentTimetable(ctx);
  const venue = venueById.get(id);
  if (!venue) throw new NotFound(`There is no venue ${id}.`);
  return venue;
}
