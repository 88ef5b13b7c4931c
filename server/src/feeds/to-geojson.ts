import type { Session } from '@jemput/shared/sessions/session';

/** A point with all that is known of the session as properties. */
export function featureOf({ id, venue: { lat, lon, ...venue }, ...session }: Session) {
  return {
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { id, ...session, venue },
  };
}

/** RFC 7946: a point a session. */
export function* toGeojson(sessions: Iterable<Session>): Generator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let comma = '';
  for (const session of sessions) {
    yield comma + JSON.stringify(featureOf(session));
    comma = ',';
  }
  yield ']}';
}
