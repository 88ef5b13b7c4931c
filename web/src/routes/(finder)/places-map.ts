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
const RADIUS = 9;
const MARKED_RADIUS = 13;

/** How far Leaflet's own arrowed tooltips stand off, undone so that a name sits at its circle. */
const offsets: Record<Side, [number, number]> = { top: [0, -4], right: [6, 0], bottom: [0, 4], left: [-6, 0] };

interface Place {
  name: string;
  marker: CircleMarker;
}

function widthReader(element: HTMLElement): (text: string) => number {
  const pen = document.createElement('canvas').getContext('2d');
  const { fontFamily, fontSize } = getComputedStyle(element);
  if (pen) pen.font = `600 ${fontSize} ${fontFamily}`;
  return (text) => (pen?.measureText(text).width ?? 0) + LABEL_PADDING;
}

/** Names stand beside their circles where there is room, the marked one's first; the others show when pointed at. */
function nameAll(map: LeafletMap, places: Place[]): void {
  const { x: width, y: height } = map.getSize();
  const widthOf = widthReader(map.getContainer());
  const inOrder = [...places].sort((a, b) => b.marker.getRadius() - a.marker.getRadius());
  const markers = inOrder.map(({ name, marker }) => {
    const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
    return { x, y, labelWidth: widthOf(name) };
  });
  const sides = placeLabels(markers, { width, height });
  inOrder.forEach(({ name, marker }, index) => {
    const side = sides[index] ?? null;
    const direction = side ?? 'top';
    marker.unbindTooltip();
    marker.bindTooltip(name, { permanent: side !== null, direction, offset: offsets[direction] });
  });
}

function circlesOf(sessions: Session[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { venue } of sessions) {
    if (places.has(venue.id)) continue;
    const marker = circleMarker([venue.lat, venue.lon], {
      radius: RADIUS,
      fillOpacity: 0.6,
      className: `place ${venue.kind}`,
    });
    places.set(venue.id, { name: venue.kind === 'kelurahan' ? venue.area.name : venue.name, marker });
  }
  return places;
}

function circleOf(marker: CircleMarker): SVGElement | undefined {
  return marker.getElement() as SVGElement | undefined;
}

/** One stop for the keyboard, the marked circle: the list has them all. */
function asButton(marker: CircleMarker, name: string, press: () => void): void {
  const circle = circleOf(marker);
  circle?.setAttribute('role', 'button');
  circle?.setAttribute('aria-label', name);
  circle?.setAttribute('tabindex', '-1');
  circle?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    press();
  });
}

function markOnly(map: LeafletMap, places: Map<string, Place>, venueId: string): void {
  for (const [id, { marker }] of places) {
    marker.setRadius(id === venueId ? MARKED_RADIUS : RADIUS);
    circleOf(marker)?.classList.toggle('marked', id === venueId);
    circleOf(marker)?.setAttribute('tabindex', id === venueId ? '0' : '-1');
  }
  places.get(venueId)?.marker.bringToFront();
  nameAll(map, [...places.values()]);
}

export interface DrawnMap {
  venueIds: string[];
  /** Makes one venue stand out, in sight and with the keyboard on it. */
  mark(venueId: string): void;
  stop(): void;
}

/** One circle a venue, on tiles where the office has some; choosing one leads to its card in the list. */
export function placesMap(
  element: HTMLElement,
  sessions: Session[],
  { tiles, onChosen }: { tiles: { url: string; attribution: string } | null; onChosen: (venueId: string) => void },
): DrawnMap {
  const map = createMap(element, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25 });
  control.scale({ imperial: false }).addTo(map);
  if (tiles) {
    tileLayer(tiles.url).addTo(map);
    control.attribution({ prefix: false }).addAttribution(tiles.attribution).addTo(map);
  }
  const bounds = latLngBounds(sessions.map(({ venue }) => [venue.lat, venue.lon]));
  map.fitBounds(bounds.isValid() ? bounds.pad(0.12) : latLngBounds([-11, 95], [6, 141]), { maxZoom: 16 });
  const places = circlesOf(sessions);
  const choose = (venueId: string) => {
    markOnly(map, places, venueId);
    onChosen(venueId);
  };
  for (const [venueId, { name, marker }] of places) {
    marker.addTo(map).on('click', () => choose(venueId));
    asButton(marker, name, () => choose(venueId));
  }
  nameAll(map, [...places.values()]);
  map.on('zoomend moveend resize', () => nameAll(map, [...places.values()]));
  return {
    venueIds: [...places.keys()],
    mark(venueId) {
      const place = places.get(venueId);
      if (!place) return;
      map.panInside(place.marker.getLatLng(), { padding: [40, 40], animate: false });
      markOnly(map, places, venueId);
      circleOf(place.marker)?.focus({ preventScroll: true });
      element.scrollIntoView({ block: 'nearest' });
    },
    stop: () => void map.remove(),
  };
}
