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
  return markdownTable(head, lines);
}
