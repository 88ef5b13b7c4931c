import { isTimeOfDay, minutesOfDay } from '@jemput/shared/calendar/time-of-day';

export const SHORTEST_MINUTES = 30;
/** Longer past midnight, and opening and closing are surely swapped. */
const LONGEST_PAST_MIDNIGHT_MINUTES = 12 * 60;
const DAY_MINUTES = 24 * 60;

export type HoursFault = 'time' | 'short' | 'swapped';

export type ReadHours =
  | { opens: string; openMinutes: number }
  | { field: 'buka' | 'tutup'; fault: HoursFault | 'empty'; opens?: string };

/**
 * From opening to closing, past midnight too: 22:00–02:00 are four hours, 00:00–24:00 a whole day.
 *
 * @param buka `HH:mm`
 * @param tutup `HH:mm`; 24:00 and 00:00 are the midnight after opening
 */
export function readHours(buka: string, tutup: string): ReadHours {
  const opens = buka === '24:00' ? '00:00' : buka;
  for (const [field, time] of [
    ['buka', opens],
    ['tutup', tutup],
  ] as const) {
    if (!isTimeOfDay(time)) return { field, fault: time === '' ? 'empty' : 'time' };
  }
  const closing = minutesOfDay(tutup) || DAY_MINUTES;
  const length = closing - minutesOfDay(opens);
  const openMinutes = length < 0 ? length + DAY_MINUTES : length;
  if (length < 0 && openMinutes > LONGEST_PAST_MIDNIGHT_MINUTES) return { field: 'tutup', fault: 'swapped' };
  if (openMinutes < SHORTEST_MINUTES) return { field: 'tutup', fault: 'short', opens };
  return { opens, openMinutes };
}
