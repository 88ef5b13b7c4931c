import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { eveningPrayers } from '@jemput/shared/calendar/prayer-times';
import { type EveningRules, standardEveningRules } from '@jemput/shared/places/evening-rules';
import type { Pause } from '@jemput/shared/sessions/session';
import { type Hours, pausesOf, ramadanHours } from '@jemput/shared/sessions/session-hours';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { office } from '../db/schema/places.ts';
import { readRamadans } from './read-ramadans.ts';

interface Place {
  lat: number;
  lon: number;
}

export interface Evenings {
  rules: EveningRules;
  /** When a session in a slot's hours is held at a place on a date. */
  hoursOf(slot: Hours, date: LocalDate, place: Place): Hours;
  /** The rests for prayer within a session's own hours. */
  pausesOf(hours: Hours, date: LocalDate, place: Place): Pause[];
}

export async function readEveningRules(db: Database): Promise<EveningRules> {
  const [row] = await db.select({ evening: office.evening }).from(office).limit(1);
  return row?.evening ?? standardEveningRules;
}

/**
 * The office's evenings beside prayer and in Ramadan, for sessions from `from` to `to`.
 *
 * A session's capacity is that of its hours; a rest for prayer is not taken off it, because a problem file gives a slot
 * one length for all dates, and a promise must not fall behind the plan that it was made from. In Ramadan the session's
 * own hours count, while the plan still counts the slot's: a what-if with other hours tells the difference beforehand.
 */
export async function readEvenings(
  { db, zone }: Pick<Context, 'db' | 'zone'>,
  { from, to, rules }: { from: LocalDate; to: LocalDate; rules?: EveningRules },
): Promise<Evenings> {
  const inForce = rules ?? (await readEveningRules(db));
  const ramadans = await readRamadans(db, from, to);
  const isRamadan = (date: LocalDate) =>
    ramadans.some(({ startDate, endDate }) => startDate <= date && date <= endDate);
  const rests = inForce.maghribPauseMinutes + inForce.isyaPauseMinutes > 0;
  return {
    rules: inForce,
    hoursOf: (slot, date, place) =>
      inForce.tarawihMinutes !== null && isRamadan(date)
        ? ramadanHours(slot, eveningPrayers(date, place, zone), inForce)
        : { start: slot.start, end: slot.end },
    pausesOf: (hours, date, place) => (rests ? pausesOf(hours, eveningPrayers(date, place, zone), inForce) : []),
  };
}
