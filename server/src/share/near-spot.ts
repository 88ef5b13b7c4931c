import { greatCircleKm, type Position } from '@jemput/shared/places/distance';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import { sayDistance } from './say-dates.ts';
import type { Spot } from './sheet.ts';
import { fillIn, type SheetWords } from './words/sheet-words.ts';

const MOST_NEAR = 3;
const WITHIN_KM = 2.5;
/** Closer than this it is the same place by another name. */
const APART_KM = 0.15;
/** Those told lie in different directions: no two within this angle. */
const APART_DEGREES = 40;

/** Where a venue lies, told by other places that people know, the nearest in each direction. */
export function spotOf(venue: PublicVenue, venues: readonly PublicVenue[], words: SheetWords): Spot {
  const near: Spot['near'] = [];
  const others = venues
    .filter(({ id }) => id !== venue.id)
    .map((other) => ({ other, km: greatCircleKm(venue, other) }))
    .filter(({ km }) => km >= APART_KM && km <= WITHIN_KM)
    .sort((a, b) => a.km - b.km || (a.other.id < b.other.id ? -1 : 1));
  for (const { other, km } of others) {
    if (near.length === MOST_NEAR) break;
    const bearing = bearingOf(other, venue);
    if (near.some((known) => angleBetween(known.bearing, bearing) < APART_DEGREES)) continue;
    const direction = words.map.directions.split(',')[Math.round(bearing / 45) % 8] ?? '';
    const text = fillIn(words.map.line, { distance: sayDistance(km * 1000, words), direction, name: other.name });
    near.push({ text, bearing });
  }
  const [lat, lon] = [venue.lat.toFixed(5), venue.lon.toFixed(5)];
  return {
    geo: `geo:${lat},${lon}?q=${lat},${lon}`,
    coordinates: `${lat}, ${lon}`,
    near,
    alt: fillIn(words.map.alt, { spot: `${lat}, ${lon}` }),
  };
}

/** Degrees from the north, with the sun, 0 … 360; over a few km the earth is flat. */
function bearingOf(from: Position, to: Position): number {
  const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180);
  return ((Math.atan2(east, to.lat - from.lat) * 180) / Math.PI + 360) % 360;
}

function angleBetween(a: number, b: number): number {
  const turn = Math.abs(a - b) % 360;
  return Math.min(turn, 360 - turn);
}
