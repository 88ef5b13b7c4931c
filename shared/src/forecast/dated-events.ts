import { isLocalDate, type LocalDate } from '../calendar/local-date.ts';
import { EVENT_NAME_EXPECTED, isEventName } from './event-name.ts';
import type { TargetRow } from './history.ts';
import type { HistoryFault, Parsed, SplitFile } from './parse-history.ts';

/** What is on at a date: everywhere, or where the row's own slot, kind, area (or below it) and venue say. */
export interface DatedEvents {
  date: LocalDate;
  slot?: string;
  kind?: string;
  area?: string;
  venue?: string;
  names: string[];
}

const SCOPES = ['slot', 'kind', 'area', 'venue'] as const;
const FLAGS = new Map([
  ['1', true],
  ['0', false],
  ['', false],
]);

/**
 * A file of dated events: `date`, where wanted `slot`, `kind`, `area`, `venue`, and one column an event, named by it, with
 * 1 where it is on, 0 or nothing where it is not. All rows or all faults.
 */
export function parseDatedEvents({ header, records, lines }: SplitFile): Parsed<DatedEvents> {
  const names = header.filter((name) => name !== 'date' && !SCOPES.some((scope) => scope === name));
  const faults = headerFaults(header, names);
  const seen = new Map<string, number>();
  const rows = records.map((record, at) => {
    const row = lines?.[at] ?? at + 2;
    const date = record.date ?? '';
    const fault = (field: string, value: string, expected: string, code: HistoryFault['code']) =>
      faults.push({ row, field, value, expected, code });
    if (header.includes('date') && !date) fault('date', '', 'a value', 'missing_value');
    else if (date && !isLocalDate(date)) fault('date', date, 'a date that exists, YYYY-MM-DD', 'bad_date');
    for (const name of names) {
      const value = record[name] ?? '';
      if (!FLAGS.has(value)) fault(name, value, '1 where the event is on, 0 or nothing where it is not', 'bad_flag');
    }
    const scope = SCOPES.flatMap((name) => (record[name] ? [[name, record[name]] as const] : []));
    const key = JSON.stringify([date, scope]);
    const first = seen.get(key);
    const expected = `one row a date, slot, kind, area and venue; row ${first} has the same`;
    if (first !== undefined && date) fault('date', date, expected, 'duplicate_row');
    else seen.set(key, row);
    return { date, ...Object.fromEntries(scope), names: names.filter((name) => FLAGS.get(record[name] ?? '')) };
  });
  return faults.length > 0 ? { rows: [], faults } : { rows, faults: [] };
}

function headerFaults(header: readonly string[], names: readonly string[]): HistoryFault[] {
  const faults: HistoryFault[] = [];
  const fault = (field: string, value: string, expected: string, code: HistoryFault['code']) =>
    faults.push({ row: 1, field, value, expected, code });
  if (!header.includes('date')) fault('date', '', 'a column date', 'missing_column');
  if (names.length === 0) fault('', '', 'a column for each event, named by it', 'missing_column');
  header.forEach((name, at) => {
    if (header.indexOf(name) < at) fault(name, name, 'each column once', 'repeated_column');
  });
  for (const name of names) if (!isEventName(name)) fault(name, name, EVENT_NAME_EXPECTED, 'bad_event_name');
  return faults;
}

/** The same rows with the names of the events that are on at each, sorted. */
export function withDatedEvents<Row extends TargetRow>(rows: readonly Row[], events: readonly DatedEvents[]): Row[] {
  const byDate = Map.groupBy(events, ({ date }) => date);
  return rows.map((row) => {
    const on = (byDate.get(row.date) ?? []).filter((event) => isWithin(row, event));
    const names = [...new Set(on.flatMap(({ names }) => names))].sort();
    return names.length > 0 ? { ...row, events: names } : row;
  });
}

function isWithin(row: TargetRow, event: DatedEvents): boolean {
  return SCOPES.every((scope) => {
    const wanted = event[scope];
    if (wanted === undefined || row[scope] === wanted) return true;
    return scope === 'area' && (row.area?.startsWith(`${wanted}.`) ?? false);
  });
}
