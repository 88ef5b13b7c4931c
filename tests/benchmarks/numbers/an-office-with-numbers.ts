import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type OpenDatabase, openDatabase } from '@jemput/server/db/open';
import { places, queueSettings, queues, tickets } from '@jemput/server/db/schema/bookings';
import { sessions } from '@jemput/server/db/schema/sessions';
import { and, asc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import { freePort, OFFICE_START, root, startServer, untilAnswered } from '../../fixtures/a-running-server.ts';

/** Of Linux: USER_HZ. */
const TICKS_A_SECOND = 100;

export interface NumbersOffice {
  databaseUrl: string;
  /** Of evenings to come whose numbers are open. */
  sessionIds: string[];
}

/** The demo city, in whose next evenings, and then its counters' days, so many numbers each can be had by whoever asks first. */
export async function anOfficeWithNumbers(folder: string, evenings: number, numbers: number): Promise<NumbersOffice> {
  const databaseUrl = `file:${join(folder, 'jemput.db')}`;
  await (await startServer({ DATABASE_URL: databaseUrl })).stop();
  const db = await openDatabase({ url: databaseUrl });
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(queues, eq(queues.sessionId, sessions.id))
    .where(and(gt(sessions.date, OFFICE_START.slice(0, 10)), eq(sessions.status, 'scheduled')))
    .orderBy(sql`${sessions.counterId} is not null`, asc(sessions.startsAt), asc(sessions.id))
    .limit(evenings);
  const sessionIds = rows.map(({ id }) => id);
  await openNumbers(db, sessionIds, numbers);
  db.$client.close();
  return { databaseUrl, sessionIds };
}

async function openNumbers(db: OpenDatabase, sessionIds: string[], numbers: number): Promise<void> {
  const now = Date.parse(OFFICE_START);
  await db
    .insert(queueSettings)
    .values({ id: 1, settings: { release: 'first_come' } })
    .onConflictDoUpdate({ target: queueSettings.id, set: { settings: { release: 'first_come' } } });
  await db.delete(places).where(inArray(places.sessionId, sessionIds));
  await db.delete(tickets).where(inArray(tickets.sessionId, sessionIds));
  const open = { release: 'first_come' as const, opensAt: now - 86_400_000, laidOutAt: now, numbers, lastNumbers: {} };
  await db
    .update(queues)
    .set({ ...open, toldLeft: numbers, toldIssued: 0, commitment: null, fullSince: null })
    .where(inArray(queues.sessionId, sessionIds));
  for (const sessionId of sessionIds) {
    const units = Array.from({ length: numbers }, (_, at) => ({ sessionId, unit: at + 1, freeFrom: now - 3_600_000 }));
    await db.insert(places).values(units);
  }
}

export interface KillableServer {
  port: number;
  url: string;
  child: ChildProcess;
  /** Seconds of processor time it took so far. */
  cpuSeconds(): number;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** The product over that database, which can be killed. */
export async function serveNumbers(databaseUrl: string, port?: number): Promise<KillableServer> {
  const own = port ?? (await freePort());
  const url = `http://127.0.0.1:${own}`;
  const child = spawn(process.execPath, ['tests/fixtures/server-at.ts', OFFICE_START], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: String(own),
      DATABASE_URL: databaseUrl,
      JEMPUT_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
      TRUST_PROXY: '1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilAnswered(`${url}/readyz`, child, () => 'its output was not kept');
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  const cpuSeconds = () => {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  };
  await untilIdle(cpuSeconds);
  return { port: own, url, child, cpuSeconds, kill: () => end('SIGKILL'), stop: () => end('SIGINT') };
}

/** What is due at the start of an office is done. */
async function untilIdle(cpuSeconds: () => number): Promise<void> {
  for (;;) {
    const before = cpuSeconds();
    await setTimeout(1000);
    if (cpuSeconds() - before < 0.05) return;
  }
}

export interface Issued {
  sessionId: string;
  ticketId: string;
  label: string;
  people: number;
  places: number;
}

/** Every number that stands in the database, with how many places it has. */
export async function issuedNumbers(databaseUrl: string, sessionIds: readonly string[]): Promise<Issued[]> {
  const db = await openDatabase({ url: databaseUrl });
  const rows = await db
    .select()
    .from(tickets)
    .where(and(inArray(tickets.sessionId, [...sessionIds]), isNotNull(tickets.number)));
  const taken = await db
    .select({ ticketId: places.ticketId })
    .from(places)
    .where(inArray(places.sessionId, [...sessionIds]));
  db.$client.close();
  const placesOf = Map.groupBy(taken, ({ ticketId }) => ticketId);
  return rows.map(({ id, sessionId, series, number, people }) => ({
    sessionId,
    ticketId: id,
    label: `${series}-${String(number).padStart(3, '0')}`,
    people,
    places: placesOf.get(id)?.length ?? 0,
  }));
}

/** Of those who were told a number of a session that was called off: how many have no ticket, and how many nothing else to go to. */
export async function leftBehind(databaseUrl: string, sessionId: string, ticketIds: readonly string[]) {
  const db = await openDatabase({ url: databaseUrl });
  const rows = await db.select().from(tickets);
  db.$client.close();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = ticketIds.flatMap((id) => byId.get(id) ?? []);
  const alone = found.filter(
    (row) => row.sessionId === sessionId && row.offeredSessionId === null && row.state === 'held',
  );
  return { lost: ticketIds.length - found.length, alone: alone.length };
}
