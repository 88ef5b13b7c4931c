import type { SurpriseReason } from '@jemput/shared/field/surprise-reason';
import { m } from '#lib/paraglide/messages.js';

export const reasonNames: Record<SurpriseReason, () => string> = {
  power: () => m.field_reason_power(),
  network: () => m.field_reason_network(),
  kit: () => m.field_reason_kit(),
  venue: () => m.field_reason_venue(),
  no_crowd: () => m.field_reason_no_crowd(),
  weather: () => m.field_reason_weather(),
  local_event: () => m.field_reason_local_event(),
  announced_wrongly: () => m.field_reason_announced_wrongly(),
  well_announced: () => m.field_reason_well_announced(),
  roster_wrong: () => m.field_reason_roster_wrong(),
  closed_early: () => m.field_reason_closed_early(),
  other: () => m.field_reason_other(),
  not_told: () => m.field_reason_not_told(),
};
