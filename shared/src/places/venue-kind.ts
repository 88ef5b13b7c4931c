/** What a venue is; apart from its schema, so that pages which only name kinds load no validator. */
export const venueKinds = ['kelurahan', 'school', 'market', 'office', 'other'] as const;
export type VenueKind = (typeof venueKinds)[number];
