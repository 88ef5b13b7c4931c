import { markdownTable } from '../planning/markdown-table.ts';
import { inChild } from './tasks.ts';

const VENUES = 1000;

/** One process after the other, each with nothing else in its memory. */
export async function sizeTable(quick: boolean): Promise<string> {
  const lines = [];
  for (const rows of quick ? [5000, 10_000] : [25_000, 50_000, 100_000]) {
    const answer = await inChild({ kind: 'size', rows, venues: VENUES });
    lines.push([
      answer.rows.toLocaleString('en'),
      answer.fitSeconds.toFixed(2),
      ((1e6 * answer.fitSeconds) / answer.rows).toFixed(0),
      answer.peakMiB.toFixed(0),
      answer.updateMillis.toFixed(2),
      answer.forecastMillis.toFixed(0),
    ]);
  }
  const head = ['rows', 'fit, seconds', 'µs a row', 'peak memory, MiB', 'one report, ms', '1,000 sessions, ms'];
  const asked =
    'Seconds and milliseconds of the processor, one fit from nothing at 1,000 venues (asked of 100,000 rows: under 10 s, under 500 MB, linear in rows; under 20 ms a report, under 50 ms for 1,000 sessions).';
  return `${asked}\n\n${markdownTable(head, lines)}`;
}
