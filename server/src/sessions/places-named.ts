import { spelling, tellingWords } from './fold-name.ts';
import type { NamedPlace, NameSearch } from './name-search.ts';

/**
 * What somebody who looks for sessions names, best first: places, else the city around them; else, of a whole sentence or an address,
 * the place that one of its words names alone, the last such word's.
 */
export function placesNamed(names: NameSearch, text: string): NamedPlace[] {
  const found = names.find(text);
  if (found.length > 0) return found;
  const around = names.findAround(text);
  if (around.length > 0) return around;
  for (const word of tellingWords(text).reverse()) {
    const [place, ...others] = names.find(word).filter(({ name }) => spelling(name) === word);
    if (place) return [place, ...others].map((one) => ({ ...one, typed: false }));
  }
  return [];
}
