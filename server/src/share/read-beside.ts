import type { Service } from '@jemput/shared/sessions/session';
import { otherCityIn } from './find-other-city.ts';
import { otherPlaceIn } from './find-other-place.ts';
import type { FoundPlace, PlaceFinder } from './find-places.ts';
import { servicesIn } from './find-services.ts';

/** What stands beside a date, an hour and a place, and may make another evening of them. */
export interface Beside {
  /** Another place, or for whom it is instead of where; as it is written. */
  place: string | null;
  /** Another city or its office; as it is written. */
  city: string | null;
  /** What it says is done there; empty where it does not say. */
  services: Service[];
}

/** A line without its dates and hours, and the places found in it. */
export interface ReadLine {
  rest: string;
  spots: readonly FoundPlace[];
}

interface Said {
  lines: readonly number[];
  place: FoundPlace | null;
}

/** Reads what stands beside each claim: on its own lines, or on lines that name no place and so speak of all. */
export function besidesOf(
  lines: readonly string[],
  read: readonly ReadLine[],
  places: PlaceFinder,
): (said: Said) => Beside {
  const own = places.ownWords(read.flatMap(({ spots }) => spots));
  const others = read.map(({ rest, spots }) => otherPlaceIn(rest, spots, own));
  const aside = others.find((other, at) => other !== null && read[at]?.spots.length === 0) ?? null;
  const city = first(read.map(({ rest, spots }) => otherCityIn(without(rest, spots), places.cities, own)));
  const services = lines.map(servicesIn);
  const all = [...new Set(services.flat())];
  return (said) => {
    const there = [...new Set(said.lines.flatMap((at) => services[at] ?? []))];
    const beside = first(said.lines.map((at) => others[at] ?? null));
    const isDesa = !places.hasDesa && /^(?:desa|ds)\b/i.test(said.place?.text ?? '');
    const whose = said.place && (said.place.audience || isDesa) ? said.place.text : null;
    return { place: beside ?? whose ?? aside, city, services: there.length > 0 ? there : all };
  };
}

function first(found: readonly (string | null)[]): string | null {
  return found.find((one) => one !== null) ?? null;
}

function without(rest: string, spots: readonly FoundPlace[]): string {
  return spots.reduce((text, { at, end }) => text.slice(0, at) + ';'.padEnd(end - at, ' ') + text.slice(end), rest);
}
