import { readFile } from 'node:fs/promises';
import { type DatedEvents, parseDatedEvents } from '@jemput/shared/forecast/dated-events';
import type { HistoryFault, Parsed, SplitFile } from '@jemput/shared/forecast/parse-history';
import { CsvError, parse } from 'csv-parse/sync';
import { delimiterOf } from '../imports/delimiter-of.ts';
import { BadInput } from './command-io.ts';

/** Lines read at most: a province's evenings of twenty years. */
const MOST_LINES = 2_000_000;

/** @throws BadInput where the file cannot be read or is not UTF-8 */
async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new BadInput([`${path}: ${why}. Give the path of a CSV file.`]);
  });
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16 || bytes.includes(0)) {
    throw new BadInput([`${path}: the file is UTF-16 or no text, expected UTF-8. Save it as "CSV UTF-8".`]);
  }
  return bytes.toString('utf8');
}

/**
 * A CSV file with a header, separated by commas, semicolons or tabs, split into fields by column name.
 *
 * @throws BadInput where it cannot be read or is not CSV
 */
export async function readSplitFile(path: string): Promise<SplitFile> {
  const text = await readText(path);
  if (text.trim() === '') throw new BadInput([`${path}: row 1: empty file, expected a header`]);
  let header: string[] = [];
  try {
    const parsed: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      columns: (names: string[]) => {
        header = names;
        return names;
      },
      info: true,
      skip_empty_lines: true,
      trim: true,
      to: MOST_LINES,
    });
    return { header, records: parsed.map(({ record }) => record), lines: parsed.map(({ info }) => info.lines) };
  } catch (error) {
    if (error instanceof CsvError) throw new BadInput([`${path}: ${error.message}`]);
    throw error;
  }
}

/** The dated events of a file; none where no file is named. @throws BadInput where it cannot be read or is not CSV */
export async function readEvents(path: string | undefined): Promise<Parsed<DatedEvents>> {
  return path === undefined ? { rows: [], faults: [] } : parseDatedEvents(await readSplitFile(path));
}

/** One line a fault: file, row, field, value, what was expected. */
export function historyFaultLines(path: string, faults: readonly HistoryFault[]): string[] {
  return faults.map(({ row, field, value, expected, code }) => {
    const shown = value === '' ? 'nothing' : JSON.stringify(value.slice(0, 120));
    return `${path}: row ${row}: ${field}: got ${shown}, expected ${expected} [${code}]`;
  });
}
