import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@jemput/server/db/open';
import { NameSearch } from '@jemput/server/sessions/name-search';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Area } from '@jemput/shared/places/area';
import { sql } from 'drizzle-orm';
import MiniSearch from 'minisearch';
import { root } from '../fixtures/a-running-server.ts';
import { indonesianAreas } from '../fixtures/indonesian-areas.ts';
import { fillIndonesia, type Hall, hallsOf } from './indonesia/fill-indonesia.ts';
import { type Mistyped, mistypedNames } from './indonesia/mistyped-names.ts';
import type { Benchmark } from './run.ts';

const HALLS = 4000;
const PORT = 3917;
const FIRST_SHOWN = 10;
const today = localDateAt(Date.now(), 'Asia/Jakarta');

function quantiles(millis: number[]): string {
  const sorted = millis.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  return `${at(0.5)} | ${at(0.95)} | ${at(0.99)}`;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

interface Searcher {
  name: string;
  /** Names in the order in which they would be shown. */
  find(text: string): Promise<string[]>;
  cpuSeconds: number;
  megabytes: number;
}

/** What making something costs, alone in the process. */
function made<T>(make: () => T): { value: T; cpuSeconds: number; megabytes: number } {
  const memory = () => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1e6;
  };
  const before = memory();
  const began = process.cpuUsage();
  const value = make();
  const { user, system } = process.cpuUsage(began);
  return { value, cpuSeconds: (user + system) / 1e6, megabytes: memory() - before };
}

function ours(all: Area[], halls: Hall[]): Searcher {
  const nameOf = new Map(all.map(({ code, name }) => [code, name]));
  const venues = halls.map(({ id, name, address, areaCode }) => ({
    id,
    name,
    address,
    area: { code: areaCode, name: nameOf.get(areaCode) ?? '', district: nameOf.get(areaCode.slice(0, 8)) ?? '' },
  }));
  const { value, ...cost } = made(() => new NameSearch(venues, all));
  return { name: 'ours', find: async (text) => value.find(text).map(({ name }) => name), ...cost };
}

/** With the settings that this product had before it searched a whole country. */
function miniSearch(all: Area[]): Searcher {
  const nameOf = new Map(all.map(({ code, name }) => [code, name]));
  const { value, ...cost } = made(() => {
    const index = new MiniSearch<{ code: string; name: string; where: string }>({
      idField: 'code',
      fields: ['name', 'where'],
      storeFields: ['name'],
      searchOptions: {
        boost: { name: 3 },
        combineWith: 'AND',
        prefix: true,
        fuzzy: (term) => (term.length < 4 ? 0 : term.length < 6 ? 1 : 2),
      },
    });
    index.addAll(all.map(({ code, name, parentCode }) => ({ code, name, where: nameOf.get(parentCode ?? '') ?? '' })));
    return index;
  });
  return { name: 'minisearch 7.2', find: async (text) => value.search(text).map(({ name }) => String(name)), ...cost };
}

async function like(url: string): Promise<Searcher & { close(): void }> {
  const db = await openDatabase({ url });
  return {
    name: 'SQL `name like %…%`',
    find: async (text) => {
      const rows = await db.all<{ name: string }>(
        sql`select name from areas where name like ${`%${text}%`} order by length(name) limit ${FIRST_SHOWN}`,
      );
      return rows.map(({ name }) => name);
    },
    cpuSeconds: 0,
    megabytes: 0,
    close: () => db.$client.close(),
  };
}

async function searched({ name, find, cpuSeconds, megabytes }: Searcher, asked: Mistyped[]): Promise<string> {
  const millis: number[] = [];
  let found = 0;
  for (const { text, name: meant } of asked) {
    let names: string[] = [];
    millis.push(
      await timed(async () => {
        names = await find(text);
      }),
    );
    if (names.slice(0, FIRST_SHOWN).includes(meant)) found++;
  }
  const share = ((100 * found) / asked.length).toFixed(1);
  return `| ${name} | ${quantiles(millis)} | ${share} % | ${cpuSeconds.toFixed(2)} | ${megabytes.toFixed(0)} |`;
}

async function names(url: string, all: Area[], halls: Hall[], count: number): Promise<string[]> {
  const asked = mistypedNames(all, count);
  const plain = await like(url);
  const lines = [
    await searched(ours(all, halls), asked),
    await searched(miniSearch(all), asked.slice(0, count / 4)),
    await searched(plain, asked.slice(0, count / 4)),
  ];
  plain.close();
  return lines;
}

/** What `npm start` runs. */
function startOffice(databaseUrl: string): ChildProcess {
  return spawn(process.execPath, ['server/build/main.js'], {
    cwd: root,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(PORT),
      DATABASE_URL: databaseUrl,
      JEMPUT_SECRET: 'a-secret-for-benchmarks-0123456789abcdef',
      JEMPUT_DEMO: '0',
    },
  });
}

async function untilFirstPage(office: ChildProcess): Promise<void> {
  for (;;) {
    if (office.exitCode !== null) throw new Error(`The server ended with ${office.exitCode}.`);
    const answer = await fetch(`http://localhost:${PORT}/`).catch(() => undefined);
    if (answer?.ok && (await answer.text()).includes('</html>')) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Milliseconds that askers of something that costs nothing waited during the first minute: what the server does behind its pages held them up. */
async function waitsInFirstMinute(): Promise<number[]> {
  const began = performance.now();
  const millis: number[] = [];
  while (performance.now() - began < 60_000) {
    millis.push(await timed(async () => (await fetch(`http://localhost:${PORT}/healthz`)).text()));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return millis;
}

/** Megabytes of a process by the kernel's count. */
async function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]);
  return (kilobytes / 1000).toFixed(0);
}

async function answered(paths: string[]): Promise<number[]> {
  const millis: number[] = [];
  for (const path of paths) {
    millis.push(
      await timed(async () => {
        const answer = await fetch(`http://localhost:${PORT}${path}`);
        if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
        await answer.arrayBuffer();
      }),
    );
  }
  return millis;
}

async function served(databaseUrl: string, asked: Mistyped[], halls: Hall[]): Promise<string[]> {
  const began = performance.now();
  const office = startOffice(databaseUrl);
  try {
    await untilFirstPage(office);
    const seconds = (performance.now() - began) / 1000;
    const pid = office.pid ?? 0;
    const waits = await waitsInFirstMinute();
    const rested = await memoryOf(pid, 'VmRSS');
    const q = asked.map(({ text }) => `/api/v1/sessions?q=${encodeURIComponent(text)}`);
    const pages = asked.slice(0, asked.length / 4).map(({ text }) => `/?q=${encodeURIComponent(text)}`);
    const near = halls
      .slice(0, asked.length)
      .map(({ lat, lon }) => `/api/v1/sessions?near=${(lat + 0.01).toFixed(4)},${(lon + 0.01).toFixed(4)}&radiusKm=50`);
    const rows = [
      `| \`/api/v1/sessions?q=\` mistyped | ${quantiles(await answered(q))} |`,
      `| \`/?q=\` mistyped, the whole page | ${quantiles(await answered(pages))} |`,
      `| \`/api/v1/sessions?near=\` within 50 km | ${quantiles(await answered(near))} |`,
    ];
    return [
      `From the start of the process to the first whole front page: ${seconds.toFixed(1)} s (asked: under 5). In the minute after it, while places are laid out and files are written, \`/healthz\` answers within ${quantiles(waits).replaceAll(' |', ',')} ms (p50, p95, p99), at most ${Math.max(...waits).toFixed(0)} ms. Resident memory then ${rested} MB, after all questions ${await memoryOf(pid, 'VmRSS')} MB, at most ${await memoryOf(pid, 'VmHWM')} MB.`,
      '',
      '| answer over HTTP, each asked once | p50 ms | p95 ms | p99 ms |',
      '| --- | --- | --- | --- |',
      ...rows,
    ];
  } finally {
    const ended = new Promise((resolve) => office.on('exit', resolve));
    office.kill('SIGINT');
    await ended;
  }
}

export const indonesia: Benchmark = {
  title: 'All of Indonesia',
  async measure({ quick }) {
    const directory = await mkdtemp(join(tmpdir(), 'jemput-bench-'));
    const url = `file:${join(directory, 'bench.db')}`;
    const all = await indonesianAreas();
    const halls = hallsOf(all, HALLS);
    const [sessionCount, asked] = quick ? [10_000, 100] : [100_000, 1000];
    try {
      await fillIndonesia(url, { all, halls, sessionCount, today });
      const lines = await names(url, all, halls, asked);
      const answers = await served(url, mistypedNames(all, asked), halls);
      const villages = all.filter(({ level }) => level === 'village').length;
      return [
        `${villages.toLocaleString('en')} villages (npm idn-area-data), ${HALLS.toLocaleString('en')} venues, ${sessionCount.toLocaleString('en')} sessions. ${answers[0]}`,
        ...answers.slice(1),
        '',
        `Names of five letters or more with one typing error, every other one with its district; the others asked a quarter as often. Found: the name meant is among the first ${FIRST_SHOWN}.`,
        '',
        '| names alone | p50 ms | p95 ms | p99 ms | found | CPU s to make | MB kept |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        ...lines,
      ].join('\n');
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};
