import { inThread } from '../threads.ts';
import { LIMITS, type Table, toTable, UnreadableTable } from './table.ts';
import { unpackedSize } from './zip-size.ts';

/**
 * Reads the first sheet of a workbook, in a thread of its own: a large one takes seconds.
 *
 * @throws UnreadableTable where it is no workbook, or unpacks to more than is taken
 */
export async function readXlsx(bytes: Uint8Array): Promise<Table> {
  const size = unpackedSize(bytes);
  if (size === null) throw new UnreadableTable('not_a_workbook', 'The file is not an XLSX workbook.');
  if (size > LIMITS.unpackedBytes) {
    throw new UnreadableTable('too_large', `The workbook unpacks to ${size} bytes; that is more than is taken.`);
  }
  const answer = await inThread<SheetAnswer>(new URL('./read-xlsx-worker.ts', import.meta.url), bytes);
  if ('failure' in answer) {
    throw new UnreadableTable('not_a_workbook', `The workbook cannot be read: ${answer.failure}`);
  }
  return toTable(answer.rows.map((cells, at) => ({ row: at + 1, cells })));
}

export type SheetAnswer = { rows: string[][] } | { failure: string };
