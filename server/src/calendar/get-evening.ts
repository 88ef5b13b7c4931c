import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { type EveningPrayers, eveningPrayers } from '@jemput/shared/calendar/prayer-times';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { EveningRules } from '@jemput/shared/places/evening-rules';
import type { Pause } from '@jemput/shared/sessions/session';
import { asc, avg, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { slots, venues } from '../db/schema/places.ts';
import { readEveningRules, readEvenings } from './read-evenings.ts';
import { readRamadans } from './read-ramadans.ts';

/** What the rules make of one date in the middle of the office's places. */
export interface EveningSeen {
  date: LocalDate;
  isRamadan: boolean;
  prayers: EveningPrayers;
  slots: { id: string; name: string; start: string; end: string; pauses: Pause[] }[];
}

/** How far ahead a Ramadan is looked for. */
const DAYS_AHEAD = 400;

/** The rules, and what they do today and on the first date of the Ramadan that is on or next; nothing without venues. */
export async function getEvening(ctx: Context): Promise<{ rules: EveningRules; seen: EveningSeen[] }> {
  const rules = await readEveningRules(ctx.db);
  const place = await middleOfVenues(ctx.db);
  if (!place) return { rules, seen: [] };
  const today = localDateAt(ctx.now(), ctx.zone);
  const [ramadan] = await readRamadans(ctx.db, today, addDays(today, DAYS_AHEAD));
  const inRamadan = ramadan && ramadan.startDate > today ? ramadan.startDate : ramadan && today;
  const dates = [...new Set([today, ...(inRamadan === undefined ? [] : [inRamadan])])];
  const evenings = await readEvenings(ctx, { from: today, to: dates.at(-1) ?? today });
  const known = await ctx.db.select().from(slots).orderBy(asc(slots.startTime), asc(slots.id));
  const seen = dates.flatMap((date) => {
    const prayers = eveningPrayers(date, place, ctx.zone);
    if (!prayers) return [];
    const held = known.map(({ id, name, startTime, endTime }) => {
      const hours = evenings.hoursOf({ start: startTime, end: endTime }, date, place);
      return { id, name, ...hours, pauses: evenings.pausesOf(hours, date, place) };
    });
    return [{ date, isRamadan: date === inRamadan, prayers, slots: held }];
  });
  return { rules, seen };
}

async function middleOfVenues(db: Database): Promise<{ lat: number; lon: number } | null> {
  const [row] = await db
    .select({ lat: avg(venues.lat).mapWith(Number), lon: avg(venues.lon).mapWith(Number) })
    .from(venues)
    .where(eq(venues.active, true));
  return row?.lat && row.lon ? { lat: row.lat, lon: row.lon } : null;
}
