import type { Session } from '@jemput/shared/sessions/session';
import 'leaflet/dist/leaflet.css';
import {
  type CircleMarker,
  circleMarker,
  control,
  map as createMap,
  type Map as LeafletMap,
  latLngBounds,
  tileLayer,
} from 'leaflet';
import { placeLabels, type Side } from './place-labels.ts';

/** Pixels beside a name in its label. */
const LABEL_PADDING = 14;

/** How far Leaflet's own arrowed tooltips stand off, undone so that a name sits at its circle. */
const offsets: Record<Side, [number, number]> = { top: [0, -4], right: [6, 0], bottom: [0, 4], left: [-6, 0] };

interface Place {
  name: string;
  marker: CircleMarker;
}

function popup(sessions: Session[], say: (session: Session) => string): HTMLElement {
  const box = document.createElement('div');
  for (const session of sessions.slice(0, 4)) {
    const link = document.createElement('a');
    link.href = `/jadwal/${session.id}`;
    link.textContent = say(session);
    const line = document.createElement('p');
    line.append(link);
    box.append(line);
  }
  return box;
}

function widthReader(element: HTMLElement): (text: string) => number {
  const pen = document.createElement('canvas').getContext('2d');
  const { fontFamily, fontSize } = getComputedStyle(element);
  if (pen) pen.font = `600 ${fontSize} ${fontFamily}`;
  return (text) => (pen?.measureText(text).width ?? 0) + LABEL_PADDING;
}

/** Names stand beside their circles where there is room; the others show when pointed at. */
function nameAll(map: LeafletMap, places: Place[]): void {
  const { x: width, y: height } = map.getSize();
  const widthOf = widthReader(map.getContainer());
  const markers = places.map(({ name, marker }) => {
    const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
    return { x, y, labelWidth: widthOf(name) };
  });
  const sides = placeLabels(markers, { width, height });
  places.forEach(({ name, marker }, index) => {
    const side = sides[index] ?? null;
    const direction = side ?? 'top';
    marker.unbindTooltip();
    marker.bindTooltip(name, { permanent: side !== null, direction, offset: offsets[direction] });
  });
}

/** One circle a venue, on tiles where the office has some; the same sessions stand in the list. */
export function placesMap(
  element: HTMLElement,
  sessions: Session[],
  { tiles, say }: { tiles: { url: string; attribution: string } | null; say: (session: Session) => string },
): () => void {
  const map = createMap(element, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25 });
  control.scale({ imperial: false }).addTo(map);
  if (tiles) {
    tileLayer(tiles.url).addTo(map);
    control.attribution({ prefix: false }).addAttribution(tiles.attribution).addTo(map);
  }
  const bounds = latLngBounds(sessions.map(({ venue }) => [venue.lat, venue.lon]));
  map.fitBounds(bounds.isValid() ? bounds.pad(0.12) : latLngBounds([-11, 95], [6, 141]), { maxZoom: 16 });
  const byVenue = new Map<string, Session[]>();
  for (const session of sessions) byVenue.set(session.venue.id, [...(byVenue.get(session.venue.id) ?? []), session]);
  const places: Place[] = [];
  for (const here of byVenue.values()) {
    const venue = here[0]?.venue;
    if (!venue) continue;
    const marker = circleMarker([venue.lat, venue.lon], {
      radius: 9,
      fillOpacity: 0.6,
      className: `place ${venue.kind}`,
    })
      .bindPopup(popup(here, say))
      .addTo(map);
    places.push({ name: venue.kind === 'kelurahan' ? venue.area.name : venue.name, marker });
  }
  nameAll(map, places);
  map.on('zoomend moveend resize', () => nameAll(map, places));
  return () => void map.remove();
}
