import type { LocalDate } from '@jemput/shared/calendar/local-date';
import type { Pool, Venue } from '@jemput/shared/places/venue';
import type { Database } from '../db/open.ts';
import { areas, kits, office, openings, outages, pools, slots, venues } from '../db/schema/places.ts';
import { crewMembers } from '../db/schema/staff.ts';
import { demoEvening } from './demo-evening.ts';
import { demoCrew, demoKits } from './demo-kits.ts';
import { demoAreas, demoSlots } from './demo-places.ts';

export interface PlacesToWrite {
  venues: Venue[];
  pools: Pool[];
  progress: [LocalDate, number][];
  /** Dates, both included, on which the eighth kit is away. */
  outage: { startDate: LocalDate; endDate: LocalDate };
  /** The first crew member's account. */
  crewUserId: string;
}

export async function writePlaces(tx: Database, places: PlacesToWrite): Promise<void> {
  await tx.insert(office).values({
    id: 1,
    name: 'Dinas Kependudukan dan Pencatatan Sipil Kota Surakarta',
    regencyCode: '33.72',
    demo: true,
    progress: places.progress,
    evening: demoEvening,
  });
  await tx.insert(areas).values([...demoAreas]);
  await tx.delete(slots);
  await tx.insert(slots).values([...demoSlots]);
  await tx.insert(pools).values(places.pools);
  await tx.insert(venues).values(places.venues.map(({ openings: _, ...row }) => row));
  await tx
    .insert(openings)
    .values(
      places.venues.flatMap(({ id, openings }) =>
        Object.entries(openings).map(([slotId, rule]) => ({ venueId: id, slotId, rule })),
      ),
    );
  await tx.insert(kits).values([...demoKits]);
  await tx
    .insert(outages)
    .values({ id: 'demo-servis-k08', kitId: 'K08', reason: 'Servis kamera dan pemindai iris', ...places.outage });
  await tx
    .insert(crewMembers)
    .values(demoCrew.map((member, at) => ({ ...member, userId: at === 0 ? places.crewUserId : null })));
}
