import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { LIMITS, type Table, UnreadableTable } from './table.ts';

/** @throws UnreadableTable naming what is wrong with the file as a whole */
export async function readTable(fileName: string, bytes: Uint8Array): Promise<Table> {
  if (bytes.byteLength === 0) throw new UnreadableTable('empty', 'The file is empty: it has 0 bytes.');
  if (bytes.byteLength > LIMITS.bytes) {
    const megabytes = LIMITS.bytes / 1e6;
    throw new UnreadableTable('too_large', `The file is larger than ${megabytes} MB. Cut it into parts.`);
  }
  if (/\.xlsx$/i.test(fileName)) return readXlsx(bytes);
  if (/\.(csv|txt)$/i.test(fileName)) return readCsv(bytes);
  throw new UnreadableTable('unknown_format', `${fileName} is neither .csv nor .xlsx.`, { value: fileName });
}
