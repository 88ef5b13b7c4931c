import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { type EveningPrayers, eveningPrayers } from '@jemput/shared/calendar/prayer-times';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { EveningRules } from '@jemput/shared/places/evening-rules';
import type { Pause } from '@jemput/shared/sessions/session';
import type { Hours } from '@jemput/shared/sessions/session-hours';
import { asc, avg, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { slots, venues } from '../db/schema/places.ts';
import { markOf } from './mark-of.ts';
import { readEveningRules, readEvenings } from './read-evenings.ts';
import { type RamadanRun, readRamadans } from './read-ramadans.ts';

/** What the rules make of one date in the middle of the office's places. */
export interface EveningSeen {
  date: LocalDate;
  what: 'today' | 'tarawih' | 'takbiran';
  prayers: EveningPrayers;
  /** `hours` is null where none can be held, or none is planned. */
  slots: { id: string; name: string; hours: Hours | null; pauses: Pause[] }[];
}

/** How far ahead a Ramadan is looked for. */
const DAYS_AHEAD = 400;

/**
 * The rules, and what they do today, on the first evening of tarawih that is to come and on the evening before Idulfitri; nothing without
 * venues.
 */
export async function getEvening(ctx: Context): Promise<{ rules: EveningRules; mark: string; seen: EveningSeen[] }> {
  const rules = await readEveningRules(ctx.db);
  const mark = markOf(rules);
  const place = await middleOfVenues(ctx.db);
  if (!place) return { rules, mark, seen: [] };
  const today = localDateAt(ctx.now(), ctx.zone);
  const [ramadan] = await readRamadans(ctx.db, today, addDays(today, DAYS_AHEAD));
  const dates = datesSeen(today, ramadan);
  const evenings = await readEvenings(ctx, { from: today, to: dates.at(-1)?.date ?? today });
  const known = await ctx.db.select().from(slots).orderBy(asc(slots.startTime), asc(slots.id));
  const seen = dates.flatMap(({ date, what }) => {
    const prayers = eveningPrayers(date, place, ctx.zone);
    if (!prayers) return [];
    const held = known.map(({ id, name, startTime, endTime }) => {
      const slot = { start: startTime, end: endTime };
      const hours = evenings.isClosed(slot, date, place) ? null : evenings.hoursOf(slot, date, place);
      return { id, name, hours, pauses: hours ? evenings.pausesOf(hours, date, place) : [] };
    });
    return [{ date, what, prayers, slots: held }];
  });
  return { rules, mark, seen };
}

function datesSeen(today: LocalDate, ramadan: RamadanRun | undefined): Pick<EveningSeen, 'date' | 'what'>[] {
  const now = { date: today, what: 'today' as const };
  if (!ramadan) return [now];
  const takbiran = { date: ramadan.endDate, what: 'takbiran' as const };
  if (takbiran.date === today) return [takbiran];
  const first = addDays(ramadan.startDate, -1);
  return [now, ...(first > today ? [{ date: first, what: 'tarawih' as const }] : []), takbiran];
}

async function middleOfVenues(db: Database): Promise<{ lat: number; lon: number } | null> {
  const [row] = await db
    .select({ lat: avg(venues.lat).mapWith(Number), lon: avg(venues.lon).mapWith(Number) })
    .from(venues)
    .where(eq(venues.active, true));
  return row?.lat && row.lon ? { lat: row.lat, lon: row.lon } : null;
}
