import { setImmediate } from 'node:timers/promises';
import type { Area } from '@jemput/shared/places/area';
import { levelMeant, nameWords, spelling, tellingWords } from './fold-name.ts';
import { type NameField, NameVocabulary } from './name-vocabulary.ts';

/** A venue or area by the names that people type. */
export interface NamedPlace {
  kind: 'venue' | 'area';
  id: string;
  name: string;
  /** Where it lies, for telling namesakes apart. */
  where: string;
  /** Every word asked for is of its name or of one around it; else it is a guess at what was meant. */
  typed: boolean;
}

interface NamedVenue {
  id: string;
  name: string;
  address?: string;
  area: { code: string; name: string; district: string };
}

/** Words `from` … `to` of what was asked, and how well a place meets them. */
interface Met {
  from: number;
  to: number;
  worth: number;
}

/** Worse answers than this share of the best are typing errors of something else. */
const KEPT_SHARE = 0.89;
/** Below this nothing is meant. */
const LEAST_WORTH = 0.5;
const MOST_WORDS = 8;
/** Longest run of words that is tried as one, for names written apart. */
const MOST_JOINED = 4;
const LIMIT = 200;
/** A number counts as this many letters: another school of the same kind is not the one asked for. */
const NUMBER_LETTERS = 8;

const ownWorth: Record<NameField, number> = { whole: 1, word: 0.9, address: 0.7 };
/** The same of the areas in which a place lies. */
const aroundWorth: Record<NameField, number> = { whole: 0.95, word: 0.65, address: 0 };
const LEVEL_MEANT = 0.03;
/** A district tells more than a regency of the same name, that more than a province. */
const nearnessOf: Record<Area['level'], number> = { village: 1, district: 1, regency: 0.99, province: 0.98 };

/** What people call a regency whose name is another. */
const alsoCalled: Record<string, string> = { 'Kota Surakarta': 'Solo', 'Kota Yogyakarta': 'Jogja' };

/**
 * Finds venues and areas by name: typing errors, old spelling, short forms and words joined or split are forgiven, and
 * the name of an area around tells namesakes apart.
 */
export class NameSearch {
  private readonly words = new NameVocabulary();
  private readonly taking: Iterator<void>;
  private readying: Promise<void> | null = null;
  private readonly venues: NamedVenue[];
  private readonly areas: Area[];
  /** Number of the area in which each place lies; −1 where none is known. */
  private readonly around: Int32Array;
  /** Areas with a venue, and venues. */
  private readonly served: Uint8Array;

  constructor(venues: NamedVenue[], areas: Area[]) {
    this.venues = venues;
    this.areas = areas;
    const count = venues.length + areas.length;
    const numberOf = new Map(areas.map(({ code }, at) => [code, venues.length + at]));
    this.around = new Int32Array(count).fill(-1);
    this.served = new Uint8Array(count);
    for (const [at, { area }] of venues.entries()) this.around[at] = numberOf.get(area.code) ?? -1;
    for (const [at, { parentCode }] of areas.entries()) {
      this.around[venues.length + at] = numberOf.get(parentCode ?? '') ?? -1;
    }
    for (const at of venues.keys()) {
      for (let place = at; place >= 0; place = this.around[place] ?? -1) this.served[place] = 1;
    }
    this.taking = this.words.take(this.entries());
  }

  /** Takes the names in, others being served in between: a whole country's take most of a second. */
  ready(): Promise<void> {
    this.readying ??= this.takeAll();
    return this.readying;
  }

  private async takeAll(): Promise<void> {
    while (!this.taking.next().done) await setImmediate();
  }

  /** Who cannot wait for `ready` takes in what is left at once. */
  private get vocabulary(): NameVocabulary {
    while (!this.taking.next().done);
    return this.words;
  }

  /** Venues, kelurahan and districts, best first; empty for a text without letters or digits. */
  find(text: string): NamedPlace[] {
    return this.ranked(text, (level) => level !== 'regency' && level !== 'province');
  }

  /** The same of regencies and provinces in which there are venues. */
  findAround(text: string): NamedPlace[] {
    return this.ranked(text, (level, place) => (level === 'regency' || level === 'province') && this.isServed(place));
  }

  private ranked(text: string, isWanted: (level: Area['level'] | undefined, place: number) => boolean): NamedPlace[] {
    const words = nameWords(text).slice(0, MOST_WORDS);
    const meant = levelMeant(text);
    const spelt = spelling(text);
    const ranked: { place: number; worth: number }[] = [];
    let least = LEAST_WORTH;
    for (const [place, worth] of this.worths(words)) {
      const level = this.levelOf(place);
      if (!isWanted(level, place)) continue;
      const total = worth + (meant && meant === level ? LEVEL_MEANT : 0);
      if (total < least) continue;
      least = Math.max(least, total * KEPT_SHARE);
      ranked.push({ place, worth: total });
    }
    return ranked
      .filter(({ worth }) => worth >= least)
      .map(({ place, worth }) => ({ place, worth, order: this.order(place, spelt) }))
      .sort((a, b) => b.worth - a.worth || a.order - b.order || a.place - b.place)
      .slice(0, LIMIT)
      .map(({ place }) => this.named(place, this.isTyped(place, text)));
  }

  private isServed(place: number): boolean {
    return this.served[place] === 1;
  }

  private isTyped(place: number, text: string): boolean {
    const own = namesOf(this.nameOf(place));
    if (own.some((name) => name.includes(spelling(text)))) return true;
    const said = [...own];
    for (let area = this.around[place] ?? -1; area >= 0; area = this.around[area] ?? -1) {
      said.push(...namesOf(this.nameOf(area)));
    }
    const isIn = (names: string[], word: string) => names.some((name) => name.includes(word));
    const asked = tellingWords(text);
    return asked.some((word) => isIn(own, word)) && asked.every((word) => isIn(said, word));
  }

  private *entries(): Generator<readonly [string, number, NameField]> {
    const venueCount = this.venues.length;
    for (const [at, { name, address = '' }] of this.venues.entries()) {
      yield* entriesOf(name, at);
      for (const word of nameWords(address)) if (word.length > 3) yield [word, at, 'address'];
    }
    for (const [at, { name, level }] of this.areas.entries()) {
      yield* entriesOf(name, venueCount + at);
      if (level === 'regency')
        yield* entriesOf(name.replace(/^(Kota|Kabupaten)( Administrasi)? /, ''), venueCount + at);
      if (alsoCalled[name]) yield* entriesOf(alsoCalled[name], venueCount + at);
    }
  }

  /** How well each place meets all that was asked, 0 … 1. */
  private *worths(words: string[]): Generator<[place: number, worth: number]> {
    const met = this.meetings(words);
    const letters = [0];
    for (const word of words) letters.push((letters.at(-1) ?? 0) + (/^\d/.test(word) ? NUMBER_LETTERS : word.length));
    for (const [place, own] of met) {
      const around = words.length > 1 ? this.metAround(place, met) : [];
      yield [place, bestCover(letters, own, around) / (letters.at(-1) || 1)];
    }
  }

  /** By place, the runs of words that it meets. */
  private meetings(words: string[]): Map<number, FieldMet[]> {
    const met = new Map<number, FieldMet[]>();
    for (let from = 0; from < words.length; from++) {
      for (let to = from + 1; to <= Math.min(words.length, from + MOST_JOINED); to++) {
        for (const { place, field, likeness } of this.vocabulary.like(words.slice(from, to).join(''))) {
          const known = met.get(place);
          const found = { from, to, field, likeness };
          if (known) known.push(found);
          else met.set(place, [found]);
        }
      }
    }
    return met;
  }

  private metAround(place: number, met: Map<number, FieldMet[]>): Met[] {
    const found: Met[] = [];
    for (let area = this.around[place] ?? -1; area >= 0; area = this.around[area] ?? -1) {
      const nearness = nearnessOf[this.levelOf(area) ?? 'village'];
      for (const { from, to, field, likeness } of met.get(area) ?? []) {
        found.push({ from, to, worth: likeness * aroundWorth[field] * nearness });
      }
    }
    return found;
  }

  private levelOf(place: number): Area['level'] | undefined {
    return this.areas[place - this.venues.length]?.level;
  }

  /** Of equals, where there are venues first, then spelt as asked, then kelurahan before venues before districts. */
  private order(place: number, spelt: string): number {
    const level = this.levelOf(place);
    const name = this.nameOf(place);
    const rank = level === 'village' ? 0 : level ? 2 : 1;
    return (
      (this.isServed(place) ? 0 : 1000) + (spelling(name) === spelt ? 0 : 100) + rank * 30 + Math.min(name.length, 29)
    );
  }

  private nameOf(place: number): string {
    return this.venues[place]?.name ?? this.areas[place - this.venues.length]?.name ?? '';
  }

  private named(place: number, typed: boolean): NamedPlace {
    const venue = this.venues[place];
    if (venue) {
      const { id, name, area } = venue;
      return { kind: 'venue', id, name, where: `${area.name}, ${area.district}`, typed };
    }
    const code = this.areas[place - this.venues.length]?.code ?? '';
    const around = this.around[place] ?? -1;
    const where = around < 0 ? '' : this.nameOf(around);
    return { kind: 'area', id: code, name: this.nameOf(place), where, typed };
  }
}

/** As it is written, and as people call it. */
function namesOf(name: string): string[] {
  return [name, ...(alsoCalled[name] ? [alsoCalled[name]] : [])].map(spelling);
}

interface FieldMet {
  from: number;
  to: number;
  field: NameField;
  likeness: number;
}

function* entriesOf(name: string, place: number): Generator<readonly [string, number, NameField]> {
  const words = nameWords(name);
  yield [words.join(''), place, 'whole'];
  if (words.length > 1) for (const word of words) yield [word, place, 'word'];
}

/** What of a place's own name was used: nothing yet, words of it, all of it. */
const unused = 0;
const words = 1;
const whole = 2;

/**
 * The most letters that runs of words without overlap account for, each by its worth. Some must be the place's own name,
 * which counts once, whole or by its words; the areas around it account for the others.
 */
function bestCover(letters: number[], own: FieldMet[], around: Met[]): number {
  const [only] = own;
  if (only && own.length === 1 && around.length === 0) {
    return ((letters[only.to] ?? 0) - (letters[only.from] ?? 0)) * only.likeness * ownWorth[only.field];
  }
  const best: [number, number, number][] = [[0, -Infinity, -Infinity]];
  for (let to = 1; to < letters.length; to++) {
    const now: [number, number, number] = [...(best[to - 1] ?? [0, -Infinity, -Infinity])];
    const take = (met: Met, before: 0 | 1 | 2, after: 0 | 1 | 2) => {
      const worth = ((letters[to] ?? 0) - (letters[met.from] ?? 0)) * met.worth;
      now[after] = Math.max(now[after], (best[met.from]?.[before] ?? -Infinity) + worth);
    };
    for (const met of around) {
      if (met.to === to) for (const used of [unused, words, whole] as const) take(met, used, used);
    }
    for (const met of own) {
      if (met.to !== to) continue;
      const asOwn = { ...met, worth: met.likeness * ownWorth[met.field] };
      if (met.field === 'whole') take(asOwn, unused, whole);
      else for (const used of [unused, words] as const) take(asOwn, used, words);
    }
    best.push(now);
  }
  const [, byWords, byWhole] = best.at(-1) ?? [0, 0, 0];
  return Math.max(byWords, byWhole);
}
