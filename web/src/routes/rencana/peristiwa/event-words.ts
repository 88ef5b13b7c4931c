import type { VenueKind } from '@jemput/shared/places/venue-kind';
import type { Outputs } from '#lib/api.ts';
import { dateWithYear } from '#lib/format.ts';
import { venueKindNames } from '#lib/forms/venue-kinds.ts';
import { m } from '#lib/paraglide/messages.js';

export type ListedEvent = Outputs['events']['list'][number];
export type Run = ListedEvent['runs'][number];

/** What a run's ids are called. */
export interface Names {
  slots: { id: string; name: string }[];
  areas: { code: string; name: string }[];
}

/** "Sen 7 Des – Jum 11 Des 2027" */
export function runDates({ startDate, endDate }: Run, today: string): string {
  const first = dateWithYear(startDate, today);
  return endDate === startDate ? first : `${first} – ${dateWithYear(endDate, today)}`;
}

/** "sesi malam, wilayah Laweyan" */
export function runScope({ slotId, venueKind, areaCode }: Run, { slots, areas }: Names): string {
  const kind = venueKind === null ? undefined : venueKindNames[venueKind as VenueKind]?.();
  const parts = [
    slotId === null ? null : m.event_scope_slot({ slot: slots.find(({ id }) => id === slotId)?.name ?? slotId }),
    venueKind === null ? null : m.event_scope_kind({ kind: (kind ?? venueKind).toLowerCase() }),
    areaCode === null
      ? null
      : m.event_scope_area({ area: areas.find(({ code }) => code === areaCode)?.name ?? areaCode }),
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : m.event_everywhere();
}
