import type { VenueKind } from '@jemput/shared/places/venue-kind';
import type { Outputs } from '#lib/api.ts';
import { number, share, weekdayName } from '#lib/format.ts';
import { venueKindNames } from '#lib/forms/venue-kinds.ts';
import { m } from '#lib/paraglide/messages.js';
import { eventName } from './event-names.ts';

export type Explained = Outputs['forecast']['explain'];
export type Driver = Explained['drivers'][number];

/** Days in a row from this one on share one effect (design.ts). */
const LAST_STINT_DAY = 5;

const NO_BREAK = '\u00a0';

/** "+35 %", "−60 %"; "2,4 kali" from twice as many on. */
export function effectWords(effect: number): string {
  if (effect >= 1) return m.driver_times({ times: number(1 + effect, effect < 9 ? 1 : 0) });
  const percent = share(Math.abs(effect), 0).replace(' ', NO_BREAK);
  if (Math.abs(effect) < 0.005) return percent;
  return effect > 0 ? `+${percent}` : `−${percent}`;
}

/** "−10 % sampai +60 %"; nothing where it is known exactly. */
export function rangeWords({ low, high }: Pick<Driver, 'low' | 'high'>): string {
  return low === high ? '' : m.driver_range({ low: effectWords(low), high: effectWords(high) });
}

function stintDayWords(day: string): string {
  return Number(day) < LAST_STINT_DAY ? m.driver_stint_day({ day }) : m.driver_stint_late({ day });
}

/** What a driver is, without its size: "Senin, dibanding hari rata-rata". */
export function causeWords({ group, level = '', name }: Driver, explained: Explained): string {
  const named = name ?? level;
  const causes: Record<string, () => string> = {
    kind: () => m.driver_kind({ kind: venueKindNames[level as VenueKind]?.() ?? level }),
    area: () => m.driver_area({ area: named }),
    slot: () => m.driver_slot({ slot: named }),
    weekday: () => m.driver_weekday({ weekday: weekdayName(Number(level)) }),
    stintDay: () => stintDayWords(level),
    firstVisit: () => m.driver_first_visit(),
    event: () => eventName(level),
    venue: () =>
      explained.reports > 0 ? m.driver_venue({ reports: number(explained.reports) }) : m.driver_venue_unknown(),
    venueWeekday: () => m.driver_venue_weekday({ weekday: weekdayName(Number(level)) }),
    recent: () => m.driver_recent(),
    recurring: () => m.driver_recurring(),
    common: () => m.driver_common(),
    remaining: () =>
      m.driver_remaining({ count: number(explained.remaining), usual: number(explained.typicalRemaining) }),
    spread: () => m.driver_spread(),
    lost: () => m.driver_lost(),
  };
  return causes[group]?.() ?? [group, level].filter(Boolean).join(' ');
}

/** Under this the margin for what is unsure is no reason of its own. */
const SMALL_MARGIN = 0.1;

/** Drivers worth a line, and all others as one; events and a venue without reports are always told, if only as unsure. */
export function linesOf(explained: Explained): { sure: Driver[]; unsure: Driver[]; small: number } {
  const lines = { sure: [] as Driver[], unsure: [] as Driver[], small: 0 };
  for (const driver of explained.drivers) {
    const { group, share, weight } = driver;
    const always = group === 'event' || (group === 'venue' && explained.reports === 0);
    const isSmall = group === 'spread' ? share < SMALL_MARGIN : weight === 'tiny' && !always;
    if (isSmall) lines.small = (1 + lines.small) * (1 + share) - 1;
    else lines[weight === 'sure' ? 'sure' : 'unsure'].push(driver);
  }
  return lines;
}
