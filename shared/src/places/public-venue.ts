import type { VenueKind } from './venue-kind.ts';

/** A venue as anybody may see it: without contacts and opening rules. */
export interface PublicVenue {
  id: string;
  name: string;
  kind: VenueKind;
  address: string;
  lat: number;
  lon: number;
  area: { code: string; name: string; district: string };
}
