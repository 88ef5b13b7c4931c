import { editsBetween } from './edits-between.ts';

/** What of a place's name a key is. */
export const fields = ['whole', 'word', 'address'] as const;
export type NameField = (typeof fields)[number];

/** A place that has a word like the one asked for. */
export interface Hit {
  place: number;
  field: NameField;
  /** 1 where the word is the same, less for typing errors and for a beginning only. */
  likeness: number;
}

/** A word loses this share of its letters for each error. */
const ERROR_COST = 1.2;
/** However long a word, one with errors is worth less than one of a longer name's words. */
const MISSPELT = 0.88;
/** A beginning is worth this, and the rest by how much of the word it is. */
const BEGINNING = 0.75;
const DIGITS = 0x3ff;

/** Bits 0–9 for digits, the others for letters: words that differ in many bits are not alike. */
function signsIn(word: string): number {
  let signs = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    signs |= code >= 48 && code < 58 ? 1 << (code - 48) : 1 << (10 + (code % 22));
  }
  return signs;
}

/** Hamming weight; Warren, Hacker's Delight, figure 5-2. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** None in words of up to three letters, one up to five, two in longer ones; two letters the wrong way round are one. */
function errorsForgiven(letters: number): number {
  if (letters < 4) return 0;
  return letters < 6 ? 1 : 2;
}

function digitsOf(word: string): string {
  return word.replace(/\D+/g, ' ');
}

type Entry = readonly [key: string, place: number, field: NameField];

/** Entries that are taken in between two pauses: a few milliseconds. */
const TAKEN_AT_ONCE = 1000;

/** Words of the names of places, sorted, each with the places that have it: made once, some tens of bytes a place. */
export class NameVocabulary {
  private keys: string[] = [];
  /** By length, the keys and beside each its signs. */
  private ofLength: ReadonlyMap<number, { keys: Int32Array; signs: Int32Array }> = new Map();
  /** Where the holders of each key begin. */
  private starts = new Int32Array(1);
  /** Place × 4 + number of its field. */
  private holders = new Int32Array(0);

  /** Taken in step by step, so that others can be served in between; to be used when all are done. */
  *take(entries: Iterable<Entry>): Generator<void> {
    const holdersOf = new Map<string, number[]>();
    let count = 0;
    for (const [key, place, field] of entries) {
      const holder = place * 4 + fields.indexOf(field);
      const known = holdersOf.get(key);
      if (known) known.push(holder);
      else holdersOf.set(key, [holder]);
      if (++count % TAKEN_AT_ONCE === 0) yield;
    }
    this.keys = [...holdersOf.keys()].sort();
    yield;
    this.starts = new Int32Array(this.keys.length + 1);
    this.holders = new Int32Array(count);
    let next = 0;
    for (const [at, key] of this.keys.entries()) {
      this.starts[at] = next;
      for (const holder of holdersOf.get(key) ?? []) this.holders[next++] = holder;
    }
    this.starts[this.keys.length] = next;
    yield;
    const byLength = Map.groupBy(this.keys.keys(), (at) => this.keys[at]?.length ?? 0);
    this.ofLength = new Map(
      [...byLength].map(([length, same]) => [
        length,
        { keys: Int32Array.from(same), signs: Int32Array.from(same, (at) => signsIn(this.keys[at] ?? '')) },
      ]),
    );
  }

  /** Places with a word like `word`, in no order. */
  *like(word: string): Generator<Hit> {
    const first = this.firstFrom(word);
    for (let at = first; this.keys[at]?.startsWith(word); at++) {
      const key = this.keys[at] ?? '';
      if (key === word) yield* this.hits(at, 1);
      else if (word.length > 1 && !/^\d*$/.test(word.slice(-1) + key[word.length])) {
        yield* this.hits(at, BEGINNING + (1 - BEGINNING) * 0.8 * (word.length / key.length));
      }
    }
    yield* this.misspelt(word);
  }

  private *misspelt(word: string): Generator<Hit> {
    const digits = digitsOf(word);
    for (const at of this.withSignsLike(word)) {
      const key = this.keys[at] ?? '';
      const letters = Math.max(word.length, key.length);
      const most = errorsForgiven(letters);
      const edits = editsBetween(word, key, most);
      if (edits === 0 || edits > most || digits !== digitsOf(key)) continue;
      yield* this.hits(at, Math.min(MISSPELT, 1 - (ERROR_COST * edits) / letters));
    }
  }

  /** Keys that may be the word with errors: a letter put in or left out changes one bit, one put for another two. */
  private withSignsLike(word: string): number[] {
    const found: number[] = [];
    const around = errorsForgiven(word.length);
    const wanted = signsIn(word);
    for (let length = word.length - around; length <= word.length + around; length++) {
      const same = this.ofLength.get(length);
      if (!same) continue;
      const { keys, signs } = same;
      const most = 2 * errorsForgiven(Math.max(word.length, length)) - Math.abs(length - word.length);
      for (let index = 0; index < signs.length; index++) {
        const differing = wanted ^ (signs[index] ?? 0);
        if ((differing & DIGITS) === 0 && bitCount(differing) <= most) found.push(keys[index] ?? 0);
      }
    }
    return found;
  }

  private *hits(at: number, likeness: number): Generator<Hit> {
    for (let next = this.starts[at] ?? 0; next < (this.starts[at + 1] ?? 0); next++) {
      const holder = this.holders[next] ?? 0;
      yield { place: holder >> 2, field: fields[holder & 3] ?? 'word', likeness };
    }
  }

  /** The first key that is not before `word`. */
  private firstFrom(word: string): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.keys[middle] ?? '') < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
