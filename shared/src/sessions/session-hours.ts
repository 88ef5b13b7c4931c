import type { EveningPrayers } from '../calendar/prayer-times.ts';
import { minutesOfDay, timeOfDayAt } from '../calendar/time-of-day.ts';
import type { EveningRules } from '../places/evening-rules.ts';
import type { Pause } from './session.ts';

/** A window of one date on the office's wall clock, `HH:mm`. */
export interface Hours {
  start: string;
  end: string;
}

/** The last five minutes' mark of a day: a session has one date, so it never lasts over midnight. */
const LATEST_END = minutesOfDay('23:55');
const STEP_MINUTES = 5;
/** A slot that reaches no further beyond maghrib ends there: its afternoon is kept, whichever side of it the sun sets. */
export const AFTERNOON_REACHES_MINUTES = 30;
/** Shorter is no evening: a crew would set up and take down for a handful of people. */
export const SHORTEST_EVENING_MINUTES = 60;

/**
 * When a session in a slot is held on an evening of tarawih. A slot that has any of the time from maghrib until tarawih is over starts after
 * it, at the next five minutes, and lasts as long as the slot, at most `ramadanEveningMinutes` and not past 23:55; one of the afternoon that
 * reaches at most half an hour beyond maghrib ends there instead. Any other keeps its hours, as does every slot where the office does not
 * wait for tarawih, and where there is no sunset.
 *
 * @returns null where less than `SHORTEST_EVENING_MINUTES`, and less than the slot, is left: no session can be held
 */
export function ramadanHours(
  slot: Hours,
  prayers: EveningPrayers | null,
  { tarawihMinutes, ramadanEveningMinutes }: EveningRules,
): Hours | null {
  if (tarawihMinutes === null || prayers === null) return slot;
  const [from, to] = [minutesOfDay(slot.start), minutesOfDay(slot.end)];
  const maghrib = minutesOfDay(prayers.maghrib);
  const over = minutesOfDay(prayers.isya) + Math.max(1, tarawihMinutes);
  if (to <= maghrib || from >= over) return slot;
  const cut = Math.floor(maghrib / STEP_MINUTES) * STEP_MINUTES;
  if (to - maghrib <= AFTERNOON_REACHES_MINUTES && cut - from >= SHORTEST_EVENING_MINUTES) {
    return { start: slot.start, end: timeOfDayAt(cut) };
  }
  const start = Math.ceil(over / STEP_MINUTES) * STEP_MINUTES;
  const end = Math.min(start + Math.min(to - from, ramadanEveningMinutes), LATEST_END);
  const least = Math.min(SHORTEST_EVENING_MINUTES, to - from, ramadanEveningMinutes);
  return end - start >= least ? { start: timeOfDayAt(start), end: timeOfDayAt(end) } : null;
}

/** Minutes of rest within a session's hours. */
export function restMinutes(pauses: readonly Pause[]): number {
  return pauses.reduce((sum, { start, end }) => sum + minutesOfDay(end) - minutesOfDay(start), 0);
}

/** The rests for prayer of a session: each begins with its prayer and ends within the session and before the next one. */
export function pausesOf(
  hours: Hours,
  prayers: EveningPrayers | null,
  { maghribPauseMinutes, isyaPauseMinutes }: EveningRules,
): Pause[] {
  if (prayers === null) return [];
  const maghrib = pauseOf('maghrib', prayers.maghrib, maghribPauseMinutes, { ...hours, before: prayers.isya });
  const isya = pauseOf('isya', prayers.isya, isyaPauseMinutes, { ...hours, before: hours.end });
  return [...maghrib, ...isya];
}

function pauseOf(
  what: Pause['what'],
  at: string,
  lengthMinutes: number,
  { before, ...hours }: Hours & { before: string },
): Pause[] {
  if (lengthMinutes === 0 || !has(hours, at)) return [];
  const end = Math.min(minutesOfDay(at) + lengthMinutes, minutesOfDay(hours.end), minutesOfDay(before));
  return [{ what, start: at, end: timeOfDayAt(end) }];
}

function has({ start, end }: Hours, time: string): boolean {
  return minutesOfDay(start) <= minutesOfDay(time) && minutesOfDay(time) < minutesOfDay(end);
}
