import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import type { Fault } from '../errors.ts';
import { importers } from './importers.ts';
import type { ImportKind } from './kinds.ts';
import { readTable } from './read-table.ts';
import { type Table, UnreadableTable } from './table.ts';

export interface ImportFile {
  kind: ImportKind;
  /** Its ending says what it is: .csv or .xlsx. */
  fileName: string;
  bytes: Uint8Array;
}

export interface ImportReport {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  faults: Fault[];
}

export async function readImport({ fileName, bytes }: ImportFile): Promise<{ table: Table } | { faults: Fault[] }> {
  try {
    return { table: await readTable(fileName, bytes) };
  } catch (error) {
    if (error instanceof UnreadableTable) return { faults: [error.fault] };
    throw error;
  }
}

/** What a file would change and everything that is wrong with it; nothing is written. */
export async function checkImport(ctx: Context, file: ImportFile): Promise<ImportReport> {
  requirePermission(ctx, 'imports.write');
  const read = await readImport(file);
  if ('faults' in read) return { rows: 0, added: 0, changed: 0, unchanged: 0, faults: read.faults };
  const today = localDateAt(ctx.now(), ctx.zone);
  const { write: _, ...report } = await importers[file.kind].examine(ctx.db, read.table, today);
  return report;
}
