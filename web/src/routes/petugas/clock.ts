import { DateTime } from 'luxon';
import { getLocale } from '#lib/paraglide/runtime.js';

function clockOf(at: DateTime): string {
  return at.toFormat(getLocale() === 'id' ? 'HH.mm' : 'HH:mm');
}

/** "18.02" on the office's clock, from ISO 8601. */
export function clock(at: string, zone: string): string {
  return clockOf(DateTime.fromISO(at, { zone }));
}

/** "18.02" on the office's clock, from Unix milliseconds. */
export function clockAtMillis(millis: number, zone: string): string {
  return clockOf(DateTime.fromMillis(millis, { zone }));
}
