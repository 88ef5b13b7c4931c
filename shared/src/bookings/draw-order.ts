import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DrawEntry, DrawRecord } from './draw-record.ts';

const CODE_LENGTH = 32;

/** Hex, 128 bits: under it a ticket takes part, and its holder finds it again. */
export function entryCodeOf(ticketId: string): string {
  return hashOf(`entry|${ticketId}`).slice(0, CODE_LENGTH);
}

/** Hex, 128 bits. @param nameCheck keyed hash of the name, so that nobody can try names out */
export function chanceCodeOf(sessionId: string, nameCheck: string): string {
  return hashOf(`chance|${sessionId}|${nameCheck}`).slice(0, CODE_LENGTH);
}

/** @param seed 64 hexadecimal digits */
export function commitmentOf(seed: string): string {
  return bytesToHex(sha256(hexToBytes(seed)));
}

/** One hash of all entries: nobody can be added, left out or changed without changing the order of all. */
export function entriesHashOf(entries: readonly DrawEntry[]): string {
  const lines = entries.map(({ code, chance, people }) => `${code} ${chance} ${people}\n`);
  return hashOf(lines.sort().join(''));
}

/**
 * Order in which entries are drawn: chances by SHA-256 of seed, entries and chance, within a chance entries by that of the entry. A name
 * entered ten times is one chance, so it has no better one; all who share a name are drawn together, so nobody loses by a namesake.
 *
 * @param seed 64 hexadecimal digits
 * @returns their codes
 */
export function drawOrder(seed: string, entries: readonly DrawEntry[]): string[] {
  const all = entriesHashOf(entries);
  const rankOf = (code: string) => hashOf(`${seed}|${all}|${code}`);
  const ranked = entries.map(({ code, chance }) => ({ code, rank: `${rankOf(chance)} ${rankOf(code)}` }));
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ code }) => code);
}

/** Places are given in the order drawn, to everybody for whose people there is still room. @returns codes */
export function placedInOrder(order: readonly string[], entries: readonly DrawEntry[], places: number): string[] {
  const peopleOf = new Map(entries.map(({ code, people }) => [code, people]));
  let left = places;
  return order.filter((code) => {
    const people = peopleOf.get(code) ?? Infinity;
    if (people > left) return false;
    left -= people;
    return true;
  });
}

/** So many people wait for a number given back, as a share of the places: more would wait in vain. */
const WAITING_SHARE = 0.5;

/** Those drawn next, until as many people wait as can hope for a place. @returns codes */
export function waitingInOrder(
  order: readonly string[],
  entries: readonly DrawEntry[],
  { places, placed }: Pick<DrawRecord, 'places' | 'placed'>,
): string[] {
  const taken = new Set(placed);
  const others = order.filter((code) => !taken.has(code));
  const peopleOf = new Map(entries.map(({ code, people }) => [code, people]));
  let waiting = 0;
  return others.filter((code) => {
    if (waiting >= places * WAITING_SHARE) return false;
    waiting += peopleOf.get(code) ?? 0;
    return true;
  });
}

/** What does not fit in a published draw: `commitment` the seed is not the one committed to, `entries` one is there twice, … */
export type DrawFault = 'commitment' | 'entries' | 'order' | 'placed' | 'waiting';

/** Makes the draw again. @returns nothing where all is as it must be */
export function verifyDraw(record: DrawRecord): DrawFault[] {
  const { seed, commitment, entries, order, places, placed } = record;
  const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((x, at) => x === b[at]);
  const faults: DrawFault[] = [];
  if (commitmentOf(seed) !== commitment) faults.push('commitment');
  if (new Set(entries.map(({ code }) => code)).size !== entries.length) faults.push('entries');
  if (!same(order, drawOrder(seed, entries))) faults.push('order');
  if (!same(placed, placedInOrder(order, entries, places))) faults.push('placed');
  if (!same(record.waiting, waitingInOrder(order, entries, record))) faults.push('waiting');
  return faults;
}

function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
