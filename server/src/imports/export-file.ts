import { setImmediate } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import type { Database } from '../db/open.ts';
import { inThread } from '../threads.ts';
import type { Cell } from './column.ts';
import { escapeFormula } from './formula-escape.ts';
import { importers } from './importers.ts';
import type { ImportKind } from './kinds.ts';
import { ROWS_AT_ONCE } from './table.ts';

export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Everything of one kind in the columns that an import takes: importing it again changes nothing. */
export async function exportFile(db: Database, kind: ImportKind, format: ExportFormat): Promise<Buffer> {
  const { columns, exportRows } = importers[kind];
  const rows = [columns.map(({ name }) => name), ...(await exportRows(db))];
  return format === 'csv' ? toCsv(rows) : toXlsx({ name: kind, rows });
}

export interface Sheet {
  name: string;
  rows: Cell[][];
}

async function toXlsx(sheet: Sheet): Promise<Buffer> {
  const bytes = await inThread<Uint8Array>(new URL('./write-xlsx-worker.ts', import.meta.url), sheet);
  return Buffer.from(bytes);
}

/** UTF-8 with a byte order mark, without which Excel takes it for another encoding; CRLF, RFC 4180. */
async function toCsv(rows: Cell[][]): Promise<Buffer> {
  const parts = ['\ufeff'];
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const part = rows.slice(start, start + ROWS_AT_ONCE).map((row) => row.map(csvCell));
    parts.push(stringify(part, { record_delimiter: '\r\n' }));
    await setImmediate();
  }
  return Buffer.from(parts.join(''));
}

function csvCell(cell: Cell): string | number {
  if (cell === null) return '';
  if (typeof cell === 'string') return escapeFormula(cell);
  return typeof cell === 'number' ? cell : String(cell);
}
