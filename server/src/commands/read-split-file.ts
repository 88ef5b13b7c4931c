import { readFile } from 'node:fs/promises';
import { type DatedEvents, parseDatedEvents } from '@jemput/shared/forecast/dated-events';
import type { HistoryFault, Parsed, SplitFile } from '@jemput/shared/forecast/parse-history';
import { CsvError, parse } from 'csv-parse/sync';
import { BadInput } from './command-io.ts';

/** Lines read at most: a province's evenings of twenty years. */
const MOST_LINES = 2_000_000;

/** A CSV file with a header, split into fields by column name. @throws BadInput where it cannot be read or is not CSV */
export async function readSplitFile(path: string): Promise<SplitFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new BadInput([`${path}: ${why}. Give the path of a CSV file.`]);
  });
  if (text.trim() === '') throw new BadInput([`${path}: row 1: empty file, expected a header`]);
  let header: string[] = [];
  try {
    const parsed: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
      bom: true,
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
