import { setImmediate } from 'node:timers/promises';
import { isCutShort, type SurpriseReason } from '@jemput/shared/field/surprise-reason';
import type { EventsAt } from '@jemput/shared/forecast/event-calendar';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { inOrderOfDate } from '@jemput/shared/forecast/in-order-of-date';
import { parentOf } from '@jemput/shared/places/area';
import { and, asc, eq, gt, lte, max } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { turnout } from '../db/schema/field.ts';
import { venues } from '../db/schema/places.ts';
import { readCircumstances } from './read-circumstances.ts';

type TurnoutRow = Omit<typeof turnout.$inferSelect, 'id' | 'reason'> & { reason?: SurpriseReason | null };

/** What the forecast knows a venue by: villages are too small to pool, so the area is their district. */
export function placeOfVenue(venue: { id: string; kind: string; areaCode: string }) {
  return { venue: venue.id, kind: venue.kind, area: parentOf(venue.areaCode) ?? venue.areaCode };
}

/** A session cut short (no power, say) is no evidence of low demand: it reads as full with all who were seen, so that demand was at least that. */
export function historyRow(
  row: TurnoutRow,
  venue: { id: string; kind: string; areaCode: string },
  eventsAt: EventsAt = () => [],
): HistoryRow {
  const { date, slotId: slot, kits, remaining, served, turnedAway, reason } = row;
  const seen = served + (turnedAway ?? 0);
  const counts = isCutShort(reason) ? { served: seen, capacity: seen, turnedAway: null } : row;
  const events = eventsAt({ date, slot, kind: venue.kind, areaCode: venue.areaCode });
  return {
    ...placeOfVenue(venue),
    date,
    slot,
    ...(events.length === 0 ? {} : { events }),
    served: counts.served,
    ...(kits === null ? {} : { kits }),
    ...(counts.capacity === null ? {} : { capacity: counts.capacity }),
    ...(remaining === null ? {} : { remaining }),
    ...(counts.turnedAway === null ? {} : { turnedAway: counts.turnedAway }),
  };
}

const ROWS_AT_ONCE = 2000;

/** Ids of past sessions: those after one, and none after another. */
export interface HistorySpan {
  after?: number;
  until?: number;
}

/** Past sessions in the order they came in, in parts with a pause after each: years of them are many. */
export async function* historyInParts(
  db: Database,
  { after = 0, until = Number.MAX_SAFE_INTEGER }: HistorySpan = {},
): AsyncGenerator<HistoryRow[]> {
  const { eventsAt } = await readCircumstances(db);
  for (let last = after; ; ) {
    const rows = await db
      .select({ turnout, venue: { id: venues.id, kind: venues.kind, areaCode: venues.areaCode } })
      .from(turnout)
      .innerJoin(venues, eq(venues.id, turnout.venueId))
      .where(and(gt(turnout.id, last), lte(turnout.id, until)))
      .orderBy(asc(turnout.id))
      .limit(ROWS_AT_ONCE);
    const end = rows.at(-1);
    if (!end) return;
    yield rows.map((row) => historyRow(row.turnout, row.venue, eventsAt));
    last = end.turnout.id;
    await setImmediate();
  }
}

/** Past sessions that the office has counts of, oldest first. */
export async function readHistory(db: Database, span: HistorySpan = {}): Promise<HistoryRow[]> {
  const rows: HistoryRow[] = [];
  for await (const part of historyInParts(db, span)) rows.push(...part);
  return inOrderOfDate(rows);
}

/** The id of the newest row; 0 where there is none. */
export async function newestHistoryId(db: Database): Promise<number> {
  const [newest] = await db.select({ id: max(turnout.id) }).from(turnout);
  return newest?.id ?? 0;
}
