import { readFileSync } from 'node:fs';
import { isLocalDate } from '@jemput/shared/calendar/local-date';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { parseHistory } from '@jemput/shared/forecast/parse-history';
import { parse } from 'csv-parse/sync';

type Fields = Record<string, string>;

/**
 * Counts per site and day: `site,date,count` with whatever of `type`, `slot`, `capacity`, `remaining`, `eligible` and `mismatch_flag` there is (other
 * columns are passed over), or a history as the product reads it (`venue,date,served`, …). Lines of one site, date and slot are one session, summed up;
 * lines without a whole count on a date, and those flagged as late reports, are left out.
 *
 * @param withEligible take `eligible` for the people remaining
 * @throws for a file of neither kind, or a history with faults; names them
 */
export function readPanel(path: string, { withEligible }: { withEligible: boolean }): HistoryRow[] {
  const records: Fields[] = parse(readFileSync(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true });
  const header = Object.keys(records[0] ?? {});
  if (header.includes('venue') && header.includes('served')) return readHistory(path, header, records);
  const missing = ['site', 'date', 'count'].filter((name) => !header.includes(name));
  if (missing.length > 0) throw new Error(`${path}: no column ${missing.join(', ')}; there are ${header.join(', ')}`);
  const rows = new Map<string, HistoryRow>();
  for (const record of records) {
    const row = toRow(record, withEligible);
    if (!row) continue;
    const key = JSON.stringify([row.venue, row.date, row.slot]);
    const same = rows.get(key);
    rows.set(key, same ? { ...same, served: same.served + row.served } : row);
  }
  return [...rows.values()];
}

/** Columns of a file that is a panel; `undefined` for any other. */
export function panelColumns(path: string): string[] | undefined {
  const text = readFileSync(path, 'utf8');
  const [header = []]: string[][] = parse(text, { bom: true, to_line: 1, relax_column_count: true });
  const kinds = [
    ['site', 'date', 'count'],
    ['venue', 'date', 'served'],
  ];
  return kinds.some((needed) => needed.every((name) => header.includes(name))) ? header : undefined;
}

function readHistory(path: string, header: readonly string[], records: readonly Fields[]): HistoryRow[] {
  const { rows, faults } = parseHistory({ header, records });
  const [fault] = faults;
  if (fault) {
    throw new Error(`${path}, line ${fault.row}, ${fault.field}: got "${fault.value}", expected ${fault.expected}`);
  }
  return rows;
}

function toRow(record: Fields, withEligible: boolean): HistoryRow | undefined {
  const { site = '', date = '', count = '', type, slot, capacity, remaining, eligible } = record;
  const served = Number(count);
  const isSession = site !== '' && isLocalDate(date) && count !== '' && Number.isInteger(served) && served >= 0;
  if (!isSession || record.mismatch_flag === '1') return undefined;
  const left = remaining ?? (withEligible ? eligible : undefined);
  return {
    venue: site,
    date,
    served,
    ...(type ? { kind: type } : {}),
    ...(slot ? { slot } : {}),
    ...(Number(capacity) > 0 ? { capacity: Number(capacity) } : {}),
    ...(Number(left) > 0 ? { remaining: Number(left) } : {}),
  };
}
