import { addDays, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { Instead } from './sheet.ts';
import { fillIn, type SheetWords } from './words/sheet-words.ts';

/** `Jumat`; 1 = Monday. */
export function sayWeekday(weekday: number, words: SheetWords): string {
  return named(words.weekdays, weekday);
}

/** `20 November 2026` */
export function sayDate(date: LocalDate, words: SheetWords): string {
  return `${sayDay(date, words)} ${date.slice(0, 4)}`;
}

/** `20 November` */
export function sayDay(date: LocalDate, { months }: SheetWords): string {
  return `${dayOf(date)} ${named(months, monthOf(date))}`;
}

/** `Jumat 20 November` */
export function sayLongDay(date: LocalDate, words: SheetWords): string {
  return `${sayWeekday(isoWeekday(date), words)} ${sayDay(date, words)}`;
}

/** `23–29 November`, `30 November–6 Desember`; one date where both are the same. */
export function sayDays(from: LocalDate, to: LocalDate, words: SheetWords): string {
  if (from === to) return sayDay(from, words);
  const first = from.slice(0, 7) === to.slice(0, 7) ? `${dayOf(from)}` : sayDay(from, words);
  return `${first}–${sayDay(to, words)}`;
}

/** `23–29 November 2026`, `28 Desember 2026–3 Januari 2027` */
export function sayDates(from: LocalDate, to: LocalDate, words: SheetWords): string {
  const year = to.slice(0, 4);
  if (from.slice(0, 4) === year) return `${sayDays(from, to, words)} ${year}`;
  return `${sayDate(from, words)}–${sayDate(to, words)}`;
}

/** `Jum 20 Nov`, `Sen–Jum 23–27 Nov` */
export function sayShort(from: LocalDate, to: LocalDate, words: SheetWords): string {
  const short = { ...words, months: words.shortMonths, weekdays: words.shortWeekdays };
  return `${sayWeekdays(isoWeekday(from), isoWeekday(to), short)} ${sayDays(from, to, short)}`;
}

/** `Senin–Jumat`; one where both are the same. */
export function sayWeekdays(from: number, to: number, words: SheetWords): string {
  return from === to ? sayWeekday(from, words) : `${sayWeekday(from, words)}–${sayWeekday(to, words)}`;
}

/** `Senin–Rabu dan Jumat` of [1, 2, 3, 5]: three and more in a row are told by the first and the last. */
export function sayWeekdayList(weekdays: readonly number[], words: SheetWords): string {
  const told = runsOf(weekdays, (a, b) => b - a === 1).flatMap((run) =>
    run.length < 3 ? run.map((day) => sayWeekday(day, words)) : [sayWeekdays(run[0] ?? 1, run.at(-1) ?? 1, words)],
  );
  return sayList(told, words);
}

/** `24–26 Desember dan 1 Januari`, of dates in order. */
export function sayDateList(dates: readonly LocalDate[], words: SheetWords): string {
  const runs = runsOf(dates, (a, b) => addDays(a, 1) === b);
  return sayList(
    runs.map((run) => sayDays(run[0] ?? '', run.at(-1) ?? '', words)),
    words,
  );
}

/** `16.00–21.00`, of `HH:mm`. */
export function sayHours({ start, end }: { start: string; end: string }, words: SheetWords): string {
  return `${sayClock(start, words)}–${sayClock(end, words)}`;
}

/** `16.00` of `16:00`. */
export function sayClock(time: string, { clockMark }: SheetWords): string {
  return time.replace(':', clockMark);
}

/** `20 November 2026 pukul 16.00 WIB`, of an instant with the office's offset. */
export function sayMoment(at: string, zoneName: string, words: SheetWords): string {
  const time = `${sayClock(at.slice(11, 16), words)} ${zoneName}`;
  return fillIn(words.moment, { date: sayDate(at.slice(0, 10), words), time });
}

/** `Gantinya: Kelurahan Mojosongo, Jumat 20 November, 16.00–21.00 WIB` */
export function sayInstead({ place, day, hours }: Instead, { instead }: Pick<SheetWords, 'instead'>): string {
  return `${instead.picture}: ${place}, ${day}, ${hours}`;
}

/** `800 m`, `1,8 km`, `12 km` */
export function sayDistance(metres: number, { decimalMark }: SheetWords): string {
  if (metres < 950) return `${Math.max(50, Math.round(metres / 50) * 50)} m`;
  return `${(metres / 1000).toFixed(metres < 9950 ? 1 : 0).replace('.', decimalMark)} km`;
}

/** Runs of neighbours, of values in order. */
export function runsOf<Value>(values: readonly Value[], follows: (a: Value, b: Value) => boolean): Value[][] {
  const runs: Value[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last !== undefined && follows(last, value)) run.push(value);
    else runs.push([value]);
  }
  return runs;
}

function sayList(parts: readonly string[], { and }: SheetWords): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`;
}

function named(list: string, place: number): string {
  return list.split(' ')[place - 1] ?? '';
}

function dayOf(date: LocalDate): number {
  return Number(date.slice(8, 10));
}

function monthOf(date: LocalDate): number {
  return Number(date.slice(5, 7));
}
