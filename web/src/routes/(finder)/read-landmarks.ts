import { parentOf } from '@jemput/shared/places/area';
import type { Session } from '@jemput/shared/sessions/session';
import type { Api } from '#lib/api.ts';

/** The name of an area at its middle, for a map without streets; no border is claimed. */
export interface Landmark {
  name: string;
  lat: number;
  lon: number;
  level: 'district' | 'village';
}

/** Degrees around the sessions shown: some 3 km. */
const MARGIN = 0.03;
/** More names than these are no help. */
const MOST = 150;

/** Kelurahan around the sessions shown, and each district at the mean of its kelurahan. */
export async function readLandmarks(api: Api, sessions: readonly Session[]): Promise<Landmark[]> {
  const lats = sessions.map(({ venue }) => venue.lat);
  const lons = sessions.map(({ venue }) => venue.lon);
  if (lats.length === 0) return [];
  const [south, north] = [Math.min(...lats) - MARGIN, Math.max(...lats) + MARGIN];
  const [west, east] = [Math.min(...lons) - MARGIN, Math.max(...lons) + MARGIN];
  const isNear = ({ lat, lon }: { lat: number; lon: number }) =>
    south <= lat && lat <= north && west <= lon && lon <= east;
  const [areas, districts] = await Promise.all([
    api.places.listAreas({ level: 'village' }),
    api.places.listAreas({ level: 'district' }),
  ]);
  const placed = areas.flatMap(({ code, name, lat, lon }) =>
    lat === null || lon === null ? [] : [{ code, name, lat, lon }],
  );
  const byDistrict = Map.groupBy(placed, ({ code }) => parentOf(code) ?? '');
  const large = districts.flatMap(({ code, name }): Landmark[] => {
    const own = byDistrict.get(code) ?? [];
    const mean = (of: 'lat' | 'lon') => own.reduce((sum, area) => sum + area[of], 0) / own.length;
    return own.length > 0 ? [{ name, lat: mean('lat'), lon: mean('lon'), level: 'district' }] : [];
  });
  const small = placed.map(({ name, lat, lon }): Landmark => ({ name, lat, lon, level: 'village' }));
  return [...large, ...small].filter(isNear).slice(0, MOST);
}
