import type { Estimate, PolicyResult } from './compare-policies.ts';

const WEEK_COLUMNS = ['sessions', 'expected', 'came', 'in 80 %', 'cancelled', 'remaining'];

/** Plain text: week by week what each policy recorded, what the first one expected, and the sums. */
export function simulationTable(results: readonly PolicyResult[]): string {
  const [first] = results;
  if (!first) return '';
  const weeks = first.weeks.map((week, at) => {
    const recorded = results.map(({ weeks }) => people(weeks[at]?.recorded ?? 0));
    const foreseen = week.foreseen > 0 ? [people(week.expected), percent(week.inside / week.foreseen)] : ['-', '-'];
    const [expected = '', inside = ''] = foreseen;
    const own = [people(week.sessions), expected, people(week.came), inside, week.cancelled.toFixed(1)];
    return [week.from, ...recorded, ...own, people(week.remaining)];
  });
  const sums = results.map(({ policy, estimate, setups, firstIsMoreBy }, at) => [
    policy,
    withError(estimate, people),
    people(setups.mean),
    at === 0 ? '' : withError(firstIsMoreBy, percent),
  ]);
  const inside =
    first.insideShare === null ? [] : [`\n${percent(first.insideShare)} of the sessions lay in their 80 % interval`];
  return [
    `People recorded by week; then of ${first.policy}`,
    aligned([['week from', ...results.map(({ policy }) => policy), ...WEEK_COLUMNS], ...weeks]),
    '',
    aligned([['policy', 'recorded', 'kits set up', `${first.policy} is more by`], ...sums]),
    ...inside,
    '',
  ].join('\n');
}

function people(count: number): string {
  return Math.round(count).toLocaleString('en');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function withError({ mean, standardError }: Estimate, write: (value: number) => string): string {
  return standardError === null ? write(mean) : `${write(mean)} ± ${write(standardError)}`;
}

/** The first column to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
