import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '../db/open.ts';
import { offMapFault as placeOffMap } from '../places/known-references.ts';
import type { ItemFault } from './importer.ts';

/** Every value of a column, for looking up what rows refer to. */
export async function valuesOf(db: Database, table: SQLiteTable, column: SQLiteColumn): Promise<Set<string>> {
  const rows = await db.select({ value: column }).from(table);
  return new Set(rows.map(({ value }) => String(value)));
}

/** @param value nothing to look up where it is undefined or null */
export function unknownFault(
  known: { has(value: string): boolean },
  field: string,
  value: string | null | undefined,
): ItemFault[] {
  if (value === undefined || value === null || known.has(value)) return [];
  return [{ field, value, code: 'unknown', message: `${field} ${value} is not known.` }];
}

/** Nothing to look at where the position is not whole. */
export function offMapFault({ lat, lon }: { lat?: number | null; lon?: number | null }, field: string): ItemFault[] {
  return typeof lat === 'number' && typeof lon === 'number' ? placeOffMap({ lat, lon }, field) : [];
}
