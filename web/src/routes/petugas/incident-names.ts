import type { IncidentKind } from '@jemput/shared/field/field-report';
import { m } from '#lib/paraglide/messages.js';

export const incidentNames: Record<IncidentKind, () => string> = {
  power: () => m.field_incident_power(),
  network: () => m.field_incident_network(),
  kit: () => m.field_incident_kit(),
  venue: () => m.field_incident_venue(),
  other: () => m.field_incident_other(),
};
