import type { Venue } from '@jemput/shared/places/venue';
import { eq } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { openings, venues } from '../db/schema/places.ts';
import type { Fault } from '../errors.ts';
import { offMapFault, refuseFaults, unknownFault } from './known-references.ts';

async function venueFaults(tx: Database, venue: Venue): Promise<Fault[]> {
  const faults = [
    ...offMapFault(venue, '/lat'),
    ...(await unknownFault(tx, 'pool', venue.poolId, '/poolId')),
    ...(await unknownFault(tx, 'area', venue.areaCode, '/areaCode')),
  ];
  for (const slotId of Object.keys(venue.openings)) {
    faults.push(...(await unknownFault(tx, 'slot', slotId, `/openings/${slotId}`)));
  }
  return faults;
}

/** Makes the venue, or replaces the one with that id and its openings. @throws Invalid with every fault */
export async function saveVenue(ctx: Context, venue: Venue): Promise<{ id: string }> {
  requirePermission(ctx, 'places.write');
  const { openings: rules, ...row } = venue;
  await inTransaction(ctx, async (tx) => {
    refuseFaults(`Venue ${venue.id}`, await venueFaults(tx, venue));
    await tx.insert(venues).values(row).onConflictDoUpdate({ target: venues.id, set: row });
    await tx.delete(openings).where(eq(openings.venueId, row.id));
    const rows = Object.entries(rules).map(([slotId, rule]) => ({ venueId: row.id, slotId, rule }));
    if (rows.length > 0) await tx.insert(openings).values(rows);
    await recordAct(tx, ctx, 'places.saveVenue', row.id, venue);
  });
  return { id: row.id };
}
