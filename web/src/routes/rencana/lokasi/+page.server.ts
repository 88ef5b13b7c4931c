import { venueKinds } from '@jemput/shared/places/venue-kind';
import { signedIn } from '#lib/signed-in.ts';
import type { PageServerLoad } from './$types';

const plain = (text: string) => text.normalize('NFKD').toLowerCase();

export const load: PageServerLoad = async ({ locals, url }) => {
  const actor = signedIn(locals, url, ['admin', 'planner', 'viewer']);
  const [venues, areas, office] = await Promise.all([
    locals.api.places.listVenueRecords(),
    locals.api.places.listAreas(),
    locals.api.places.office(),
  ]);
  const names = new Map(areas.map((area) => [area.code, area.name]));
  const q = url.searchParams.get('q')?.trim() ?? '';
  const kind = venueKinds.find((known) => known === url.searchParams.get('jenis')) ?? null;
  const rows = venues.map((venue) => ({
    venue,
    areaName: names.get(venue.areaCode) ?? venue.areaCode,
    districtName: names.get(venue.areaCode.slice(0, 8)) ?? '',
  }));
  const found = rows.filter(({ venue, areaName, districtName }) => {
    const text = plain(`${venue.name} ${venue.id} ${venue.address} ${areaName} ${districtName} ${venue.contactName}`);
    return (
      (!kind || venue.kind === kind) &&
      plain(q)
        .split(/\s+/)
        .every((word) => text.includes(word))
    );
  });
  const saved = rows.find(({ venue }) => venue.id === url.searchParams.get('tersimpan'))?.venue.name ?? null;
  return { rows: found, total: rows.length, q, kind, slots: office.slots, saved, mayWrite: actor.role !== 'viewer' };
};
