import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { eveningPrayers } from '@jemput/shared/calendar/prayer-times';
import { minutesOfDay } from '@jemput/shared/calendar/time-of-day';
import { type EveningRules, standardEveningRules } from '@jemput/shared/places/evening-rules';
import type { Pause } from '@jemput/shared/sessions/session';
import { AFTERNOON_REACHES_MINUTES, type Hours, pausesOf, ramadanHours } from '@jemput/shared/sessions/session-hours';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { office } from '../db/schema/places.ts';
import { readRamadans } from './read-ramadans.ts';

export interface Place {
  lat: number;
  lon: number;
}

/** Isya begins before 21:00 all over Indonesia, so that after as many minutes an hour is left of every evening; no place need be looked at. */
const MOST_TARAWIH_WITH_AN_EVENING = 110;

export interface Evenings {
  rules: EveningRules;
  /** When a session in a slot's hours is held at a place on a date; null where tarawih leaves too little of the evening. */
  hoursOf(slot: Hours, date: LocalDate, place: Place): Hours | null;
  /**
   * True where none is to be planned: too little of the evening is left, or it is the one before Idulfitri and not among the dates that the
   * venue opens on besides.
   */
  isClosed(slot: Hours, date: LocalDate, place: Place, also?: readonly LocalDate[]): boolean;
  /** The rests for prayer within a session's own hours. */
  pausesOf(hours: Hours, date: LocalDate, place: Place): Pause[];
}

export async function readEveningRules(db: Database): Promise<EveningRules> {
  const [row] = await db.select({ evening: office.evening }).from(office).limit(1);
  return row?.evening ?? standardEveningRules;
}

/**
 * The office's evenings beside prayer and in Ramadan, for sessions from `from` to `to`. Tarawih is prayed from the evening before 1 Ramadan
 * on; that of the last date of Ramadan is the evening of takbiran, without tarawih.
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
  const ramadans = await readRamadans(db, from, addDays(to, 1));
  const hasTarawih = (date: LocalDate) =>
    ramadans.some(({ startDate, endDate }) => addDays(startDate, -1) <= date && date < endDate);
  const isTakbiran = (date: LocalDate) => ramadans.some(({ endDate }) => date === endDate);
  const isVeryLate = (inForce.tarawihMinutes ?? 0) > MOST_TARAWIH_WITH_AN_EVENING;
  const rests = inForce.maghribPauseMinutes + inForce.isyaPauseMinutes > 0;
  const hoursOf: Evenings['hoursOf'] = (slot, date, place) =>
    inForce.tarawihMinutes !== null && hasTarawih(date)
      ? ramadanHours(slot, eveningPrayers(date, place, zone), inForce)
      : { start: slot.start, end: slot.end };
  const isOfTakbiran = (slot: Hours, date: LocalDate, place: Place) => {
    if (inForce.openOnTakbiran || !isTakbiran(date)) return false;
    const prayers = eveningPrayers(date, place, zone);
    return prayers !== null && minutesOfDay(slot.end) > minutesOfDay(prayers.maghrib) + AFTERNOON_REACHES_MINUTES;
  };
  return {
    rules: inForce,
    hoursOf,
    isClosed: (slot, date, place, also = []) =>
      (!also.includes(date) && isOfTakbiran(slot, date, place)) || (isVeryLate && hoursOf(slot, date, place) === null),
    pausesOf: (hours, date, place) => (rests ? pausesOf(hours, eveningPrayers(date, place, zone), inForce) : []),
  };
}
