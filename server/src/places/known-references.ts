import type { Position } from '@jemput/shared/places/distance';
import { liesInIndonesia } from '@jemput/shared/places/indonesia';
import { eq } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { areas, kits, pools, slots, venues } from '../db/schema/places.ts';
import { crewMembers, user } from '../db/schema/staff.ts';
import { type Fault, Invalid } from '../errors.ts';

const tables = {
  area: areas.code,
  pool: pools.id,
  slot: slots.id,
  kit: kits.id,
  venue: venues.id,
  account: user.id,
  'crew member': crewMembers.id,
};

/** A fault where the database has no such thing, none where it has. */
export async function unknownFault(
  tx: Database,
  what: keyof typeof tables,
  value: string,
  field: string,
): Promise<Fault[]> {
  const column = tables[what];
  const found = await tx.select({ id: column }).from(column.table).where(eq(column, value)).limit(1);
  if (found.length > 0) return [];
  return [{ field, value, code: `unknown_${what.replace(' ', '_')}`, message: `There is no ${what} ${value}.` }];
}

/** A fault where the position is not in Indonesia. */
export function offMapFault(position: Position, field: string): Fault[] {
  if (liesInIndonesia(position)) return [];
  const value = `${position.lat}, ${position.lon}`;
  const message = `${value} is not in Indonesia. Latitude is −11 … 6, longitude 95 … 141; maybe they are swapped.`;
  return [{ field, value, code: 'off_map', message }];
}

/** @throws Invalid with all of them where there are any */
export function refuseFaults(what: string, faults: Fault[]): void {
  if (faults.length > 0)
    throw new Invalid(`${what} cannot be saved: ${faults.map(({ message }) => message).join(' ')}`, faults);
}
