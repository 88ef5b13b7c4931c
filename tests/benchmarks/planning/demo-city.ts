import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '@jemput/server/context';
import { closeDatabase, openDatabase } from '@jemput/server/db/open';
import { loadDemo } from '@jemput/server/demo/load-demo';
import { usualRules } from '@jemput/server/planning/office-rules';
import { readProblem } from '@jemput/server/planning/read-problem';
import { addDays } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { objectiveOf } from '@jemput/shared/planning/objective';
import { indexProblem } from '@jemput/shared/planning/problem';
import type { ProblemFile } from '@jemput/shared/planning/problem-file';
import { rotation } from '@jemput/shared/planning/rotation';
import { DateTime } from 'luxon';
import { pino } from 'pino';
import { noKeys } from '../../fixtures/no-keys.ts';
import { gapOf, type Measured, measureInChild } from './in-child.ts';
import { markdownTable, spread } from './markdown-table.ts';

/** A Wednesday morning, so that the demo city and its problem are the same on every run. */
const NOW = DateTime.fromISO('2026-11-18T09:00:00+07:00').toMillis();
const LIMITS = [1, 3, 10];
const SEEDS = [0, 1, 2];

async function demoProblem(): Promise<ProblemFile> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-planning-'));
  const db = await openDatabase({ url: `file:${join(folder, 'demo.db')}` });
  const ctx: Context = {
    db,
    now: () => NOW,
    zone: 'Asia/Jakarta',
    secret: 'x'.repeat(40),
    keys: noKeys,
    actor: null,
    log: pino({ level: 'silent' }),
  };
  await loadDemo(ctx);
  const today = localDateAt(NOW, ctx.zone);
  const frame = { name: 'demo', horizonStart: today, horizonEnd: addDays(today, 69), rules: usualRules };
  const { problem } = await readProblem(ctx, frame);
  await closeDatabase(db);
  await rm(folder, { recursive: true, force: true });
  return { ...problem, published: [] };
}

export async function measureDemoCity({ quick }: { quick: boolean }): Promise<string> {
  const file = await demoProblem();
  const problem = indexProblem(file);
  const practice = objectiveOf(problem, rotation(problem));
  const limits = quick ? LIMITS.slice(0, 2) : LIMITS;
  const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
  const rows: string[][] = [];
  for (const seconds of limits) {
    const runs: Measured[] = [];
    for (const seed of seeds) runs.push(await measureInChild({ kind: 'engine', file, seconds, seed }));
    const of = (value: (one: Measured) => number, digits: number) => spread(runs.map(value), digits);
    const gain = of(({ objective }) => ((objective ?? 0) / practice.objective - 1) * 100, 1);
    rows.push([
      `engine, ${seconds} s`,
      of(({ objective }) => objective ?? 0, 1),
      of(({ bound }) => bound ?? 0, 1),
      `${of((run) => 100 * gapOf(run), 2)} %`,
      `${gain} %`,
      of((run) => run.seconds, 2),
      String(runs.reduce((sum, run) => sum + run.faults.length, 0)),
    ]);
  }
  const head = ['plan', 'objective', 'bound', 'gap', 'over the 2013 practice', 'seconds', 'faults'];
  return [
    `The demo city: ${file.pools.length} pools, ${file.venues.length} venues, ${file.slots.length} slots, 70 dates, ${file.kits.length} kits by name, six days a week. Lowest–highest of ${seeds.length} seeds of the search; every plan recounted by \`verify\`.`,
    '',
    markdownTable(head, [['2013 rotation', practice.objective.toFixed(1), '', '', '', '', ''], ...rows]),
  ].join('\n');
}
