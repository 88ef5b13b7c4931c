import { CalculationParameters, Coordinates, Madhab, PrayerTimes, Rounding } from 'adhan';
import { DateTime } from 'luxon';
import type { LocalDate } from './local-date.ts';

/** `HH:mm` on the wall of the zone asked for. */
export interface EveningPrayers {
  maghrib: string;
  isya: string;
}

/** What the Ministry of Religious Affairs adds to each prayer for safety (ihtiyat). */
const IHTIYAT_MINUTES = 2;

/**
 * The ministry's rules (Kemenag, Ephemeris Hisab Rukyat): dawn at 20° and isya at 18° below the horizon, sunset where the
 * sun's centre is 1° below it (refraction, radius and the height of a place), Shafi'i, ihtiyat, whole minutes upwards.
 */
function ministryParameters(): CalculationParameters {
  const parameters = new CalculationParameters('Other', 20, 18, 0, 1);
  parameters.madhab = Madhab.Shafi;
  parameters.rounding = Rounding.Up;
  const later = { dhuhr: IHTIYAT_MINUTES, asr: IHTIYAT_MINUTES, maghrib: IHTIYAT_MINUTES, isha: IHTIYAT_MINUTES };
  parameters.adjustments = { fajr: IHTIYAT_MINUTES, sunrise: -IHTIYAT_MINUTES, ...later };
  return parameters;
}

/** Sunsets cost a fraction of a millisecond, and the same places and dates are asked for again and again. */
const known = new Map<string, EveningPrayers | null>();
const MOST_KNOWN = 20_000;

/**
 * When maghrib and isya begin at a place on a date, on the clock of `zone`; null where they do not fall on that date.
 *
 * Within 2 minutes of the ministry's tables for Indonesia: `tests/truth/prayer-times.json`.
 */
export function eveningPrayers(
  date: LocalDate,
  { lat, lon }: { lat: number; lon: number },
  zone: string,
): EveningPrayers | null {
  const key = `${date} ${lat} ${lon} ${zone}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const computed = computedPrayers(date, { lat, lon }, zone);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, computed);
  return computed;
}

function computedPrayers(
  date: LocalDate,
  { lat, lon }: { lat: number; lon: number },
  zone: string,
): EveningPrayers | null {
  // The library takes year, month and day of the machine's own clock out of it, whatever its zone.
  const day = DateTime.fromISO(`${date}T12:00`, { zone: 'system' }).toJSDate();
  const times = new PrayerTimes(new Coordinates(lat, lon), day, ministryParameters());
  const maghrib = DateTime.fromJSDate(times.maghrib, { zone });
  const isya = DateTime.fromJSDate(times.isha, { zone });
  if (maghrib.toISODate() !== date || isya.toISODate() !== date) return null;
  return { maghrib: maghrib.toFormat('HH:mm'), isya: isya.toFormat('HH:mm') };
}
