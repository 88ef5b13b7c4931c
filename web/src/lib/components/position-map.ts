import type { Position } from '@jemput/shared/places/distance';
import 'leaflet/dist/leaflet.css';
import { circleMarker, map as createMap, divIcon, latLngBounds, marker } from 'leaflet';

export interface PlaceOnMap extends Position {
  id: string;
  name: string;
}

/**
 * A plain ground with the other venues on it, and one pin to drag; a click puts the pin there.
 *
 * @returns how to take the map away
 */
export function positionMap(
  element: HTMLElement,
  start: Position,
  places: PlaceOnMap[],
  onChosen: (position: Position) => void,
): () => void {
  const map = createMap(element, { attributionControl: false, scrollWheelZoom: false });
  const known = Number.isFinite(start.lat) && Number.isFinite(start.lon);
  const around = latLngBounds(places.map(({ lat, lon }) => [lat, lon]));
  if (known) map.setView([start.lat, start.lon], 14);
  else map.fitBounds(around.isValid() ? around : latLngBounds([-11, 95], [6, 141]));
  for (const { lat, lon, name } of places) {
    circleMarker([lat, lon], { radius: 5, weight: 1.5, className: 'place' }).bindTooltip(name).addTo(map);
  }
  const icon = divIcon({ className: 'chosen', iconSize: [22, 22] });
  const pin = marker(known ? [start.lat, start.lon] : map.getCenter(), { icon, draggable: true, keyboard: false });
  if (known) pin.addTo(map);
  const tell = () => onChosen({ lat: pin.getLatLng().lat, lon: pin.getLatLng().lng });
  pin.on('dragend', tell);
  map.on('click', ({ latlng }) => {
    pin.setLatLng(latlng).addTo(map);
    tell();
  });
  return () => void map.remove();
}
