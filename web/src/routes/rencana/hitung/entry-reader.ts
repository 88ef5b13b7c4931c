import type { ArrivalPattern } from '@jemput/shared/queue/assumptions';
import type { HoursFault } from './evening-hours.ts';
import { type NumberFault, type ReadNumber, readDecimal, readWhole } from './read-number.ts';

/** Every field of the form by its name in the address, in Indonesian as pages' addresses are. */
export const fieldNames = [
  'alat',
  'operator',
  'menit',
  'buka',
  'tutup',
  'pintu',
  'orang',
  'dari',
  'hingga',
  'pola',
] as const;
export type FieldName = (typeof fieldNames)[number];
export type Fields = Record<FieldName, string>;

/** The fields that hold the assumptions about numbers and their holders. */
export type AssumedName = 'absen' | 'yakin' | 'tanpa';

/** What is wrong with one entry, and what is reckoned with instead. */
export type EntryFault<Name extends FieldName | AssumedName = FieldName> = { field: Name } & (
  | { kind: NumberFault; used: number }
  | { kind: 'beyond'; least: number; most: number; used: number }
  /** The doors would close before they open. */
  | { kind: 'doors'; openMinutes: number; used: number }
  | { kind: HoursFault | 'emptyTime'; used: { opens: string; openMinutes: number } }
  /** The range is not used: one end is missing or none, its ends are swapped, or the people expected lie outside it. */
  | { kind: 'halfRange' | 'endUnclear' | 'swappedRange' }
  | { kind: 'besideRange'; people: number }
  | { kind: 'pattern'; used: ArrivalPattern }
);

/** What each number may be: [least, most]. */
export const limits = {
  alat: [1, 20],
  operator: [0, 40],
  menit: [1, 60],
  pintu: [0, 240],
  orang: [0, 2000],
  dari: [0, 5000],
  hingga: [0, 5000],
  absen: [0, 95],
  yakin: [1, 10_000],
  tanpa: [0, 95],
} as const satisfies Partial<Record<FieldName | AssumedName, readonly [number, number]>>;
export type NumberField = Exclude<keyof typeof limits, AssumedName>;

const LONGEST_ENTRY = 20;

/** One entry of an address; undefined where it does not name it. */
export function entryOf(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)?.trim();
  // What is cut short is no number any more.
  return text && text.length > LONGEST_ENTRY ? `${text.slice(0, LONGEST_ENTRY)}…` : text;
}

/** Reads the numbers of a form, noting each that cannot be taken as it stands. */
export class EntryReader<Name extends FieldName | AssumedName> {
  readonly faults: EntryFault<Name>[] = [];

  whole(field: Name & keyof typeof limits, entry: string, otherwise: number): number {
    return this.#within(field, readWhole(entry), otherwise, Math.round);
  }

  decimal(field: Name & keyof typeof limits, entry: string, otherwise: number): number {
    return this.#within(field, readDecimal(entry), otherwise, (value) => value);
  }

  #within(
    field: Name & keyof typeof limits,
    read: ReadNumber,
    otherwise: number,
    rounded: (value: number) => number,
  ): number {
    const [least, most] = limits[field];
    const value = read.value ?? otherwise;
    const used = Math.min(most, Math.max(least, rounded(value)));
    if ('fault' in read) this.faults.push({ field, kind: read.fault, used });
    else if (used !== value) this.faults.push({ field, kind: 'beyond', least, most, used });
    return used;
  }
}
