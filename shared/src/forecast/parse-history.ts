import { isLocalDate } from '../calendar/local-date.ts';
import type { HistoryRow, TargetRow } from './history.ts';

/** Something wrong in a file. `row` is the line as an editor counts it: the header is 1, the first session 2. */
export interface HistoryFault {
  row: number;
  field: string;
  value: string;
  expected: string;
  code:
    | 'unknown_column'
    | 'missing_column'
    | 'repeated_column'
    | 'missing_value'
    | 'bad_date'
    | 'bad_count'
    | 'duplicate_session'
    | 'duplicate_row'
    | 'bad_event_name'
    | 'bad_flag';
}

/** Records already split into fields, by column name; `lines[i]` is where `records[i]` stood. */
export interface SplitFile {
  header: readonly string[];
  records: readonly Readonly<Record<string, string>>[];
  lines?: readonly number[];
}

export type Parsed<Row> = { rows: Row[]; faults: [] } | { rows: []; faults: HistoryFault[] };

const TARGET_COLUMNS = ['venue', 'kind', 'date', 'slot', 'kits', 'capacity', 'remaining', 'area'];
const HISTORY_COLUMNS = [
  'venue',
  'kind',
  'date',
  'slot',
  'kits',
  'capacity',
  'remaining',
  'served',
  'turned_away',
  'area',
];
/** Counts of people or kits; more than this in one session is a slip of the pen. */
const LARGEST_COUNT = 10_000_000;

/** Past sessions (forecasting.md): venue, date and served must be filled, an empty field is unknown. All rows or all faults. */
export function parseHistory(file: SplitFile): Parsed<HistoryRow> {
  const reader = new Reader(file, HISTORY_COLUMNS, ['venue', 'date', 'served']);
  const rows = reader.rows((record, line) => {
    const target = reader.target(record, line);
    const turnedAway = reader.count(record, line, 'turned_away');
    const served = reader.count(record, line, 'served') ?? 0;
    return { ...target, served, ...(turnedAway === undefined ? {} : { turnedAway }) };
  });
  return reader.faults.length > 0 ? { rows: [], faults: reader.faults } : { rows, faults: [] };
}

/** Sessions to forecast: venue and date must be filled. All rows or all faults. */
export function parseTargets(file: SplitFile): Parsed<TargetRow> {
  const reader = new Reader(file, TARGET_COLUMNS, ['venue', 'date']);
  const rows = reader.rows((record, line) => reader.target(record, line));
  return reader.faults.length > 0 ? { rows: [], faults: reader.faults } : { rows, faults: [] };
}

type Fields = Readonly<Record<string, string>>;

class Reader {
  readonly faults: HistoryFault[] = [];
  private readonly file: SplitFile;
  private readonly required: readonly string[];

  constructor(file: SplitFile, columns: readonly string[], required: readonly string[]) {
    this.file = file;
    this.required = required;
    const { header } = file;
    const known = `one of ${columns.join(', ')}`;
    header.forEach((name, at) => {
      if (!columns.includes(name)) this.fault(1, name, name, known, 'unknown_column');
      else if (header.indexOf(name) < at) this.fault(1, name, name, 'each column once', 'repeated_column');
    });
    for (const name of required) {
      if (!header.includes(name)) this.fault(1, name, '', `a column ${name}`, 'missing_column');
    }
  }

  rows<Row extends TargetRow>(read: (record: Fields, line: number) => Row): Row[] {
    const seen = new Map<string, number>();
    return this.file.records.map((record, at) => {
      const line = this.file.lines?.[at] ?? at + 2;
      for (const name of this.required) {
        if (this.file.header.includes(name) && !record[name]) this.fault(line, name, '', 'a value', 'missing_value');
      }
      const row = read(record, line);
      const key = JSON.stringify([row.venue, row.date, row.slot]);
      const first = seen.get(key);
      if (first !== undefined && row.venue && row.date) {
        this.fault(
          line,
          'venue',
          row.venue,
          `one row per venue, date and slot; row ${first} has the same`,
          'duplicate_session',
        );
      } else seen.set(key, line);
      return row;
    });
  }

  target(record: Fields, line: number): TargetRow {
    const date = record.date ?? '';
    if (date && !isLocalDate(date)) this.fault(line, 'date', date, 'a date that exists, YYYY-MM-DD', 'bad_date');
    const row: TargetRow = { venue: record.venue ?? '', date };
    for (const name of ['kind', 'slot', 'area'] as const) if (record[name]) row[name] = record[name];
    for (const name of ['kits', 'capacity', 'remaining'] as const) {
      const count = this.count(record, line, name);
      if (count !== undefined) row[name] = count;
    }
    return row;
  }

  count(record: Fields, line: number, name: string): number | undefined {
    const text = record[name];
    if (!text) return undefined;
    const count = Number(text);
    if (/^\d+$/.test(text) && count <= LARGEST_COUNT) return count;
    this.fault(line, name, text, `a whole number from 0 to ${LARGEST_COUNT}`, 'bad_count');
    return undefined;
  }

  private fault(row: number, field: string, value: string, expected: string, code: HistoryFault['code']): void {
    this.faults.push({ row, field, value, expected, code });
  }
}
