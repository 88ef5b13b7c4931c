import type { Position } from './distance.ts';

/** The land of Indonesia with a margin of 0.2°: Rondo, Rote, Weh and the border east of Merauke (BIG, Gazetir 2022). */
const box = { south: -11.2, north: 6.3, west: 94.7, east: 141.3 };

/** False for coordinates that were swapped, lost their sign or their decimal point. */
export function liesInIndonesia({ lat, lon }: Position): boolean {
  return lat >= box.south && lat <= box.north && lon >= box.west && lon <= box.east;
}
