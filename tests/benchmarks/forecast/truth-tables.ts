import { markdownTable } from '../planning/markdown-table.ts';
import { inChild } from './tasks.ts';

const signed = (share: number) => `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} %`;
const seedsTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

/** Bias of recovered mean rates by the share of full sessions, the same crowds told in three ways. */
export async function ratesTable(quick: boolean): Promise<string> {
  const answers = [];
  for (const fullShare of [0, 0.2, 0.4, 0.6]) {
    answers.push(await inChild({ kind: 'rates', fullShare, seeds: seedsTo(quick ? 2 : 10) }));
  }
  const ways = answers[0]?.ways.map(({ way }) => way) ?? [];
  const lines = answers.map(({ fullShare, ways }) => [
    `${100 * fullShare} %`,
    ...ways.map(({ bias, venueError }) => `${signed(bias)} (${(100 * venueError).toFixed(1)} %)`),
    signed((1 + (ways[0]?.bias ?? Number.NaN)) / (1 + (ways.at(-1)?.bias ?? Number.NaN)) - 1),
  ]);
  const what =
    'Mean rate of all venues against the truth, and in brackets how far a venue is off on average (asked: under 5 % at 40 %, where served taken for demand is off by over 20 %):';
  return `${what}\n\n${markdownTable(['full sessions', ...ways, 'first against told'], lines)}`;
}

export async function capacityText(quick: boolean): Promise<string> {
  const { changes, fullShares } = await inChild({ kind: 'capacity', seeds: seedsTo(quick ? 2 : 10) });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const most = changes.reduce((most, change) => (Math.abs(change) > Math.abs(most) ? change : most), 0);
  const full = `${(100 * mean(fullShares)).toFixed(0)} % instead of 20 % of sessions full`;
  return `Capacity halved, ${full}: the demand estimate changes by ${signed(mean(changes))} on average, ${signed(most)} at most over ${changes.length} seeds (asked: 10 %).`;
}

export async function eventsTable(quick: boolean): Promise<string> {
  const answers = await inChild({ kind: 'events', seeds: seedsTo(quick ? 4 : 40) });
  const lines = answers.map(({ name, truth, estimate, inside, seeds }) => [
    name,
    signed(truth - 1),
    Number.isFinite(estimate) ? signed(estimate - 1) : 'not in the model',
    `${inside} of ${seeds}`,
  ]);
  return markdownTable(['event', 'true effect', 'median estimate', '80 % interval holds it'], lines);
}

export async function unseenText(): Promise<string> {
  const { mean, width, widestKnown } = await inChild({ kind: 'unseen' });
  const verdict = Number.isFinite(mean) && width > widestKnown ? 'as asked' : 'NOT as asked';
  return `A site never seen: mean ${mean.toFixed(1)}, (q90 − q10) / q50 = ${width.toFixed(2)}; the widest of its kind with ten rows ${widestKnown.toFixed(2)} (${verdict}).`;
}
