import { isLocalDate } from '@jemput/shared/calendar/local-date';
import type { Opening } from '@jemput/shared/places/venue';

/**
 * Opening rules in one cell: per slot its ISO weekdays (1 = Monday), `-` before a date that is closed, `+` before one
 * that is open besides; slots apart by semicolons. `malam 123456 -2013-10-15 +2013-10-20; pagi 7`
 */
export function formatOpenings(openings: Readonly<Record<string, Opening>>): string {
  return Object.entries(openings)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([slot, { weekdays, except, also }]) =>
      [
        slot,
        [...weekdays].sort().join('') || '0',
        ...[...except].sort().map((date) => `-${date}`),
        ...[...also].sort().map((date) => `+${date}`),
      ].join(' '),
    )
    .join('; ');
}

const expected = 'slots with weekdays, e.g. "malam 123456 -2013-10-15; pagi 7"';

export function parseOpenings(text: string): { value: Record<string, Opening> } | { code: string; expected: string } {
  const openings: Record<string, Opening> = {};
  for (const part of text.split(';').map((part) => part.trim())) {
    if (part === '') continue;
    const [slot, days, ...dates] = part.split(/\s+/);
    if (
      !slot ||
      !days ||
      !/^(0|[1-7]+)$/.test(days) ||
      new Set(days).size < days.length ||
      Object.hasOwn(openings, slot)
    ) {
      return { code: 'bad_openings', expected };
    }
    const wrong = dates.find((date) => !/^[+-]/.test(date) || !isLocalDate(date.slice(1)));
    if (wrong) return { code: 'no_such_date', expected: `dates that exist, -YYYY-MM-DD or +YYYY-MM-DD, not ${wrong}` };
    const signed = (sign: string) =>
      dates
        .filter((date) => date.startsWith(sign))
        .map((date) => date.slice(1))
        .sort();
    const weekdays = days === '0' ? [] : [...days].map(Number).sort();
    openings[slot] = { weekdays, except: signed('-'), also: signed('+') };
  }
  return { value: openings };
}
