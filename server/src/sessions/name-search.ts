import type { Area } from '@jemput/shared/places/area';
import MiniSearch from 'minisearch';

/** A venue or area by the names that people type. */
export interface NamedPlace {
  kind: 'venue' | 'area';
  id: string;
  name: string;
  /** Where it lies, for telling namesakes apart. */
  where: string;
}

/** Words that people put before a name, or leave out. */
const prefixes = /\b(kel|kelurahan|kec|kecamatan|desa|ds|kantor|lurah)\b\.?/g;

/** Weaker matches than this share of the best are typing errors of something else. */
const KEPT_SHARE = 0.35;

function plain(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const named = bare
    .replace(prefixes, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return named || bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

function joined(text: string): string {
  return plain(text).replaceAll(' ', '');
}

/** One wrong letter from four on, two from six on: two letters in the wrong order count as two. */
function allowedErrors(term: string): number {
  if (term.length < 4) return 0;
  return term.length < 6 ? 1 : 2;
}

/** Finds venues and areas by name: typing errors, `kel.` and words joined or split are forgiven. */
export class NameSearch {
  private readonly index = new MiniSearch<{ key: string; name: string; joined: string; where: string }>({
    idField: 'key',
    fields: ['name', 'joined', 'where'],
    searchOptions: { boost: { name: 3, joined: 3, where: 1 } },
  });
  private readonly places = new Map<string, NamedPlace>();

  constructor(venues: { id: string; name: string; area: { name: string; district: string } }[], areas: Area[]) {
    const nameOf = new Map(areas.map((area) => [area.code, area.name]));
    for (const { id, name, area } of venues) {
      this.places.set(`venue ${id}`, { kind: 'venue', id, name, where: `${area.name}, ${area.district}` });
    }
    for (const { code, name, level, parentCode } of areas) {
      if (level !== 'village' && level !== 'district') continue;
      const where = nameOf.get(parentCode ?? '') ?? '';
      this.places.set(`area ${code}`, { kind: 'area', id: code, name, where });
    }
    for (const [key, { name, where }] of this.places) {
      this.index.add({ key, name: plain(name), joined: joined(name), where: plain(where) });
    }
  }

  /** Best first; empty for a text without letters or digits. */
  find(text: string): NamedPlace[] {
    const q = plain(text);
    if (!q) return [];
    const found = this.index.search({
      combineWith: 'OR',
      queries: [
        { queries: [q], fields: ['name', 'where'], combineWith: 'AND', prefix: true, fuzzy: allowedErrors },
        { queries: [joined(text)], fields: ['joined'], prefix: true, fuzzy: allowedErrors },
      ],
    });
    const best = found[0]?.score ?? 0;
    return found.flatMap(({ id, score }) => {
      const place = this.places.get(id as string);
      return place && score >= best * KEPT_SHARE ? [place] : [];
    });
  }
}
