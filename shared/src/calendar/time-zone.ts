import { DateTime } from 'luxon';
import type { LocalDate } from './local-date.ts';

/** ISO 8601 instant with the zone's offset, `2013-10-25T16:00:00+07:00`. `time` is `HH:mm`. */
export function instantAt(date: LocalDate, time: string, zone: string): string {
  const at = DateTime.fromISO(`${date}T${time}`, { zone });
  return at.toISO({ suppressMilliseconds: true }) as string;
}

/** The date on the wall in `zone` at `epochMillis`. */
export function localDateAt(epochMillis: number, zone: string): LocalDate {
  return DateTime.fromMillis(epochMillis, { zone }).toFormat('yyyy-MM-dd');
}

/** The clock on the wall in `zone` at `epochMillis`, `HH:mm`. */
export function localTimeAt(epochMillis: number, zone: string): string {
  return DateTime.fromMillis(epochMillis, { zone }).toFormat('HH:mm');
}

/** WIB, WITA or WIT for Indonesia's three zones; the offset (`UTC+9`) elsewhere. */
export function zoneAbbreviation(zone: string): string {
  const names: Record<string, string> = {
    'Asia/Jakarta': 'WIB',
    'Asia/Pontianak': 'WIB',
    'Asia/Makassar': 'WITA',
    'Asia/Jayapura': 'WIT',
  };
  return names[zone] ?? DateTime.fromMillis(0, { zone }).toFormat("'UTC'Z");
}

export function isTimeZone(zone: string): boolean {
  return DateTime.local({ zone }).isValid;
}

/** ISO 8601 with the zone's offset of a Unix time in milliseconds. */
export function instantOf(epochMillis: number, zone: string): string {
  return DateTime.fromMillis(epochMillis, { zone }).toISO({ suppressMilliseconds: true }) as string;
}

/** Unix milliseconds of `HH:mm` (24:00 is the next midnight) on a date in `zone`. */
export function epochMillisAt(date: LocalDate, time: string, zone: string): number {
  return DateTime.fromISO(`${date}T${time}`, { zone }).toMillis();
}

/** `Fri, 25 Oct 2013 09:00:00 GMT` (RFC 9110, RFC 822) of an ISO 8601 instant. */
export function httpDateOf(instant: string): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).toHTTP() as string;
}

/** The zone's offset in minutes where it is the same half a year around each of these instants; null where it changes. */
export function steadyOffsetMinutes(instants: readonly string[], zone: string): number | null {
  const around = instants.flatMap((instant) => {
    const at = DateTime.fromISO(instant, { zone });
    return [at.minus({ days: 182 }), at, at.plus({ days: 182 })].map(({ offset }) => offset);
  });
  const [first] = around;
  return first !== undefined && around.every((offset) => offset === first) ? first : null;
}
