import type { Position } from '@jemput/shared/places/distance';
import type { Outputs } from '#lib/api.ts';

/** Where the area is measured from: its own middle, else that of its venues. */
export function middleOf({ area, venues }: Outputs['places']['getArea']): Position | null {
  if (area.lat !== null && area.lon !== null) return { lat: area.lat, lon: area.lon };
  if (venues.length === 0) return null;
  const mean = (of: 'lat' | 'lon') => venues.reduce((sum, venue) => sum + venue[of], 0) / venues.length;
  return { lat: mean('lat'), lon: mean('lon') };
}
