import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@jemput/server/db/open';
import { areas, pools, slots, venues } from '@jemput/server/db/schema/places';
import { sessionChanges, sessions } from '@jemput/server/db/schema/sessions';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { addDays } from '@jemput/shared/calendar/local-date';
import { epochMillisAt } from '@jemput/shared/calendar/time-zone';
import type { FindSessions } from '@jemput/shared/sessions/find-sessions';
import { pino } from 'pino';
import { noKeys } from '../fixtures/no-keys.ts';
import type { Benchmark } from './run.ts';

const SESSIONS = 10_000;
const VENUES = 120;
const TIMES = 300;
const CHUNK = 500;
const zone = 'Asia/Jakarta';
const today = '2026-11-20';

type Opened = Awaited<ReturnType<typeof openDatabase>>;

/** 120 venues around Solo, one session a day at each; every twentieth is cancelled. */
async function fill(db: Opened): Promise<void> {
  const areaCode = '33.72.01.1001';
  await db.insert(areas).values({ code: areaCode, name: 'Pajang', level: 'village', parentCode: '33.72.01' });
  await db.insert(pools).values({ id: 'p', name: 'p', areaCode, eligible: 1000, remaining: 1000 });
  await db.insert(slots).values({ id: 'malam', name: 'Malam', startTime: '16:00', endTime: '21:00' });
  await db.insert(venues).values(
    Array.from({ length: VENUES }, (_, at) => ({
      id: `v${at}`,
      name: `Kelurahan Nama${at} Baru`,
      kind: 'kelurahan' as const,
      poolId: 'p',
      areaCode,
      address: 'Jl. Uji',
      lat: -7.56 + Math.sin(at) / 20,
      lon: 110.82 + Math.cos(at * 7) / 20,
      maxKits: 2,
    })),
  );
  const rows = Array.from({ length: SESSIONS }, (_, at) => {
    const date = addDays(today, 1 + Math.floor(at / VENUES));
    return {
      id: randomUUID(),
      status: at % 20 === 0 ? ('cancelled' as const) : ('scheduled' as const),
      venueId: `v${at % VENUES}`,
      slotId: 'malam',
      date,
      startsAt: epochMillisAt(date, '16:00', zone) / 1000,
      endsAt: epochMillisAt(date, '21:00', zone) / 1000,
      kits: 2,
      capacity: 180,
      expectedMean: 90,
      expectedLow: 60,
      expectedHigh: 130,
      crowd: 'normal' as const,
      checkedAt: 1,
    };
  });
  for (let from = 0; from < SESSIONS; from += CHUNK) {
    const part = rows.slice(from, from + CHUNK);
    await db.insert(sessions).values(part);
    const change = { sequence: 0, at: 1, what: 'published' as const, to: null, reason: '' };
    await db.insert(sessionChanges).values(part.map(({ id }) => ({ sessionId: id, ...change })));
  }
}

const near = { lat: -7.5703, lon: 110.7829 };
const questions: Record<string, FindSessions> = {
  'from today on': {},
  'near a point': { near },
  'near a point, 2 km around': { near, radiusKm: 2 },
  'by name with a typing error': { q: 'kel. nma7 baru' },
  '500 of an area': { area: '33.72.01', limit: 500 },
  '500 cancelled ones with alternatives': { status: 'cancelled', limit: 500 },
};

export const find: Benchmark = {
  title: `Finding among ${SESSIONS.toLocaleString('en')} sessions`,
  async measure() {
    const directory = await mkdtemp(join(tmpdir(), 'jemput-bench-'));
    const db = await openDatabase({ url: `file:${join(directory, 'bench.db')}` });
    try {
      await fill(db);
      const now = () => epochMillisAt(today, '09:00', zone);
      const ctx = { db, now, zone, secret: 'x'.repeat(40), keys: noKeys, actor: null, log: pino({ level: 'silent' }) };
      const millisOf = async (question: FindSessions) => {
        const began = performance.now();
        await findSessions(ctx, question);
        return performance.now() - began;
      };
      const first = await millisOf({});
      const lines: string[] = [];
      for (const [name, question] of Object.entries(questions)) {
        const millis: number[] = [];
        for (let time = 0; time < TIMES; time++) millis.push(await millisOf(question));
        millis.sort((a, b) => a - b);
        const at = (share: number) => (millis[Math.floor(TIMES * share)] ?? 0).toFixed(2);
        lines.push(`| ${name} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} |`);
      }
      const head = `Milliseconds of ${TIMES} calls of \`findSessions\`, each with its look whether anything changed; the first call, which reads all of them, took ${Math.round(first)}.`;
      return [head, '', '| question | p50 | p95 | p99 |', '| --- | --- | --- | --- |', ...lines].join('\n');
    } finally {
      db.$client.close();
      await rm(directory, { recursive: true, force: true });
    }
  },
};
