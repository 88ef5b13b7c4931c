import { isCutShort, type SurpriseReason } from '@jemput/shared/field/surprise-reason';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { parentOf } from '@jemput/shared/places/area';
import { asc, eq } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { turnout } from '../db/schema/field.ts';
import { venues } from '../db/schema/places.ts';

type TurnoutRow = Omit<typeof turnout.$inferSelect, 'id' | 'reason'> & { reason?: SurpriseReason | null };

/** What the forecast knows a venue by: villages are too small to pool, so the area is their district. */
export function placeOfVenue(venue: { id: string; kind: string; areaCode: string }) {
  return { venue: venue.id, kind: venue.kind, area: parentOf(venue.areaCode) ?? venue.areaCode };
}

/** A session cut short (no power, say) is no evidence of low demand: it reads as full with all who were seen, so that demand was at least that. */
export function historyRow(row: TurnoutRow, venue: { id: string; kind: string; areaCode: string }): HistoryRow {
  const { date, slotId: slot, kits, remaining, served, turnedAway, reason } = row;
  const seen = served + (turnedAway ?? 0);
  const counts = isCutShort(reason) ? { served: seen, capacity: seen, turnedAway: null } : row;
  return {
    ...placeOfVenue(venue),
    date,
    slot,
    served: counts.served,
    ...(kits === null ? {} : { kits }),
    ...(counts.capacity === null ? {} : { capacity: counts.capacity }),
    ...(remaining === null ? {} : { remaining }),
    ...(counts.turnedAway === null ? {} : { turnedAway: counts.turnedAway }),
  };
}

/** Every past session that the office has counts of, oldest first. */
export async function readHistory(db: Database): Promise<HistoryRow[]> {
  const rows = await db
    .select({ turnout, venue: { id: venues.id, kind: venues.kind, areaCode: venues.areaCode } })
    .from(turnout)
    .innerJoin(venues, eq(venues.id, turnout.venueId))
    .orderBy(asc(turnout.date), asc(turnout.id));
  return rows.map((row) => historyRow(row.turnout, row.venue));
}
