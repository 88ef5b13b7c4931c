import { m } from '#lib/paraglide/messages.js';

const names: Record<string, () => string> = {
  id: () => m.field_code(),
  name: () => m.field_name(),
  kind: () => m.field_kind(),
  poolId: () => m.field_pool(),
  areaCode: () => m.field_area(),
  address: () => m.field_address(),
  lat: () => m.field_lat(),
  lon: () => m.field_lon(),
  maxKits: () => m.field_max_kits(),
  openings: () => m.field_opening_title(),
  contactName: () => m.field_contact(),
  contactPhone: () => m.field_phone(),
  baseLat: () => m.field_base_lat(),
  baseLon: () => m.field_base_lon(),
  recordingsPerHour: () => m.field_speed(),
  venueId: () => m.field_venue(),
  service: () => m.counter_service(),
  desks: () => m.counter_desks(),
  minutesPerPerson: () => m.counter_minutes(),
  opening: () => m.field_opening_title(),
  printsAtVenueId: () => m.counter_prints_at(),
  staffIds: () => m.counter_staff(),
  startDate: () => m.field_from_date(),
  endDate: () => m.field_to_date(),
  slotId: () => m.event_slot(),
  venueKind: () => m.event_kind(),
  reason: () => m.field_reason(),
  phone: () => m.field_phone(),
  kitId: () => m.field_kit(),
  userId: () => m.field_account(),
  username: () => m.field_sign_in_username(),
  password: () => m.field_sign_in_password(),
  role: () => m.field_role(),
  served: () => m.field_served(),
  turnedAway: () => m.field_turned_away(),
  note: () => m.field_note(),
};

/** What the form calls the field of a fault; undefined where no form has it. */
export function fieldName(field: string): string | undefined {
  return names[field.replace(/^\/+/, '').split(/[/.]/, 1)[0] ?? '']?.();
}
