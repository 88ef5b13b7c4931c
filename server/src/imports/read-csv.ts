import { setImmediate } from 'node:timers/promises';
import { type CsvError, parse } from 'csv-parse';
import { delimiterOf } from './delimiter-of.ts';
import { unescapeFormula } from './formula-escape.ts';
import { LIMITS, type Table, type TableRow, toTable, UnreadableTable } from './table.ts';

const CHUNK_CHARACTERS = 65_536;

/** UTF-8 with or without its mark. @throws UnreadableTable for any other encoding */
function decode(bytes: Uint8Array): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const hint = 'Save it as "CSV UTF-8".';
  if (utf16 || bytes.includes(0)) throw new UnreadableTable('wrong_encoding', `The file is not UTF-8 text. ${hint}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const row = lineOfBadByte(bytes);
    throw new UnreadableTable('wrong_encoding', `The file is not UTF-8 from line ${row} on. ${hint}`, { row });
  }
}

function lineOfBadByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let row = 1;
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return row;
    }
    start = end;
    row += 1;
  }
  return row;
}

function* chunksOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += CHUNK_CHARACTERS) yield text.slice(start, start + CHUNK_CHARACTERS);
}

/**
 * Reads a CSV file: comma, semicolon or tab, quoted or not, any line ending, with or without a byte order mark.
 *
 * @throws UnreadableTable naming what is wrong with the file as a whole
 */
export async function readCsv(bytes: Uint8Array): Promise<Table> {
  const text = decode(bytes);
  const parser = parse({ delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true, info: true });
  const feeding = feed(parser, text);
  const rows: TableRow[] = [];
  try {
    for await (const record of parser) {
      const { record: cells, info } = record as { record: string[]; info: { lines: number } };
      rows.push({ row: info.lines, cells: cells.map(unescapeFormula) });
      if (rows.length > LIMITS.rows + 1) break;
    }
  } catch (error) {
    const { code, lines, message } = error as CsvError & { lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    throw new UnreadableTable(
      'bad_quoting',
      `Line ${lines ?? '?'} cannot be read: ${message}`,
      lines ? { row: lines } : {},
    );
  }
  await feeding;
  return toTable(rows);
}

async function feed(parser: ReturnType<typeof parse>, text: string): Promise<void> {
  for (const chunk of chunksOf(text)) {
    if (parser.destroyed) return;
    parser.write(chunk);
    await setImmediate();
  }
  parser.end();
}
