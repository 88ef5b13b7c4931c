import 'leaflet/dist/leaflet.css';
import { circleMarker, control, map as createMap, divIcon, latLngBounds, layerGroup, marker, tileLayer } from 'leaflet';
import type { Standing } from './evenings.ts';

export interface EveningMap {
  show(standings: readonly Standing[], name: (standing: Standing) => string): void;
  stop(): void;
}

/** All places as dots, and those where kits stand as numbers of kits in the colour of their kind. */
export function eveningMap(
  element: HTMLElement,
  venues: readonly Standing['venue'][],
  tiles: { url: string; attribution: string } | null,
): EveningMap {
  const map = createMap(element, { attributionControl: false, zoomSnap: 0.25 });
  if (tiles) {
    tileLayer(tiles.url).addTo(map);
    control.attribution({ prefix: false }).addAttribution(tiles.attribution).addTo(map);
  }
  for (const { lat, lon, name, kind } of venues)
    circleMarker([lat, lon], { radius: 3.5, weight: 1, className: `place ${kind}` })
      .bindTooltip(name)
      .addTo(map);
  const bounds = latLngBounds(venues.map(({ lat, lon }) => [lat, lon]));
  map.fitBounds(bounds.isValid() ? bounds.pad(0.05) : latLngBounds([-11, 95], [6, 141]));
  const standing = layerGroup().addTo(map);
  return {
    show(standings, name) {
      standing.clearLayers();
      for (const one of standings) {
        const { lat, lon, kind } = one.venue;
        const html = document.createElement('span');
        html.textContent = String(one.kits);
        const icon = divIcon({ html, className: `spot ${kind}${one.over ? ' over' : ''}`, iconSize: [34, 34] });
        marker([lat, lon], { icon, title: name(one), alt: name(one) })
          .bindTooltip(name(one), { direction: 'top', offset: [0, -14] })
          .addTo(standing);
      }
    },
    stop: () => void map.remove(),
  };
}
