import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../fixtures/a-running-server.ts';
import type { Benchmark, BenchmarkOptions } from './run.ts';
import { fillSessions } from './rush/fill-sessions.ts';
import { type Load, loadTool } from './rush/load-tool.ts';
import { startNginx, type Yardstick } from './rush/nginx.ts';

const SESSIONS = 10_000;
const LINES = 32;
const WARM_SECONDS = 2;
const NEAR = '/api/v1/sessions?near=-7.5671,110.7863';

const getNginx = 'nginx is not installed: `apt-get install nginx-light`. The ratios to it are left out.';

interface Packed {
  body: Buffer;
  type: string;
  /** Names and values in turn, without those of the line. */
  headers: string[];
}

/** An answer as it goes over the line. */
function packed(url: string): Promise<Packed> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const ofLine = ['x-request-id', 'date', 'connection', 'keep-alive'];
        const headers = Object.entries(response.headers).filter(([name]) => !ofLine.includes(name));
        resolve({
          body: Buffer.concat(chunks),
          type: response.headers['content-type'] ?? '',
          headers: headers.flatMap(([name, value]) => [name, String(value)]),
        });
      });
    }).on('error', reject);
  });
}

/** A file from memory by node:http alone, in a process of its own. */
function serveByNode(file: string, headers: string[]): Promise<Yardstick> {
  const script = fileURLToPath(new URL('rush/static-file.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file, JSON.stringify(headers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => {
    child.stdout.once('data', (port) =>
      resolve({
        name: 'node:http',
        url: `http://127.0.0.1:${String(port).trim()}`,
        stop: async () => void child.kill(),
      }),
    );
  });
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function spread(values: readonly number[], digits: number): string {
  const shown = (value: number) => value.toFixed(digits);
  return `${shown(middle(values))} (${shown(Math.min(...values))}–${shown(Math.max(...values))})`;
}

function turnsOf(quick: boolean): { rounds: number; seconds: number } {
  return quick ? { rounds: 2, seconds: 2 } : { rounds: 7, seconds: 4 };
}

/** Every address for so many seconds, in turn, so many times: what else the machine does falls on all alike. */
async function inTurns(addresses: Record<string, string>, quick: boolean): Promise<Record<string, Load[]>> {
  const tool = loadTool();
  const { rounds, seconds } = turnsOf(quick);
  const loads: Record<string, Load[]> = Object.fromEntries(Object.keys(addresses).map((name) => [name, []]));
  for (const url of Object.values(addresses)) await tool.load(url, { lines: LINES, seconds: WARM_SECONDS });
  for (let round = 0; round < rounds; round++) {
    for (const [name, url] of Object.entries(addresses)) {
      loads[name]?.push(await tool.load(url, { lines: LINES, seconds }));
    }
  }
  return loads;
}

function table(loads: Record<string, Load[]>, ours: string, yardstick: string): string[] {
  const against = loads[yardstick] ?? [];
  return Object.entries(loads).map(([name, rounds]) => {
    const ratios = rounds.map(({ perSecond }, round) => perSecond / (against[round]?.perSecond ?? Number.NaN));
    const figures = [
      spread(
        rounds.map(({ perSecond }) => perSecond),
        0,
      ),
      spread(ratios, 2),
      middle(rounds.map(({ p50Millis }) => p50Millis)).toFixed(2),
      spread(
        rounds.map(({ p99Millis }) => p99Millis),
        2,
      ),
      rounds.reduce((sum, { failed }) => sum + failed, 0),
    ];
    return `| ${name === ours ? `**${name}**` : name} | ${figures.join(' | ')} |`;
  });
}

async function measureOne(path: string, base: string, options: { folder: string; quick: boolean }): Promise<string> {
  const { folder, quick } = options;
  await (await fetch(`${base}${path}`)).arrayBuffer();
  const answer = await packed(`${base}${path}`);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'answer');
  await writeFile(file, answer.body);
  const node = await serveByNode(file, answer.headers);
  const one = await startNginx(join(folder, 'one'), { answer }, 1);
  const two = await startNginx(join(folder, 'two'), { answer }, 2);
  const addresses: Record<string, string> = { Jemput: `${base}${path}` };
  if (one) addresses[`${one.name}, one worker`] = `${one.url}/answer`;
  if (two) addresses[`${two.name}, two workers`] = `${two.url}/answer`;
  addresses['bare node:http with the same headers'] = `${node.url}/`;
  const loads = await inTurns(addresses, quick);
  for (const yardstick of [node, one, two]) await yardstick?.stop();
  const yardstick = one ? `${one.name}, one worker` : 'bare node:http with the same headers';
  return [
    `\`${path}\`, ${answer.body.length.toLocaleString('en')} bytes of gzip:`,
    '',
    `| | reads a second | of ${yardstick} | p50 ms | p99 ms | failed |`,
    '| --- | --- | --- | --- | --- | --- |',
    ...table(loads, 'Jemput', yardstick),
    ...(one ? [] : ['', getNginx]),
  ].join('\n');
}

async function measure({ quick }: BenchmarkOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-rush-'));
  const databaseUrl = `file:${join(folder, 'jemput.db')}`;
  await (await startServer({ DATABASE_URL: databaseUrl })).stop();
  await fillSessions(databaseUrl, SESSIONS);
  const server = await startServer({ DATABASE_URL: databaseUrl });
  const base = server.url.replace('localhost', '127.0.0.1');
  const parts: string[] = [];
  for (const [at, path] of ['/', NEAR].entries()) {
    parts.push(await measureOne(path, base, { folder: join(folder, `${at}`), quick }));
  }
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  const { rounds, seconds } = turnsOf(quick);
  return [
    `${SESSIONS.toLocaleString('en')} sessions in the database. The same bytes as a file from nginx (its settings: tests/benchmarks/rush/nginx.ts), over ${LINES} lines by ${loadTool().name}, which shares the machine; in turns, each for ${seconds} s, ${rounds} times: middle (least–most). Asked: half of nginx.`,
    '',
    parts.join('\n\n'),
  ].join('\n');
}

export const rush: Benchmark = { title: 'A rush of readers', measure };
