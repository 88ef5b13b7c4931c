import { makeInstance } from '../instances/instance.ts';
import { partOfProvince } from '../instances/sizes.ts';
import { gapOf, measureInChild, secondsToGap } from './in-child.ts';
import { markdownTable, percent, whole } from './markdown-table.ts';

const SIZES = [
  [60, 45],
  [125, 45],
  [125, 90],
  [250, 90],
  [500, 90],
  [1000, 90],
] as const;
const GAPS = [0.05, 0.02, 0.01];
const LIMIT_SECONDS = 30;
const QUICK_LIMIT_SECONDS = 8;
const QUICK_SIZES = 3;

export interface GrowthPoint {
  cells: number;
  seconds: number;
}

/** How the time to a gap grows: the least gap that several sizes reach. */
export interface Growth {
  gap: number;
  points: GrowthPoint[];
}
const SEVERAL = 3;

/** Parts of the province, one kit for ten villages: seconds until a gap is first held, in a process of its own. */
export async function measureGrowth({ quick }: { quick: boolean }): Promise<{ text: string; growth: Growth }> {
  const limit = quick ? QUICK_LIMIT_SECONDS : LIMIT_SECONDS;
  const rows: string[][] = [];
  const byGap = GAPS.map((gap): Growth => ({ gap, points: [] }));
  for (const [pools, dates] of SIZES.slice(0, quick ? QUICK_SIZES : SIZES.length)) {
    const file = makeInstance(partOfProvince(pools, dates), 1);
    const stopAtGap = Math.min(...GAPS);
    const run = await measureInChild({ kind: 'engine', file, seconds: limit, seed: 0, stopAtGap });
    const times = GAPS.map((gap) => secondsToGap(run.moments, gap));
    for (const [at, seconds] of times.entries())
      if (seconds !== undefined) byGap[at]?.points.push({ cells: pools * dates, seconds });
    const shown = times.map((time) => (time === undefined ? '—' : `${time.toFixed(2)} s`));
    rows.push([`${pools} × ${dates}`, whole(file.kits.length), ...shown, percent(gapOf(run)), whole(run.peakMiB)]);
  }
  const head = [
    'pools × dates',
    'kits',
    ...GAPS.map((gap) => `to ${100 * gap} %`),
    `gap at the end, at most ${limit} s`,
    'peak MiB',
  ];
  const growth = byGap.findLast(({ points }) => points.length >= SEVERAL) ?? { gap: Math.min(...GAPS), points: [] };
  return { text: [markdownTable(head, rows), '', exponentSaid(growth)].join('\n'), growth };
}

function exponentSaid({ gap, points }: Growth): string {
  const known = points.map(({ cells, seconds }) => ({ x: Math.log(cells), y: Math.log(seconds) }));
  if (known.length < SEVERAL) return 'Too few sizes reach any of these to tell how the time grows.';
  const mean = (of: (point: { x: number; y: number }) => number) =>
    known.reduce((sum, point) => sum + of(point), 0) / known.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  return `Time to ${100 * gap} %, the least gap that ${SEVERAL} sizes reach, grows as (pools × dates)^${slope.toFixed(2)} (least squares over ${known.length} sizes; 1 is linear).`;
}
