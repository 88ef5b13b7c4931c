import 'leaflet/dist/leaflet.css';
import {
  control,
  map as createMap,
  divIcon,
  type Map as LeafletMap,
  latLngBounds,
  type Marker,
  marker,
  tileLayer,
} from 'leaflet';
import type { MapPlace } from './map-places.ts';
import { placeLabels, type Side } from './place-labels.ts';
import type { Landmark } from './read-landmarks.ts';

/** Pixels beside a name in its label. */
const LABEL_PADDING = 14;
const DOT = 26;
/** From here on kelurahan have room for their names. */
const VILLAGE_ZOOM = 13.5;

/** How far Leaflet's own arrowed tooltips stand off, undone so that a name sits at its circle. */
const offsets: Record<Side, [number, number]> = { top: [0, -9], right: [10, 0], bottom: [0, 9], left: [-10, 0] };

interface Dot {
  place: MapPlace;
  marker: Marker;
}

interface Shown {
  places: readonly MapPlace[];
  /** For a map without tiles. */
  landmarks: readonly Landmark[];
  tiles: { url: string; attribution: string } | null;
  /** Where the reader is, and how that is called. */
  own: { lat: number; lon: number; name: string } | null;
  zoom: { zoomInTitle: string; zoomOutTitle: string };
  onChosen(venueId: string): void;
}

function widthReader(element: HTMLElement): (text: string) => number {
  const pen = document.createElement('canvas').getContext('2d');
  const { fontFamily, fontSize } = getComputedStyle(element);
  if (pen) pen.font = `600 ${fontSize} ${fontFamily}`;
  return (text) => (pen?.measureText(text).width ?? 0) + LABEL_PADDING;
}

/** Names stand beside their circles where there is room, the marked one's and tonight's first; the others show when pointed at. */
function nameAll(map: LeafletMap, dots: readonly Dot[], markedId: string | null): void {
  const { x: width, y: height } = map.getSize();
  const widthOf = widthReader(map.getContainer());
  const rank = ({ place }: Dot) => (place.id === markedId ? 2 : Number(place.tonight));
  const inOrder = [...dots].sort((a, b) => rank(b) - rank(a));
  const markers = inOrder.map(({ place, marker: dot }) => {
    const { x, y } = map.latLngToContainerPoint(dot.getLatLng());
    return { x, y, labelWidth: widthOf(place.name) };
  });
  const sides = placeLabels(markers, { width, height });
  inOrder.forEach(({ place, marker: dot }, index) => {
    const side = sides[index] ?? null;
    const direction = side ?? 'top';
    dot.unbindTooltip();
    const words = side === null ? place.words : place.name;
    dot.bindTooltip(words, { permanent: side !== null, direction, offset: offsets[direction] });
  });
}

function dotOf(place: MapPlace): Dot {
  const { lat, lon, day, tonight, crossed } = place;
  const className = ['place', tonight && 'tonight', crossed && 'crossed'].filter(Boolean).join(' ');
  const icon = divIcon({ className, html: `<span>${day}</span>`, iconSize: [DOT, DOT] });
  return {
    place,
    marker: marker([lat, lon], { icon, keyboard: false, zIndexOffset: tonight ? 100 : 0 }),
  };
}

/** One stop for the keyboard; arrows lead from circle to circle, Enter to the list. */
function asButtons(dots: readonly Dot[], press: (venueId: string) => void): void {
  dots.forEach(({ place, marker: dot }, at) => {
    const element = dot.getElement();
    element?.setAttribute('role', 'button');
    element?.setAttribute('aria-label', place.words);
    element?.setAttribute('tabindex', at === 0 ? '0' : '-1');
    element?.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] ?? 0;
      if (step !== 0) focusOn(dots, dots[(at + step + dots.length) % dots.length]);
      else if (event.key === 'Enter' || event.key === ' ') press(place.id);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  });
}

function focusOn(dots: readonly Dot[], wanted: Dot | undefined): void {
  for (const dot of dots) dot.marker.getElement()?.setAttribute('tabindex', dot === wanted ? '0' : '-1');
  wanted?.marker.getElement()?.focus({ preventScroll: true });
}

function addLandmarks(map: LeafletMap, { places, landmarks }: Shown): void {
  const named = new Set(places.map(({ name }) => name));
  for (const { name, lat, lon, level } of landmarks) {
    if (level === 'village' && named.has(name)) continue;
    const text = document.createElement('span');
    text.textContent = name;
    const icon = divIcon({ className: `landmark ${level}`, html: text, iconSize: [0, 0] });
    const label = marker([lat, lon], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(map);
    label.getElement()?.setAttribute('aria-hidden', 'true');
  }
  const showByZoom = () => map.getContainer().classList.toggle('with-villages', map.getZoom() >= VILLAGE_ZOOM);
  map.on('zoomend', showByZoom);
  showByZoom();
}

function addOwn(map: LeafletMap, { lat, lon, name }: NonNullable<Shown['own']>): void {
  const icon = divIcon({ className: 'own', html: '<span></span>', iconSize: [DOT, DOT] });
  const point = marker([lat, lon], { icon, keyboard: false, zIndexOffset: -500 }).addTo(map);
  point.bindTooltip(name, { permanent: true, direction: 'bottom', offset: offsets.bottom });
  point.getElement()?.setAttribute('role', 'img');
  point.getElement()?.setAttribute('aria-label', name);
}

function createWith(element: HTMLElement, { places, tiles, own, zoom }: Shown): LeafletMap {
  const map = createMap(element, {
    attributionControl: false,
    scrollWheelZoom: false,
    zoomControl: false,
    zoomSnap: 0.25,
  });
  control.zoom(zoom).addTo(map);
  control.scale({ imperial: false }).addTo(map);
  if (tiles) {
    tileLayer(tiles.url).addTo(map);
    control.attribution({ prefix: false }).addAttribution(tiles.attribution).addTo(map);
  }
  const points = [...places, ...(own ? [own] : [])].map(({ lat, lon }): [number, number] => [lat, lon]);
  const bounds = latLngBounds(points);
  map.fitBounds(bounds.isValid() ? bounds.pad(0.12) : latLngBounds([-11, 95], [6, 141]), { maxZoom: 16 });
  return map;
}

export interface DrawnMap {
  venueIds: string[];
  /** Makes one venue stand out, in sight and with the keyboard on it. */
  mark(venueId: string): void;
  stop(): void;
}

/** One circle a venue, on tiles where the office has some, else among names; choosing one leads to its card in the list. */
export function placesMap(element: HTMLElement, shown: Shown): DrawnMap {
  const map = createWith(element, shown);
  if (!shown.tiles) addLandmarks(map, shown);
  if (shown.own) addOwn(map, shown.own);
  const dots = shown.places.map(dotOf);
  let markedId: string | null = null;
  const markOnly = (venueId: string) => {
    markedId = venueId;
    for (const { place, marker: dot } of dots) dot.getElement()?.classList.toggle('marked', place.id === venueId);
    nameAll(map, dots, markedId);
  };
  const choose = (venueId: string) => {
    markOnly(venueId);
    shown.onChosen(venueId);
  };
  for (const { place, marker: dot } of dots) dot.addTo(map).on('click', () => choose(place.id));
  asButtons(dots, choose);
  nameAll(map, dots, markedId);
  map.on('zoomend moveend resize', () => nameAll(map, dots, markedId));
  return {
    venueIds: dots.map(({ place }) => place.id),
    mark(venueId) {
      const wanted = dots.find(({ place }) => place.id === venueId);
      if (!wanted) return;
      map.panInside(wanted.marker.getLatLng(), { padding: [40, 40], animate: false });
      markOnly(venueId);
      focusOn(dots, wanted);
      element.scrollIntoView({ block: 'nearest' });
    },
    stop: () => void map.remove(),
  };
}
