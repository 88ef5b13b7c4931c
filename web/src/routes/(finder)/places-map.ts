import type { Session } from '@jemput/shared/sessions/session';
import 'leaflet/dist/leaflet.css';
import { circleMarker, control, map as createMap, latLngBounds, tileLayer } from 'leaflet';

/** Names beside the circles, where there is room for them. */
const NAMED_AT_MOST = 24;
const NAMED_FROM_WIDTH_PX = 600;

function popup(sessions: Session[]): HTMLElement {
  const box = document.createElement('div');
  for (const session of sessions.slice(0, 4)) {
    const link = document.createElement('a');
    link.href = `/jadwal/${session.id}`;
    link.textContent = `${session.venue.name}, ${session.date} ${session.startsAt.slice(11, 16)}`;
    const line = document.createElement('p');
    line.append(link);
    box.append(line);
  }
  return box;
}

/** One circle a venue, on tiles where the office has some; the same sessions stand in the list below. */
export function placesMap(
  element: HTMLElement,
  sessions: Session[],
  tiles: { url: string; attribution: string } | null,
): () => void {
  const map = createMap(element, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25 });
  if (tiles) {
    tileLayer(tiles.url).addTo(map);
    control.attribution({ prefix: false }).addAttribution(tiles.attribution).addTo(map);
  }
  const byVenue = new Map<string, Session[]>();
  for (const session of sessions) byVenue.set(session.venue.id, [...(byVenue.get(session.venue.id) ?? []), session]);
  const named = byVenue.size <= NAMED_AT_MOST && element.clientWidth >= NAMED_FROM_WIDTH_PX;
  for (const here of byVenue.values()) {
    const venue = here[0]?.venue;
    if (!venue) continue;
    circleMarker([venue.lat, venue.lon], { radius: 9, fillOpacity: 0.6, className: `place ${venue.kind}` })
      .bindTooltip(venue.kind === 'kelurahan' ? venue.area.name : venue.name, { permanent: named, direction: 'top' })
      .bindPopup(popup(here))
      .addTo(map);
  }
  const bounds = latLngBounds(sessions.map(({ venue }) => [venue.lat, venue.lon]));
  map.fitBounds(bounds.isValid() ? bounds.pad(0.15) : latLngBounds([-11, 95], [6, 141]));
  return () => void map.remove();
}
