import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 86_400_000;
/** Sessions that begin from this hour on are an evening's. */
const EVENING_HOUR = 15;

/** Javanese and Sundanese write numbers as Indonesian does, and old phones know neither. */
function numberLocale(): string {
  return getLocale() === 'en' ? 'en-GB' : 'id-ID';
}

/** "1.310" */
export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(numberLocale(), {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(value);
}

/** 0.0123 → "1,2 %" */
export function share(value: number, digits = 1): string {
  return `${number(value * 100, digits)} %`;
}

/** "800 m", "1,8 km" */
export function distance(metres: number): string {
  if (metres < 950) return `${Math.max(50, Math.round(metres / 50) * 50)} m`;
  return `${number(metres / 1000, metres < 10_000 ? 1 : 0)} km`;
}

/** "16.00–21.00 WIB", from ISO instants with offset. */
export function hours(startsAt: string, endsAt: string, zoneName: string): string {
  return `${clock(startsAt.slice(11, 16))}–${clock(endsAt.slice(11, 16))} ${zoneName}`;
}

/** "16.00" of "16:00". */
export function clock(time: string): string {
  return getLocale() === 'en' ? time : time.replace(':', '.');
}

/** One of the names that a text lists; 1 = the first. The same on every phone, whatever its own tables know. */
function named(list: string, place: number): string {
  return list.split(' ')[place - 1] ?? '';
}

/** Of a local date; 1 = Monday, 1 = January. By the script's own dates: a library of them is the largest file of every public page. */
function partsOf(date: string): { weekday: number; day: number; month: number } {
  const at = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  return { weekday: at.getUTCDay() || 7, day: at.getUTCDate(), month: at.getUTCMonth() + 1 };
}

/** "Sab 23 Nov" */
export function shortDate(date: string): string {
  const { weekday, day, month } = partsOf(date);
  return `${named(m.common_weekdays_short(), weekday)} ${day} ${named(m.common_months_short(), month)}`;
}

/** "Sab 23 Nov", and "Sab 23 Nov 2027" where its year is not that of `known`. */
export function dateWithYear(date: string, known: string): string {
  const year = date.slice(0, 4);
  return year === known.slice(0, 4) ? shortDate(date) : `${shortDate(date)} ${year}`;
}

/** "Sabtu 23 November" */
export function longDate(date: string): string {
  const { weekday, day, month } = partsOf(date);
  return `${weekdayName(weekday)} ${day} ${named(m.common_months(), month)}`;
}

/** "Senin"; 1 = Monday. */
export function weekdayName(weekday: number): string {
  return named(m.common_weekdays(), weekday);
}

/** "November 2026" of "2026-11". */
export function monthName(month: string): string {
  return `${named(m.common_months(), Number(month.slice(5, 7)))} ${month.slice(0, 4)}`;
}

/** "Malam ini", "Besok malam"; null further on. Local dates, and an instant with the office's offset. */
export function nearDay(date: string, today: string, startsAt: string): string | null {
  const days = (Date.parse(date) - Date.parse(today)) / DAY_MILLIS;
  const evening = Number(startsAt.slice(11, 13)) >= EVENING_HOUR;
  if (days === 0) return evening ? m.common_tonight() : m.common_today();
  if (days === 1) return evening ? m.common_tomorrow_night() : m.common_tomorrow();
  return null;
}

/** "Malam ini", "Besok malam", else the date. */
export function dayName(date: string, today: string, startsAt: string): string {
  return nearDay(date, today, startsAt) ?? shortDate(date);
}

/** As `dayName`, inside a sentence: "Kelurahan Pajang, besok malam". */
export function dayNameWithin(date: string, today: string, startsAt: string): string {
  return nearDay(date, today, startsAt)?.toLowerCase() ?? shortDate(date);
}

/** "3 menit yang lalu"; both in ISO 8601. */
export function ago(at: string, now: string): string {
  const minutes = Math.floor((Date.parse(now) - Date.parse(at)) / MINUTE_MILLIS);
  if (minutes < 1) return m.common_ago_now();
  if (minutes < 60) return m.common_ago_minutes({ count: minutes });
  if (minutes < 1440) return m.common_ago_hours({ count: Math.floor(minutes / 60) });
  return m.common_ago_days({ count: Math.floor(minutes / 1440) });
}
