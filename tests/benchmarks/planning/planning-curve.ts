import { writeFileSync } from 'node:fs';
import type { GapCurve } from './asked-gaps.ts';
import type { Growth } from './growth.ts';
import { gapOf } from './in-child.ts';
import { type Chart, drawCharts } from './line-chart.ts';

const file = new URL('../../../.github/planning-curve.svg', import.meta.url);
const FIRST_SECONDS = 0.1;

function gapChart(curves: readonly GapCurve[]): Chart {
  return {
    title: 'How much better any plan could be',
    xLabel: 'seconds',
    yLabel: 'gap to the bound',
    xTicks: [0.1, 1, 10, 60].map((at) => ({ at, text: String(at) })),
    yTicks: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1].map((at) => ({ at, text: `${100 * at} %` })),
    series: curves.map(({ name, moments }) => ({
      name,
      hasDots: false,
      points: steps(moments.map((moment) => ({ x: Math.max(FIRST_SECONDS, moment.seconds), y: gapOf(moment) }))),
    })),
  };
}

/** What is known stays known until something better comes. */
function steps(points: readonly { x: number; y: number }[]): { x: number; y: number }[] {
  return points.flatMap((point, at) => {
    const before = points[at - 1];
    return before ? [{ x: point.x, y: before.y }, point] : [point];
  });
}

function growthChart({ gap, points }: Growth): Chart {
  const reached = points.map(({ cells, seconds }) => ({ x: cells, y: seconds }));
  const [first] = reached;
  const linear = first ? [first, { x: 90_000, y: (first.y * 90_000) / first.x }] : [];
  return {
    title: `Time until no plan can be ${100 * gap} % better`,
    xLabel: 'pools × dates',
    yLabel: 'seconds',
    xTicks: [2500, 10_000, 30_000, 90_000].map((at) => ({ at, text: at.toLocaleString('en') })),
    yTicks: [0.1, 0.3, 1, 3, 10, 30, 100].map((at) => ({ at, text: String(at) })),
    series: [
      { name: 'engine', hasDots: true, points: reached },
      { name: 'linear', hasDots: false, points: linear },
    ],
  };
}

/** Drawn for the README by the benchmark itself. */
export function writePlanningCurve(curves: readonly GapCurve[], growth: Growth): void {
  const what = 'Gap against time on four instances, and time to a gap against pools × dates';
  writeFileSync(file, drawCharts(what, [gapChart(curves), growthChart(growth)]));
}
