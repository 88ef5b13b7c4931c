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

/**
 * When a session in a slot is held on a date of Ramadan. A slot that has maghrib in it starts when tarawih is over, at
 * the next five minutes, and lasts as long as the slot, at most `ramadanEveningMinutes` and not past 23:55; any other
 * keeps its hours. So does every slot where the office does not wait for tarawih, and where there is no sunset.
 */
export function ramadanHours(
  slot: Hours,
  prayers: EveningPrayers | null,
  { tarawihMinutes, ramadanEveningMinutes }: EveningRules,
): Hours {
  if (tarawihMinutes === null || prayers === null || !has(slot, prayers.maghrib)) return slot;
  const start = Math.ceil((minutesOfDay(prayers.isya) + tarawihMinutes) / STEP_MINUTES) * STEP_MINUTES;
  const slotMinutes = minutesOfDay(slot.end) - minutesOfDay(slot.start);
  const end = Math.min(start + Math.min(slotMinutes, ramadanEveningMinutes), LATEST_END);
  return end > start ? { start: timeOfDayAt(start), end: timeOfDayAt(end) } : slot;
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
