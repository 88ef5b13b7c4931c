import type { Venue } from '@jemput/shared/places/venue';
import { asc } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { openings, venues } from '../db/schema/places.ts';

/** Every venue as planners keep it, with contact and opening rules. */
export async function listVenueRecords(ctx: Pick<Context, 'db'>): Promise<Venue[]> {
  const rows = await ctx.db.select().from(venues).orderBy(asc(venues.name), asc(venues.id));
  const rules = await ctx.db.select().from(openings).orderBy(asc(openings.slotId));
  const byVenue = Map.groupBy(rules, (row) => row.venueId);
  return rows.map((row) => ({
    ...row,
    openings: Object.fromEntries((byVenue.get(row.id) ?? []).map(({ slotId, rule }) => [slotId, rule])),
  }));
}
