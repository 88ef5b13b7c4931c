import type { Position } from '@jemput/shared/places/distance';
import { liesInIndonesia } from '@jemput/shared/places/indonesia';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '../db/open.ts';
import type { ItemFault } from './importer.ts';

/** Every value of a column, for looking up what rows refer to. */
export async function valuesOf(db: Database, table: SQLiteTable, column: SQLiteColumn): Promise<Set<string>> {
  const rows = await db.select({ value: column }).from(table);
  return new Set(rows.map(({ value }) => String(value)));
}

export function unknownFault(known: ReadonlySet<string>, field: string, value: string): ItemFault[] {
  if (known.has(value)) return [];
  return [{ field, value, code: 'unknown', message: `${field} ${value} is not known.` }];
}

export function offMapFault(position: Position, field: string): ItemFault[] {
  if (liesInIndonesia(position)) return [];
  const value = `${position.lat}, ${position.lon}`;
  const message = `${value} is not in Indonesia. Latitude is −11 … 6, longitude 95 … 141; maybe they are swapped.`;
  return [{ field, value, code: 'off_map', message }];
}
