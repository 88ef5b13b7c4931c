export interface Position {
  /** Degrees north, −90 … 90. */
  lat: number;
  /** Degrees east, −180 … 180. */
  lon: number;
}

/** Mean Earth radius in km (IUGG R1). */
export const EARTH_RADIUS_KM = 6371.0088;

/** Great-circle kilometres by the haversine formula (Sinnott 1984, Sky & Telescope 68(2), 159). */
export function greatCircleKm(a: Position, b: Position): number {
  const radians = Math.PI / 180;
  const halfLat = Math.sin(((b.lat - a.lat) * radians) / 2);
  const halfLon = Math.sin(((b.lon - a.lon) * radians) / 2);
  const h = halfLat * halfLat + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * halfLon * halfLon;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
