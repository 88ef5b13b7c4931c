import { readSheet } from 'read-excel-file/node';
import type { SheetAnswer } from './read-xlsx.ts';

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
}

/** In a thread of its own, so that a large workbook keeps nobody waiting. */
export default async function readRows(bytes: Uint8Array): Promise<SheetAnswer> {
  try {
    const rows = await readSheet(Buffer.from(bytes), { trim: false });
    return { rows: rows.map((row) => row.map(textOf)) };
  } catch (error) {
    return { failure: (error as Error).message };
  }
}
