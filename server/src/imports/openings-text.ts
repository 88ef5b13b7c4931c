import { type CalendarDayKind, calendarDayKinds } from '@jemput/shared/calendar/calendar-day';
import { isLocalDate } from '@jemput/shared/calendar/local-date';
import { type Pasaran, pasaranNames } from '@jemput/shared/calendar/pasaran';
import type { Opening } from '@jemput/shared/places/venue';

/**
 * Opening rules in one cell: per slot its ISO weekdays (1 = Monday), the only market days where there are some, `!`
 * before a kind of day on which it is closed, `-` before a date that is closed, `+` before one that is open besides;
 * slots apart by semicolons. `malam 123456 -2013-10-15 +2013-10-20; pagi 1234567 legi !holiday`
 */
export function formatOpenings(openings: Readonly<Record<string, Opening>>): string {
  return Object.entries(openings)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([slot, { weekdays, except, also, pasaran = [], closedOn = [] }]) =>
      [
        slot,
        [...weekdays].sort().join('') || '0',
        ...pasaranNames.filter((day) => pasaran.includes(day)),
        ...calendarDayKinds.filter((kind) => closedOn.includes(kind)).map((kind) => `!${kind}`),
        ...[...except].sort().map((date) => `-${date}`),
        ...[...also].sort().map((date) => `+${date}`),
      ].join(' '),
    )
    .join('; ');
}

const expected = 'slots with weekdays, e.g. "malam 123456 -2013-10-15; pagi 1234567 legi !holiday"';

type Parsed<T> = { value: T } | { code: string; expected: string };

export function parseOpenings(text: string): Parsed<Record<string, Opening>> {
  const openings: Record<string, Opening> = {};
  for (const part of text.split(';').map((part) => part.trim())) {
    if (part === '') continue;
    const [slot, days, ...words] = part.split(/\s+/);
    if (
      !slot ||
      !days ||
      !/^(0|[1-7]+)$/.test(days) ||
      new Set(days).size < days.length ||
      Object.hasOwn(openings, slot)
    ) {
      return { code: 'bad_openings', expected };
    }
    const rule = parseRule(days === '0' ? [] : [...days].map(Number).sort(), words);
    if (!('value' in rule)) return rule;
    openings[slot] = rule.value;
  }
  return { value: openings };
}

/** Absent keys stay absent, so that a rule reads back as it was written. */
function parseRule(weekdays: number[], words: readonly string[]): Parsed<Opening> {
  const signed = (sign: string) =>
    words
      .filter((word) => word.startsWith(sign))
      .map((word) => word.slice(1))
      .sort();
  const names = words.filter((word) => !/^[-+!]/.test(word));
  const pasaran = pasaranNames.filter((day) => names.includes(day));
  const closedOn = calendarDayKinds.filter((kind) => signed('!').includes(kind));
  const isUnknown = (word: string) =>
    /^[+-]/.test(word)
      ? !isLocalDate(word.slice(1))
      : !(word.startsWith('!') ? closedOn : pasaran).includes(word.replace('!', '') as CalendarDayKind & Pasaran);
  const wrong = words.find(isUnknown);
  if (wrong !== undefined) {
    return /^[+-]/.test(wrong)
      ? { code: 'no_such_date', expected: `dates that exist, -YYYY-MM-DD or +YYYY-MM-DD, not ${wrong}` }
      : {
          code: 'no_such_day',
          expected: `${pasaranNames.join(', ')} or ${calendarDayKinds.map((kind) => `!${kind}`).join(', ')}, not ${wrong}`,
        };
  }
  return {
    value: {
      weekdays,
      except: signed('-'),
      also: signed('+'),
      ...(pasaran.length > 0 ? { pasaran } : {}),
      ...(closedOn.length > 0 ? { closedOn } : {}),
    },
  };
}
