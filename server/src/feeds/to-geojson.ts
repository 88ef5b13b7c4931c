import type { Session } from '@jemput/shared/sessions/session';

/** RFC 7946: a point a session, all that is known of it as properties. */
export function toGeojson(sessions: readonly Session[]): string {
  const features = sessions.map(({ id, venue: { lat, lon, ...venue }, ...session }) => ({
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { id, ...session, venue },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}
