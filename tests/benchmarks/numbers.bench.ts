import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { aPlanner } from './numbers/a-planner.ts';
import {
  anOfficeWithNumbers,
  issuedNumbers,
  type KillableServer,
  leftBehind,
  serveNumbers,
} from './numbers/an-office-with-numbers.ts';
import type { Asked, Form } from './numbers/ask-many.ts';
import type { Benchmark, BenchmarkOptions } from './run.ts';

const NUMBERS = 120;
const PROBE_MILLIS = 20;
const askMany = fileURLToPath(new URL('numbers/ask-many.ts', import.meta.url));

function forms(sessionIds: readonly string[], count: number): Form[] {
  return Array.from({ length: count }, (_, at) => ({
    sessionId: sessionIds[at % sessionIds.length] ?? '',
    key: `bench-form-${String(at).padStart(8, '0')}`,
    name: `Warga ${at}`,
    people: 1,
    address: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
  }));
}

/** Sends the forms from a process of its own. @param onAnswered called when some have an answer */
async function ask(
  server: KillableServer,
  folder: string,
  all: readonly Form[],
  { perSecond, onAnswered }: { perSecond?: number; onAnswered?: () => void } = {},
): Promise<Asked[]> {
  const file = join(folder, 'forms.json');
  await writeFile(file, JSON.stringify(all));
  const child = spawn(process.execPath, [askMany, `${server.port}`, file, ...(perSecond ? [`${perSecond}`] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (!text.startsWith('answered\n')) continue;
    text = text.slice('answered\n'.length);
    onAnswered?.();
  }
  return JSON.parse(text) as Asked[];
}

/** Reads a public page again and again until stopped. @returns milliseconds of each read */
function probe(url: string): { stop(): Promise<number[]> } {
  const agent = new Agent({ keepAlive: true });
  const taken: number[] = [];
  let goesOn = true;
  const read = () =>
    new Promise<void>((resolve) => {
      const began = performance.now();
      get(url, { agent }, (response) => {
        response.resume();
        response.on('end', () => {
          taken.push(performance.now() - began);
          resolve();
        });
      }).on('error', () => resolve());
    });
  const running = (async () => {
    while (goesOn) {
      await read();
      await new Promise((resolve) => setTimeout(resolve, PROBE_MILLIS));
    }
  })();
  return {
    async stop() {
      goesOn = false;
      await running;
      agent.destroy();
      return taken;
    },
  };
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

function outcomes(asked: readonly Asked[]): string {
  const counts = Map.groupBy(asked, ({ outcome }) => outcome);
  return [...counts].map(([outcome, all]) => `${outcome} ${all.length}`).join(', ');
}

/** What was told against what stands in the database. */
async function told(databaseUrl: string, sessionIds: readonly string[], asked: readonly Asked[]) {
  const issued = await issuedNumbers(databaseUrl, sessionIds);
  const byId = new Map(issued.map((one) => [one.ticketId, one]));
  const numbers = asked.filter(({ outcome, label }) => outcome === 'number' && label !== null);
  const untrue = numbers.filter(({ token, label }) => byId.get(token?.slice(0, 16) ?? '')?.label !== label);
  const twice = issued.length - new Set(issued.map(({ sessionId, label }) => `${sessionId} ${label}`)).size;
  return { issued, numbers: numbers.length, untrue: untrue.length, twice };
}

async function rushOnOne(count: number, { isCancelled }: { isCancelled: boolean }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-numbers-'));
  const { databaseUrl, sessionIds } = await anOfficeWithNumbers(folder, 1, NUMBERS);
  const server = await serveNumbers(databaseUrl);
  const planner = isCancelled ? await aPlanner(server.url) : null;
  const cancel = await planner?.prepareCancelling(sessionIds[0] ?? '');
  const reads = probe(`${server.url}/api/v1/sessions`);
  const cpu = server.cpuSeconds();
  let cancelling: Promise<void> | undefined;
  const onAnswered = () => {
    cancelling = cancel?.();
  };
  const asked = await ask(server, folder, forms(sessionIds, count), { onAnswered });
  await cancelling;
  const cpuSeconds = server.cpuSeconds() - cpu;
  const page = await reads.stop();
  await server.stop();
  const { issued, numbers, untrue, twice } = await told(databaseUrl, sessionIds, asked);
  const holders = asked.flatMap(({ outcome, token }) => (outcome === 'number' && token ? token.slice(0, 16) : []));
  const { lost, alone } = await leftBehind(databaseUrl, sessionIds[0] ?? '', holders);
  await rm(folder, { recursive: true, force: true });
  const millis = asked.map((one) => one.millis);
  const places = issued.reduce((sum, one) => sum + one.places, 0);
  const kept = isCancelled
    ? `${numbers} told, ${lost} lost, ${alone} left without an offer, ${twice} twice`
    : `${numbers} told, ${issued.length} in the database with ${places} places, ${twice} twice, ${untrue} untrue`;
  return `| ${isCancelled ? 'while it is being cancelled' : 'one session'} | ${outcomes(asked)} | ${kept} | ${quantile(millis, 0.5)} / ${quantile(millis, 0.99)} | ${quantile(page, 0.99)} | ${cpuSeconds.toFixed(1)} |`;
}

async function killed(count: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-numbers-'));
  const { databaseUrl, sessionIds } = await anOfficeWithNumbers(folder, 10, NUMBERS);
  const all = forms(sessionIds, count);
  const first = await serveNumbers(databaseUrl);
  let killing: Promise<void> | undefined;
  const onAnswered = () => {
    killing = first.kill();
  };
  const before = await ask(first, folder, all, { onAnswered });
  await killing;
  const second = await serveNumbers(databaseUrl, first.port);
  const after = await ask(second, folder, all);
  await second.stop();
  const { issued, untrue, twice } = await told(databaseUrl, sessionIds, [...before, ...after]);
  await rm(folder, { recursive: true, force: true });
  const changed = before.filter(({ outcome, token }, at) => outcome === 'number' && after[at]?.token !== token);
  const answered = before.filter(({ status }) => status > 0).length;
  const places = issued.reduce((sum, one) => sum + one.places, 0);
  return `| killed in the middle, all asked again, 10 sessions | ${answered} answered before, ${outcomes(after)} after | ${issued.length} in the database with ${places} places, ${twice} twice, ${untrue} untrue, ${changed.length} lost or changed | | | |`;
}

async function sustained(seconds: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-numbers-'));
  const perSecond = 300;
  const evenings = 50;
  const { databaseUrl, sessionIds } = await anOfficeWithNumbers(folder, evenings, (perSecond * seconds) / evenings);
  const server = await serveNumbers(databaseUrl);
  const reads = probe(`${server.url}/api/v1/sessions`);
  const cpu = server.cpuSeconds();
  const began = performance.now();
  const asked = await ask(server, folder, forms(sessionIds, perSecond * seconds), { perSecond });
  const took = (performance.now() - began) / 1000;
  const page = await reads.stop();
  const cpuSeconds = server.cpuSeconds() - cpu;
  await server.stop();
  const { issued, numbers, untrue, twice } = await told(databaseUrl, sessionIds, asked);
  await rm(folder, { recursive: true, force: true });
  const millis = asked.map((one) => one.millis);
  return `| ${perSecond} a second for ${seconds} s over ${sessionIds.length} sessions, ${(asked.length / took).toFixed(0)} a second answered | ${outcomes(asked)} | ${numbers} told, ${issued.length} in the database, ${twice} twice, ${untrue} untrue | ${quantile(millis, 0.5)} / ${quantile(millis, 0.99)} | ${quantile(page, 0.99)} | ${cpuSeconds.toFixed(1)} |`;
}

async function measure({ quick, only }: BenchmarkOptions): Promise<string> {
  const count = quick ? 1000 : 5000;
  const parts: Record<string, () => Promise<string>> = {
    rush: () => rushOnOne(count, { isCancelled: false }),
    cancelled: () => rushOnOne(count, { isCancelled: true }),
    killed: () => killed(count),
    sustained: () => sustained(quick ? 10 : 60),
  };
  const rows: string[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (only.length === 0 || only.some((asked) => name.includes(asked))) rows.push(await part());
  }
  return [
    `${count.toLocaleString('en')} POSTs to /antrean at once, each over a line of its own from a process of its own, for ${NUMBERS} numbers a session given to whoever asks first; the server is a process of its own over a database file. Reads meanwhile: \`/api/v1/sessions\` again and again over one line.`,
    '',
    '| asked | answers | numbers | answer p50 / p99 ms | reads p99 ms | server CPU s |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

export const numbers: Benchmark = { title: 'Numbers for everybody at once', measure };
