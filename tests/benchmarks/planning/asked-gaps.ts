import { daysBetween } from '@jemput/shared/calendar/local-date';
import type { ProblemFile } from '@jemput/shared/planning/problem-file';
import { instance, type SizeName } from '../instances/sizes.ts';
import { gapOf, type Measured, type Moment, measureInChild, secondsToGap } from './in-child.ts';
import { markdownTable, percent, spread } from './markdown-table.ts';

interface Asked {
  size: SizeName;
  gap: number;
  seconds: number;
  quickSeconds: number;
}

/** planning.md's last table. */
const asked: readonly Asked[] = [
  { size: 'solo', gap: 0.005, seconds: 3, quickSeconds: 3 },
  { size: 'city', gap: 0.01, seconds: 10, quickSeconds: 10 },
  { size: 'regency', gap: 0.01, seconds: 20, quickSeconds: 10 },
  { size: 'province', gap: 0.015, seconds: 60, quickSeconds: 15 },
];

export interface GapCurve {
  name: string;
  moments: Moment[];
}

export async function measureAskedGaps({ quick }: { quick: boolean }): Promise<{ text: string; curves: GapCurve[] }> {
  const seeds = quick ? [1] : [1, 2];
  const rows: string[][] = [];
  const curves: GapCurve[] = [];
  for (const one of asked) {
    const limit = quick ? one.quickSeconds : one.seconds;
    const runs: Measured[] = [];
    for (const seed of seeds) {
      const file = instance(one.size, seed);
      const isRecountedTwice = one.size === 'solo' && seed === 1;
      runs.push(await measureInChild({ kind: 'engine', file, seconds: limit, seed: 0, isRecountedTwice }));
    }
    rows.push(rowOf(one, limit, runs));
    curves.push({ name: one.size, moments: runs[0]?.moments ?? [] });
  }
  const head = [
    'instance',
    'size',
    'asked',
    'gap reached',
    'asked gap first held after',
    'stopped after',
    'peak MiB',
    'longest pause of the main thread',
    'faults',
  ];
  const text = [
    `Real places, made-up people; kits of three to five speeds, one in three with an outage; closed days, market days, second venues, duties to visit, one kit in reserve, six dates a week for each kit by name. Instances of ${seeds.length === 1 ? 'seed 1' : `seeds ${seeds.join(', ')}`}, each in a process of its own; lowest–highest. Every plan recounted by \`verify\`, every bound by \`verifyBound\`, that of the first also by \`verify\`.`,
    '',
    markdownTable(head, rows),
  ].join('\n');
  return { text, curves };
}

function sizeOf({ pools, venues, slots, horizon, kits }: ProblemFile): string {
  const dates = daysBetween(horizon.start, horizon.end) + 1;
  return `${pools.length} pools, ${venues.length} venues, ${slots.length} slots, ${dates} dates, ${kits.length} kits`;
}

function rowOf({ size, gap, seconds }: Asked, limit: number, runs: readonly Measured[]): string[] {
  const reached = runs.map(({ moments }) => secondsToGap(moments, gap)).filter((one) => one !== undefined);
  const of = (value: (run: Measured) => number, digits: number) => spread(runs.map(value), digits);
  return [
    size,
    sizeOf(instance(size, 1)),
    `${percent(gap)} in ${seconds} s`,
    `${of((run) => 100 * gapOf(run), 2)} % in ${limit} s`,
    reached.length === runs.length ? `${spread(reached, 1)} s` : `${reached.length} of ${runs.length} runs`,
    `${of((run) => run.seconds, 2)} s`,
    of((run) => run.peakMiB, 0),
    `${of((run) => run.pauseMillis ?? 0, 0)} ms`,
    String(runs.reduce((sum, run) => sum + run.faults.length, 0)),
  ];
}
