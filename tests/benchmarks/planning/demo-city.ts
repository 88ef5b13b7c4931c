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
import { afterMillis, solve } from '@jemput/shared/planning/solve';
import { verify } from '@jemput/shared/planning/verify';
import { DateTime } from 'luxon';
import { pino } from 'pino';
import { markdownTable, spread } from './markdown-table.ts';

/** A Wednesday morning, so that the demo city and its problem are the same on every run. */
const NOW = DateTime.fromISO('2026-11-18T09:00:00+07:00').toMillis();
const LIMITS = [1, 3, 10];
const SEEDS = [0, 1, 2];

async function demoProblem(): Promise<ProblemFile> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-planning-'));
  const db = await openDatabase({ url: `file:${join(folder, 'demo.db')}` });
  const ctx: Context = { db, now: () => NOW, zone: 'Asia/Jakarta', actor: null, log: pino({ level: 'silent' }) };
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
  const rows = limits.map((seconds) => {
    const results = seeds.map((seed) => {
      const began = performance.now();
      const result = solve(problem, { stop: afterMillis(seconds * 1000, () => performance.now()), seed });
      const taken = (performance.now() - began) / 1000;
      const { certificate: _, ...claims } = result.file;
      const checked = verify(file, claims);
      return { result, seconds: taken, faults: checked.faults.length };
    });
    const of = (value: (one: (typeof results)[number]) => number, digits: number) => spread(results.map(value), digits);
    const gain = of(({ result }) => (result.objective / practice.objective - 1) * 100, 1);
    const faults = results.reduce((sum, one) => sum + one.faults, 0);
    return [
      `engine, ${seconds} s`,
      of(({ result }) => result.objective, 1),
      of(({ result }) => result.bound, 1),
      `${of(({ result }) => result.gapShare * 100, 2)} %`,
      `${gain} %`,
      of((one) => one.seconds, 2),
      String(faults),
    ];
  });
  const head = ['plan', 'objective', 'bound', 'gap', 'over the 2013 practice', 'seconds', 'faults'];
  return [
    `The demo city: ${file.pools.length} pools, ${file.venues.length} venues, ${file.slots.length} slots, 70 dates, ${file.kits.length} kits by name, six days a week. Lowest–highest of ${seeds.length} seeds of the search; every plan recounted by \`verify\`.`,
    '',
    markdownTable(head, [['2013 rotation', practice.objective.toFixed(1), '', '', '', '', ''], ...rows]),
  ].join('\n');
}
