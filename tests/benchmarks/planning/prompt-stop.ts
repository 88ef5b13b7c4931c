import { instance, type SizeName } from '../instances/sizes.ts';
import { measureInChild } from './in-child.ts';
import { markdownTable, oneDecimal } from './markdown-table.ts';

const LIMITS = [0.05, 0.2, 1];
const SIZES: readonly SizeName[] = ['solo', 'city', 'regency', 'province'];

/** Whether a plan is there when told to stop after a twentieth of a second, in a process that has only just begun. */
export async function measurePromptStop({ quick }: { quick: boolean }): Promise<string> {
  const rows: string[][] = [];
  for (const size of SIZES) {
    const file = instance(size, 1);
    for (const seconds of quick ? [0.05] : LIMITS) {
      const run = await measureInChild({ kind: 'engine', file, seconds, seed: 0 });
      const late = `${Math.round(1000 * (run.seconds - seconds))} ms`;
      const cells = [oneDecimal(run.objective), oneDecimal(run.bound), late, String(run.faults.length)];
      rows.push([size, `${1000 * seconds} ms`, ...cells]);
    }
  }
  return markdownTable(['instance', 'told to stop after', 'objective', 'bound', 'late by', 'faults'], rows);
}
