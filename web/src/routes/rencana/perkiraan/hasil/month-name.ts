import { DateTime } from 'luxon';
import { getLocale } from '#lib/paraglide/runtime.js';

/** "November 2026" of "2026-11". */
export function monthName(month: string): string {
  return DateTime.fromISO(`${month}-01`)
    .setLocale(getLocale() === 'id' ? 'id-ID' : 'en-GB')
    .toFormat('LLLL yyyy');
}
