import type { Pasaran } from '@jemput/shared/calendar/pasaran';
import type { Opening, Venue } from '@jemput/shared/places/venue';
import { DateTime } from 'luxon';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { dayKindNames } from '../kalender/calendar-words.ts';

/** "Sen"; 1 = Monday (ISO 8601). 2024 began on a Monday. */
export function weekdayName(weekday: number): string {
  return DateTime.local(2024, 1, weekday).setLocale(getLocale()).toFormat('ccc');
}

/** "Legi": a proper name, the same in every language. */
export function pasaranName(day: Pasaran): string {
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
}

/** [1,2,3,5] → "Sen–Rab, Jum" */
export function weekdaysInWords(weekdays: number[]): string {
  const runs: [number, number][] = [];
  for (const day of weekdays.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs
    .map(([from, to]) => (from === to ? weekdayName(from) : `${weekdayName(from)}–${weekdayName(to)}`))
    .join(', ');
}

/** "Sen–Sab", "setiap Legi", "Jum, setiap Legi": all seven weekdays say nothing beside a market day. */
function daysInWords({ weekdays, pasaran = [] }: Opening): string {
  const everyWeekday = new Set(weekdays).size === 7;
  const parts = pasaran.length > 0 && everyWeekday ? [] : [weekdaysInWords(weekdays)];
  if (pasaran.length > 0) parts.push(m.calendar_every({ days: pasaran.map(pasaranName).join(', ') }));
  return parts.join(', ');
}

/** When a venue opens: "Malam Sen–Sab, tutup libur nasional", one a slot; empty where it never does. */
export function openingsInWords(venue: Venue, slots: { id: string; name: string }[]): string[] {
  return slots.flatMap(({ id, name }) => {
    const rule: Opening | undefined = venue.openings[id];
    if (!rule || rule.weekdays.length + rule.also.length === 0) return [];
    const open = `${name} ${daysInWords(rule)}${rule.also.length > 0 ? ` +${rule.also.length}` : ''}`;
    const kinds = (rule.closedOn ?? []).map((kind) => dayKindNames[kind]().toLowerCase());
    return [kinds.length > 0 ? `${open}, ${m.calendar_closed_in_words({ kinds: kinds.join(', ') })}` : open];
  });
}
