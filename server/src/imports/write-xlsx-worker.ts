import writeXlsxFile from 'write-excel-file/node';
import type { Sheet } from './export-file.ts';

/** In a thread of its own, so that a large workbook keeps nobody waiting. */
export default function writeSheet({ name, rows }: Sheet): Promise<Uint8Array> {
  return writeXlsxFile(rows, { sheet: name }).toBuffer();
}
