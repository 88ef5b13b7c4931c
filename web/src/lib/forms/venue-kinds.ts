import type { VenueKind } from '@jemput/shared/places/venue-kind';
import { m } from '#lib/paraglide/messages.js';

export const venueKindNames: Record<VenueKind, () => string> = {
  kelurahan: () => m.field_kind_kelurahan(),
  school: () => m.field_kind_school(),
  market: () => m.field_kind_market(),
  office: () => m.field_kind_office(),
  other: () => m.field_kind_other(),
};
