import { instance, type SizeName } from '../instances/sizes.ts';
import { gapOf, measureInChild, momentAt } from './in-child.ts';
import { markdownTable, oneDecimal, percent, whole } from './markdown-table.ts';

export const LIMITS = [1, 3, 10, 60];
export const QUICK_LIMITS = [1, 3];

/** The 2013 rotation, the greedy and the engine on the full problem; one run of the engine is looked at while it runs. */
export async function measureBesideBaselines({ quick }: { quick: boolean }): Promise<string> {
  const sizes: SizeName[] = quick ? ['solo'] : ['solo', 'city'];
  const limits = quick ? QUICK_LIMITS : LIMITS;
  const rows: string[][] = [];
  for (const size of sizes) rows.push(...(await rowsOf(size, limits)));
  return markdownTable(
    ['instance', 'method', 'limit', 'objective', 'bound', 'gap', 'seconds', 'peak MiB', 'faults'],
    rows,
  );
}

async function rowsOf(size: SizeName, limits: readonly number[]): Promise<string[][]> {
  const file = instance(size, 1);
  const engine = await measureInChild({ kind: 'engine', file, seconds: Math.max(...limits), seed: 0 });
  const rows: string[][] = [];
  for (const method of ['rotation', 'greedy'] as const) {
    const run = await measureInChild({ kind: 'baseline', file, method });
    const gap = percent(gapOf({ objective: run.objective, bound: engine.bound }));
    const name = method === 'rotation' ? '2013 rotation' : method;
    const cells = [run.seconds.toFixed(2), whole(run.peakMiB), String(run.faults.length)];
    rows.push([size, name, '', oneDecimal(run.objective), '', `${gap} under the last bound`, ...cells]);
  }
  for (const limit of limits) {
    const isLast = limit === Math.max(...limits);
    const seen = isLast ? engine : momentAt(engine.moments, limit);
    if (!seen) continue;
    const cells = isLast
      ? [engine.seconds.toFixed(2), whole(engine.peakMiB), String(engine.faults.length)]
      : ['', '', ''];
    const figures = [oneDecimal(seen.objective), oneDecimal(seen.bound), percent(gapOf(seen))];
    rows.push([size, 'engine', `${limit} s`, ...figures, ...cells]);
  }
  return rows;
}
