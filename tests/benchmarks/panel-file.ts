import { readFileSync } from 'node:fs';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { parse } from 'csv-parse/sync';

/** `panel_*.csv` (site, date, count[, type][, eligible][, mismatch_flag]) as sessions; rows flagged as late reports are left out. */
export function readPanel(path: string, { withRemaining }: { withRemaining: boolean }): HistoryRow[] {
  const records: Record<string, string>[] = parse(readFileSync(path, 'utf8'), { columns: true, bom: true });
  return records
    .filter((record) => record.mismatch_flag !== '1')
    .map(({ site = '', date = '', count = '', type, eligible }) => ({
      venue: site,
      date,
      served: Number(count),
      ...(type ? { kind: type } : {}),
      ...(withRemaining && Number(eligible) > 0 ? { remaining: Number(eligible) } : {}),
    }));
}
