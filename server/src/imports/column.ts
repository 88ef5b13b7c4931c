import type { Opening } from '@jemput/shared/places/venue';
import { formatOpenings, parseOpenings } from './openings-text.ts';

/** `Item`'s field in a column of a file. */
export interface Column {
  name: string;
  /** Key in the item; JSON pointer of faults starts with it. */
  field: string;
  type: 'text' | 'number' | 'flag' | 'openings';
  /** Must be in the header and filled. */
  required: boolean;
  /** Stands for an empty cell. */
  standard: unknown;
  /** Follows from another column; the file may say it again, and it is never written. */
  derived?: true;
}

export function required(name: string, field: string, type: Column['type'] = 'text'): Column {
  return { name, field, type, required: true, standard: undefined };
}

export function optional(name: string, field: string, type: Column['type'], standard: unknown): Column {
  return { name, field, type, required: false, standard };
}

export function derived(name: string, field: string): Column {
  return { ...optional(name, field, 'text', null), derived: true };
}

export type Cell = string | number | boolean | null;

/** What an empty or filled cell means, or what is wrong with it. */
export type CellReading = { value: unknown } | { code: string; expected: string };

const flags = new Map([
  ...['true', 'ya', 'yes', '1'].map((word) => [word, true] as const),
  ...['false', 'tidak', 'no', '0'].map((word) => [word, false] as const),
]);

export function readCell(column: Column, cell: string): CellReading {
  const text = cell.trim();
  if (text === '') {
    return column.required ? { code: 'missing', expected: 'a value' } : { value: column.standard };
  }
  if (column.type === 'text') return { value: text };
  if (column.type === 'flag') {
    const value = flags.get(text.toLowerCase());
    return value === undefined ? { code: 'not_a_flag', expected: 'true or false' } : { value };
  }
  if (column.type === 'openings') return parseOpenings(text);
  const number = text.replace(',', '.');
  return /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(number)
    ? { value: Number(number) }
    : { code: 'not_a_number', expected: 'a number, without thousands separators' };
}

/** As `readCell` reads it back. */
export function writeCell(column: Column, value: unknown): Cell {
  if (column.type === 'openings') return formatOpenings(value as Record<string, Opening>);
  return (value ?? null) as Cell;
}
