import type { Opening, Venue } from '@jemput/shared/places/venue';
import { DateTime } from 'luxon';
import { getLocale } from '#lib/paraglide/runtime.js';

/** "Sen"; 1 = Monday (ISO 8601). 2024 began on a Monday. */
export function weekdayName(weekday: number): string {
  return DateTime.local(2024, 1, weekday).setLocale(getLocale()).toFormat('ccc');
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

/** When a venue opens: "Malam Sen–Sab", one a slot; empty where it never does. */
export function openingsInWords(venue: Venue, slots: { id: string; name: string }[]): string[] {
  return slots.flatMap(({ id, name }) => {
    const rule: Opening | undefined = venue.openings[id];
    if (!rule || rule.weekdays.length + rule.also.length === 0) return [];
    return [`${name} ${weekdaysInWords(rule.weekdays)}${rule.also.length > 0 ? ` +${rule.also.length}` : ''}`];
  });
}
