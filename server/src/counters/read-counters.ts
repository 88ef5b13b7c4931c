import type { Counter } from '@jemput/shared/places/counter';
import { asc } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { counterStaff, counters } from '../db/schema/counters.ts';

/** All counters with their staff, by venue. */
export async function readCounters(db: Database): Promise<Counter[]> {
  const rows = await db.select().from(counters).orderBy(asc(counters.venueId), asc(counters.service));
  const staff = Map.groupBy(await db.select().from(counterStaff), ({ counterId }) => counterId);
  return rows.map((row) => ({
    ...row,
    staffIds: (staff.get(row.id) ?? []).map(({ crewMemberId }) => crewMemberId).sort(),
  }));
}
