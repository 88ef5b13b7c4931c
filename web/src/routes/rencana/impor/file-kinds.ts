import { m } from '#lib/paraglide/messages.js';

export const fileKinds = [
  'areas',
  'pools',
  'venues',
  'kits',
  'crew',
  'history',
  'events',
  'coming-of-age',
  'calendar',
] as const;
export type FileKind = (typeof fileKinds)[number];

export function kindFrom(value: unknown): FileKind | null {
  return fileKinds.find((known) => known === value) ?? null;
}

export const fileKindNames: Record<FileKind, () => string> = {
  areas: () => m.field_file_areas(),
  pools: () => m.field_file_pools(),
  venues: () => m.field_file_venues(),
  kits: () => m.field_file_kits(),
  crew: () => m.field_file_crew(),
  history: () => m.field_file_history(),
  events: () => m.field_file_events(),
  'coming-of-age': () => m.field_file_coming_of_age(),
  calendar: () => m.calendar_file(),
};
