import { type Area, liesIn } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import { editsBetween } from '../sessions/edits-between.ts';
import { nameWords } from '../sessions/fold-name.ts';
import type { NameSearch } from '../sessions/name-search.ts';
import type { Timetable } from '../sessions/timetable-snapshot.ts';
import { bareWord, isPlainWord } from './plain-words.ts';

/** A place that a line names. */
export interface FoundPlace {
  /** Place in the line. */
  at: number;
  end: number;
  /** As it is written there. */
  text: string;
  /** Venues of that very name; inactive ones too. */
  venueIds: ReadonlySet<string>;
  /** Kelurahan or districts of that name, and where the venues lie. */
  areaCodes: readonly string[];
  /** A kelurahan or district has that name. */
  namesArea: boolean;
  /** Nothing that this office knows: a venue's kind or a label stands before it. */
  unknown: boolean;
  /** It tells for whom an evening is, not where: "warga Gajahan". */
  audience: boolean;
}

const MOST_WORDS = 6;
const LEAST_LETTERS = 4;
const word = /[\p{L}\p{N}'’]+\.?/gu;
/** What is said before the name of a place. */
const cue =
  /\b(?:kel(?:urahan)?|desa|kantor|balai|pendopo|tempat|lokasi|bertempat|di|kec(?:amatan)?)\b[\s.:]*(?:di\b)?[\s.:]*/gi;
const label =
  /\b(?:tempat|lokasi|bertempat(?: di)?|kelurahan|kel\.|desa)(?![\p{L}])\s*:?\s*([\p{L}\p{N}][^,;(\n]{2,40})/giu;
/** Kinds of venue whose name must be known for the place to be the one meant. */
const kinds =
  /\b(?:sdn?|smpn?|sman?|smkn?|mi|mts|man|masjid|mushola|gereja|pasar|gor|lapangan|alun-alun|stasiun|terminal|mall?|taman|stadion|puskesmas|kampus|universitas)\b(?:\s+(?!(?:dan|serta|lan|jeung|sareng|and|di|kelurahan|kel|tanggal|jam|pukul)\b)[\p{L}\p{N}'’-]+){0,4}/giu;
const unitWord = /^(?:kelurahan|kel\.?|desa)\s+/i;
const unitName =
  /\b(?:kelurahan|kel\.?|desa)\s+(?:(?!(?:dan|serta|lan|jeung|sareng|and)\b)\p{L}{4,}(?:\s+(?=\p{L}{4}))?){1,2}/giu;
/** No place of the office is called so. */
const street = /^(?:jalan|jln?|gang|gg|rt|rw)\b/i;
/** Joins two places. */
export const and = /^\s*(?:&|\+|\/|dan|serta|and|lan|jeung|sareng)\s*(?:di\s+)?$/i;

export interface SearchBudget {
  left: number;
}

/** What may stand before a name and is none of it. */
const before =
  /^(?:(?:di|ke|dari|pada|at|in|ing|wonten|dhateng|dina|ka|dekat|jalan|jln?\.?|kab\.?|kabupaten|rw|rt|\d+)\s+)+/i;
/** What may stand behind one and is none of it. */
const behind =
  /(?:\s+(?:(?:dekat|di|ke|jalan|jln?|kab(?:upaten)?|kec(?:amatan)?|kel(?:urahan)?|desa)\.?|r[tw]\.?(?:\s*\d+)?))+$/i;
/** "Untuk warga Kelurahan Gajahan" says for whom. */
const audience =
  /\b(?:warga(?:nya)?|masyarakat|penduduk|pemohon|untuk|utk|bagi|kepada|kpd|khusus|kagem|kangge|kanggo|tumrap|residents of|people of|for)\s+(?:(?:di|ing|dari|saking|ti)\s+)?$/i;
/** A regency named right behind a place; words that tell of no regency do not count. */
const regencyAfter = /^[^\d;\n]{0,40}?\b(?:kota|kab\.?|kabupaten)\s+(\p{L}{4,})/iu;
const noRegency =
  /^(?:kita|anda|kami|lama|baru|barat|timur|utara|selatan|tengah|atau|dengan|untuk|bisa|mulai|pada|tanggal)$/i;

/** Folded names of cities, and what else people call them. */
const alsoCalled: Record<string, readonly string[]> = {
  surakarta: ['solo'],
  yogyakarta: ['jogja', 'yogya', 'jogjakarta'],
};

interface Named {
  venueIds: Set<string>;
  areaCodes: Set<string>;
}

const finders = new WeakMap<NameSearch, PlaceFinder>();

/** Finds the names of the office's places in running text. */
export class PlaceFinder {
  private readonly byKey = new Map<string, Named>();
  private readonly areaOfVenue = new Map<string, string>();
  /** Folded: last words of the regencies in which there are venues, and what else people call those. */
  readonly cities: ReadonlySet<string>;
  /** A kota has kelurahan only: a desa of the same name is another regency's. */
  readonly hasDesa: boolean;
  /** Small words of the names and addresses of each venue. */
  private readonly wordsOfVenue = new Map<string, string[]>();
  /** Small words that tell the city and what lies around it. */
  private readonly aroundWords: string[];
  private readonly names: NameSearch;

  static of(timetable: Timetable): PlaceFinder {
    const known = finders.get(timetable.names) ?? new PlaceFinder(timetable);
    finders.set(timetable.names, known);
    return known;
  }

  private constructor(timetable: Timetable) {
    this.names = timetable.names;
    const venues = [...timetable.venueById.values()];
    const regencies = new Set(venues.map(({ area }) => area.code.split('.').slice(0, 2).join('.')));
    const served = timetable.areas.filter(({ code }) => regencies.has(code.split('.').slice(0, 2).join('.')));
    this.hasDesa = served.some(({ level, name }) => level === 'regency' && !/^kota\b/i.test(name));
    const cities = served.flatMap(({ level, name }) => (level === 'regency' ? [nameWords(name).at(-1) ?? ''] : []));
    this.cities = new Set(cities.flatMap((city) => [city, ...(alsoCalled[city] ?? [])]));
    this.aroundWords = timetable.areas.flatMap(({ level, name }) =>
      level === 'province' || (level === 'regency' && cities.includes(nameWords(name).at(-1) ?? ''))
        ? wordsOf(name)
        : [],
    );
    for (const venue of venues) this.addVenue(venue, cities);
    for (const area of served) this.addArea(area);
  }

  /** @param budget how many more misspelt names may be looked for, each among all names of the country */
  find(line: string, budget: SearchBudget): FoundPlace[] {
    const words = [...line.matchAll(word)].map((match) => ({ at: match.index, end: match.index + match[0].length }));
    const found: FoundPlace[] = [];
    for (let from = 0; from < words.length; ) {
      const taken = this.longestFrom(line, words, from);
      if (taken) found.push(taken.place);
      from = taken ? taken.next : from + 1;
    }
    for (const match of line.matchAll(cue)) {
      const at = match.index + match[0].length;
      if (!found.some((place) => place.at <= at && at < place.end)) found.push(...this.misspelt(line, at, budget));
    }
    const known = found.map((place) =>
      this.elsewhere(line, { ...place, audience: audience.test(line.slice(0, place.at)) }),
    );
    return [...known, ...unknownIn(line, known)].sort((a, b) => a.at - b.at);
  }

  /** "Kelurahan Pajang, Kota Semarang" is none of ours in Surakarta. */
  private elsewhere(line: string, place: FoundPlace): FoundPlace {
    const match = regencyAfter.exec(line.slice(place.end));
    const name = match?.[1] ?? '';
    if (!match || noRegency.test(name) || this.cities.has(nameWords(name).at(-1) ?? '')) return place;
    const text = line.slice(place.at, place.end + match[0].length);
    const end = place.at + text.length;
    return {
      ...place,
      end,
      text,
      venueIds: new Set(),
      areaCodes: [],
      namesArea: false,
      unknown: true,
      audience: false,
    };
  }

  /** True where `inner` lies in `outer`. */
  lies(inner: FoundPlace, outer: FoundPlace): boolean {
    return inner.areaCodes.some((code) => outer.areaCodes.some((around) => liesIn(code, around)));
  }

  /** Small words that say no more than these places do: their addresses, the city, the country. */
  ownWords(places: readonly FoundPlace[]): ReadonlySet<string> {
    const venues = places.flatMap(({ venueIds }) => [...venueIds].flatMap((id) => this.wordsOfVenue.get(id) ?? []));
    const called = [...this.cities].flatMap((city) => [city, ...(alsoCalled[city] ?? [])]);
    return new Set([...venues, ...this.aroundWords, ...called, 'indonesia']);
  }

  private addVenue({ id, name, address, area }: PublicVenue, cities: readonly string[]): void {
    const words = nameWords(name);
    this.wordsOfVenue.set(id, wordsOf(`${name} ${address}`));
    this.areaOfVenue.set(id, area.code);
    this.named(words.join('')).venueIds.add(id);
    if (words.length > 2 && cities.includes(words.at(-1) ?? ''))
      this.named(words.slice(0, -1).join('')).venueIds.add(id);
  }

  private addArea({ code, name, level }: Area): void {
    if (level === 'village' || level === 'district') this.named(nameWords(name).join('')).areaCodes.add(code);
  }

  private named(key: string): Named {
    const known = this.byKey.get(key) ?? { venueIds: new Set(), areaCodes: new Set() };
    this.byKey.set(key, known);
    return known;
  }

  private longestFrom(line: string, words: { at: number; end: number }[], from: number) {
    for (let to = Math.min(words.length, from + MOST_WORDS); to > from; to--) {
      const [first, last] = [words[from], words[to - 1]];
      if (!first || !last) continue;
      const text = line.slice(first.at, last.end);
      // A comma or a bracket parts two places, and a full stop only ends a short form.
      if (/[,;:()|/\n]/.test(text)) continue;
      const key = nameWords(text).join('');
      const named = key.length < LEAST_LETTERS ? undefined : this.byKey.get(key);
      if (named) return { place: this.placeOf(first.at, text, named), next: to };
    }
    return null;
  }

  private misspelt(line: string, at: number, budget: SearchBudget): FoundPlace[] {
    const phrase = /^[^,;:()|/\n]*/.exec(line.slice(at))?.[0] ?? '';
    if (street.test(phrase)) return [];
    const words = [...phrase.matchAll(word)].slice(0, 4);
    for (let count = words.length; count > 0 && budget.left > 0; count--) {
      budget.left--;
      const last = words[count - 1];
      if (!last) break;
      const text = phrase.slice(words[0]?.index ?? 0, last.index + last[0].length);
      const named = this.likest(text);
      if (named) return [this.placeOf(at + (words[0]?.index ?? 0), text, named)];
    }
    return [];
  }

  private likest(text: string): Named | undefined {
    const key = nameWords(text).join('');
    const forgiven = key.length < 6 ? 1 : 2;
    if (key.length < LEAST_LETTERS + 1) return undefined;
    for (const { name } of this.names.find(text).slice(0, 3)) {
      const known = nameWords(name).join('');
      const named = this.byKey.get(known);
      if (named && editsBetween(key, known, forgiven) <= forgiven) return named;
    }
    return undefined;
  }

  private placeOf(from: number, written: string, { venueIds, areaCodes }: Named): FoundPlace {
    const named = written.replace(before, '');
    const at = from + written.length - named.length;
    const text = named.replace(behind, '');
    const around = [...venueIds].flatMap((id) => this.areaOfVenue.get(id) ?? []);
    return {
      at,
      end: at + text.length,
      text,
      venueIds,
      areaCodes: [...new Set([...areaCodes, ...around])],
      namesArea: areaCodes.size > 0,
      unknown: false,
      audience: false,
    };
  }
}

/** "Masjid Al-Ikhlas dan Kelurahan Gajahan" are two places, "Masjid Al-Ikhlas, Gajahan" is one (find-other-place.ts); kelurahan are always apart. */
function unknownIn(line: string, found: readonly FoundPlace[]): FoundPlace[] {
  const isFree = ({ at, end }: { at: number; end: number }) => !found.some((place) => at < place.end && place.at < end);
  const ofKind = spansOf(kinds, line).filter(isFree);
  if (found.length > 0) {
    const apart = ofKind.filter((span) => found.some((place) => isJoined(line, span, place)));
    return [
      ...apart,
      ...spansOf(unitName, line).filter((span) => isFree(span) && !isPlain(span.text.replace(unitWord, ''))),
    ].map(nowhere);
  }
  const [first] = ofKind.length > 0 ? ofKind : spansOf(label, line).filter(({ text }) => !isPlain(text));
  return first ? [nowhere(first)] : [];
}

interface Span {
  at: number;
  end: number;
  text: string;
}

/** What a pattern, or its group, finds; without what leads to it. */
function spansOf(pattern: RegExp, line: string): Span[] {
  return [...line.matchAll(pattern)].map((match) => {
    const text = (match[1] ?? match[0]).trim().replace(before, '');
    const at = match.index + match[0].indexOf(text);
    return { at, end: at + text.length, text };
  });
}

function isJoined(line: string, a: Span, b: Span): boolean {
  const [first, last] = a.at < b.at ? [a, b] : [b, a];
  return and.test(line.slice(first.end, last.at));
}

function isPlain(text: string): boolean {
  return (text.match(/[\p{L}\p{N}'’]+/gu) ?? []).every(isPlainWord);
}

function nowhere(span: Span): FoundPlace {
  return { ...span, venueIds: new Set(), areaCodes: [], namesArea: false, unknown: true, audience: false };
}

function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}'’]+/gu) ?? []).map(bareWord);
}
