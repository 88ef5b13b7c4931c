import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '@jemput/server/context';
import { type OpenDatabase, openDatabase } from '@jemput/server/db/open';
import { areas, openings, pools, slots, venues } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { user } from '@jemput/server/db/schema/staff';
import { receiveReport } from '@jemput/server/field/receive-report';
import { listForecasts } from '@jemput/server/forecast/list-forecasts';
import { storeFit } from '@jemput/server/forecast/store-fit';
import { addDays } from '@jemput/shared/calendar/local-date';
import { epochMillisAt } from '@jemput/shared/calendar/time-zone';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { pino } from 'pino';
import { simulateCity } from '../fixtures/a-history.ts';
import { noKeys } from '../fixtures/no-keys.ts';
import type { Benchmark } from './run.ts';

const VENUES = 1000;
const POOLS = 250;
const COMING = 300;
/** Of those, tonight's: each is closed by a report. */
const TONIGHT = 60;
const READS = 5;
const zone = 'Asia/Jakarta';
const today = '2026-11-20';
const areaCode = '33.72.01.1001';

async function fill(db: OpenDatabase): Promise<void> {
  await db.insert(areas).values({ code: areaCode, name: 'Pajang', level: 'village', parentCode: '33.72.01' });
  await db.insert(slots).values({ id: 'malam', name: 'Malam', startTime: '16:00', endTime: '21:00' });
  const at = new Date(0);
  const account = { id: 'admin-1', name: 'Admin', email: 'admin@example.id', role: 'admin' as const };
  await db.insert(user).values({ ...account, createdAt: at, updatedAt: at });
  await db.insert(pools).values(
    Array.from({ length: POOLS }, (_, number) => {
      return { id: `pool-${number}`, name: `Pool ${number}`, areaCode, eligible: 3000, remaining: 2000 };
    }),
  );
  await db.insert(venues).values(
    Array.from({ length: VENUES }, (_, number) => ({
      id: `venue-${number}`,
      name: `Tempat ${number}`,
      kind: number % 2 === 0 ? ('kelurahan' as const) : ('school' as const),
      poolId: `pool-${number % POOLS}`,
      areaCode,
      address: 'Jl. Uji',
      lat: -7.56,
      lon: 110.82,
      maxKits: 2,
    })),
  );
  const rule = { weekdays: [1, 2, 3, 4, 5, 6, 7], except: [], also: [] };
  await db
    .insert(openings)
    .values(Array.from({ length: VENUES }, (_, number) => ({ venueId: `venue-${number}`, slotId: 'malam', rule })));
  await db.insert(sessions).values(
    Array.from({ length: COMING }, (_, number) => {
      const date = addDays(today, Math.floor(number / TONIGHT));
      return {
        id: `session-${number}`,
        status: 'scheduled' as const,
        venueId: `venue-${(number * 7) % VENUES}`,
        slotId: 'malam',
        date,
        startsAt: epochMillisAt(date, '16:00', zone) / 1000,
        endsAt: epochMillisAt(date, '21:00', zone) / 1000,
        kits: 2,
        capacity: 180,
        expectedMean: 0,
        expectedLow: 0,
        expectedHigh: 0,
        crowd: 'normal' as const,
        checkedAt: 1,
      };
    }),
  );
}

interface Taken {
  wallMillis: number;
  cpuMillis: number;
}

async function timed(work: () => Promise<unknown>): Promise<Taken> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user: own, system } = process.cpuUsage(cpu);
  return { wallMillis: performance.now() - start, cpuMillis: (own + system) / 1000 };
}

function line(name: string, taken: readonly Taken[]): string {
  const share = (key: keyof Taken, quantile: number) => {
    const sorted = taken.map((one) => one[key]).sort((a, b) => a - b);
    return (sorted[Math.ceil(quantile * sorted.length) - 1] ?? Number.NaN).toFixed(1);
  };
  const figures = [
    share('wallMillis', 0.5),
    share('wallMillis', 0.95),
    share('cpuMillis', 0.5),
    share('cpuMillis', 0.95),
  ];
  return `| ${name} | ${taken.length} | ${figures.join(' | ')} |`;
}

/** Reports of one evening into an office of 1,000 venues whose model was fitted to 12 sessions at each. */
async function measureReports(ctx: Context): Promise<string> {
  const closed: Taken[] = [];
  const readAnew: Taken[] = [];
  const readAgain: Taken[] = [];
  for (let number = 0; number < TONIGHT; number++) {
    const report = { id: randomUUID(), sessionId: `session-${number}`, madeAt: ctx.now() };
    const counts = { served: 40 + ((number * 37) % 120), turnedAway: 0, note: '' };
    closed.push(await timed(() => receiveReport(ctx, { kind: 'closed', ...report, ...counts })));
    if (number >= READS) continue;
    readAnew.push(await timed(() => listForecasts(ctx)));
    readAgain.push(await timed(() => listForecasts(ctx)));
  }
  const header = '| what | times | p50 ms | p95 ms | CPU p50 ms | CPU p95 ms |\n| --- | --- | --- | --- | --- | --- |';
  return [
    `${VENUES} venues, ${COMING} coming sessions, ${POOLS} pools; a report is a crew's, from the verb to its commit.`,
    '',
    header,
    line("report in; level, pool and the pool's sessions updated", closed),
    line('all forecasts listed after a report', readAnew),
    line('all forecasts listed again', readAgain),
    '',
  ].join('\n');
}

export const report: Benchmark = {
  title: 'A report, and what it moves',
  measure: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'jemput-bench-'));
    const db = await openDatabase({ url: `file:${join(directory, 'bench.db')}` });
    try {
      await fill(db);
      const city = { seed: 3, venues: VENUES, visits: 12, rate: 0.12, spread: 0.4, dispersion: 0.1 };
      const model = fitTurnout(simulateCity(city).rows);
      await storeFit(db, { model, fittedAt: 0 });
      const actor = { id: 'admin-1', name: 'Admin', role: 'admin' as const };
      const now = () => epochMillisAt(today, '21:30', zone);
      return await measureReports({
        db,
        now,
        zone,
        secret: 'x'.repeat(40),
        keys: noKeys,
        actor,
        log: pino({ level: 'silent' }),
      });
    } finally {
      db.$client.close();
      await rm(directory, { recursive: true });
    }
  },
};
