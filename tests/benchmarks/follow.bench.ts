import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Context } from '@jemput/server/context';
import { openDatabase } from '@jemput/server/db/open';
import { sessions } from '@jemput/server/db/schema/sessions';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { keepSchedule } from '@jemput/server/sessions/kept-schedule';
import { currentTimetable } from '@jemput/server/sessions/timetable-snapshot';
import { timetableSource } from '@jemput/server/sessions/timetable-source';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { OFFICE_START } from '../fixtures/a-running-server.ts';
import { indonesianAreas } from '../fixtures/indonesian-areas.ts';
import { noKeys } from '../fixtures/no-keys.ts';
import { fillIndonesia, hallsOf } from './indonesia/fill-indonesia.ts';
import type { Benchmark } from './run.ts';

const HALLS = 4000;
const today = OFFICE_START.slice(0, 10);

interface Cost {
  cpuMillis: number[];
  wallMillis: number[];
}

/** What each of these costs, in processor time of the whole process and on the clock. */
async function costOf(times: number, work: (at: number) => Promise<unknown>): Promise<Cost> {
  const cost: Cost = { cpuMillis: [], wallMillis: [] };
  for (let at = 0; at < times; at++) {
    const began = performance.now();
    const cpu = process.cpuUsage();
    await work(at);
    const { user, system } = process.cpuUsage(cpu);
    cost.cpuMillis.push((user + system) / 1000);
    cost.wallMillis.push(performance.now() - began);
  }
  return cost;
}

function row(name: string, { cpuMillis, wallMillis }: Cost): string {
  const at = (millis: number[], share: number) =>
    (millis.toSorted((a, b) => a - b)[Math.floor(millis.length * share)] ?? 0).toFixed(1);
  const both = (millis: number[]) => `${at(millis, 0.5)} | ${at(millis, 0.95)}`;
  return `| ${name} | ${both(cpuMillis)} | ${both(wallMillis)} |`;
}

/** Longest time for which nobody else was served meanwhile. */
async function blockedMillis(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await setTimeout(20);
  delay.reset();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

async function measured(url: string, directory: string, times: number): Promise<string[]> {
  const db = await openDatabase({ url });
  const now = Date.parse(OFFICE_START);
  const log = pino({ level: 'silent' });
  const ctx: Context = {
    db,
    now: () => now,
    zone: 'Asia/Jakarta',
    secret: 'x'.repeat(40),
    keys: noKeys,
    actor: null,
    log,
  };
  const first = await costOf(1, () => currentTimetable(ctx));
  const reported = await costOf(times, async (at) => {
    await db
      .update(sessions)
      .set({ status: 'open', checkedAt: now + at })
      .where(eq(sessions.id, `s-${at}`));
    await timetableSource(ctx);
  });
  const near = (at: number) => ({ lat: -2 + Math.sin(at) * 5, lon: 117 + Math.cos(at) * 20 });
  const asked = await costOf(times, (at) => findSessions(ctx, { near: near(at) }));
  const unchanged = await costOf(times, () => timetableSource(ctx));
  const file = join(directory, 'kept.ndjson');
  const blocked = await blockedMillis(() => keepSchedule(ctx, file).stop());
  db.$client.close();
  return [
    '| | CPU ms p50 | p95 | clock ms p50 | p95 |',
    '| --- | --- | --- | --- | --- |',
    row('the timetable read from the database, once', first),
    row('a report written and followed', reported),
    row('nothing written: a look', unchanged),
    row('the sessions nearest to a point', asked),
    '',
    `The whole schedule is kept on disk in ${((await stat(file)).size / 1e6).toFixed(0)} MB, meanwhile nobody waits longer than ${blocked.toFixed(0)} ms.`,
  ];
}

export const follow: Benchmark = {
  title: 'The schedule in memory follows one report',
  async measure({ quick }) {
    const directory = await mkdtemp(join(tmpdir(), 'jemput-bench-'));
    const url = `file:${join(directory, 'bench.db')}`;
    const all = await indonesianAreas();
    const [sessionCount, times] = quick ? [10_000, 50] : [100_000, 300];
    try {
      await fillIndonesia(url, { all, halls: hallsOf(all, HALLS), sessionCount, today });
      const lines = await measured(url, directory, times);
      const size = `${sessionCount.toLocaleString('en')} sessions, ${HALLS.toLocaleString('en')} venues, ${all.length.toLocaleString('en')} areas`;
      return [`${size}, in one process without a web server.`, '', ...lines].join('\n');
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};
