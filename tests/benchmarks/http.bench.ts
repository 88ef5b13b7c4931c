import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type RunningServer, startServer } from '../fixtures/a-running-server.ts';
import type { Benchmark, BenchmarkOptions } from './run.ts';
import { fillSessions } from './rush/fill-sessions.ts';
import { planInTheBackground } from './rush/planning-run.ts';

const SESSIONS = 10_000;
const LINES = 4;
/** Of Solo, degrees. */
const city = { lat: -7.6, lon: 110.77, height: 0.07, width: 0.09 };

/** Compressed bytes of a page's HTML and of the style sheets it names; nothing else holds up its first view. */
async function firstBytes(url: string): Promise<{ html: number; css: number }> {
  const html = await (await fetch(url)).text();
  const links = (html.match(/<link[^>]+\.css"[^>]*>/g) ?? []).filter((link) => !/\sdisabled/.test(link));
  const sheets = links.map((link) => new URL(/href="([^"]+)"/.exec(link)?.[1] ?? '', url));
  const css = await Promise.all(sheets.map(async (sheet) => (await fetch(sheet)).text()));
  return { html: gzipSync(html).length, css: css.reduce((sum, text) => sum + gzipSync(text).length, 0) };
}

async function firstViews({ url }: RunningServer): Promise<string[]> {
  const found = (await (await fetch(`${url}/api/v1/sessions?limit=1`)).json()) as { sessions: { id: string }[] };
  const pages = { '/': '/', '/wilayah/…': '/wilayah/33.72.01.1001', '/jadwal/…': `/jadwal/${found.sessions[0]?.id}` };
  const rows: string[] = [];
  for (const [name, path] of Object.entries(pages)) {
    const { html, css } = await firstBytes(`${url}${path}`);
    const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
    rows.push(`| \`${name}\` | ${kilobytes(html)} | ${kilobytes(css)} | ${kilobytes(html + css)} |`);
  }
  return rows;
}

/** Another point each time, spread evenly: no answer can come from memory. */
function point(index: number): string {
  const share = (irrational: number) => (index * irrational) % 1;
  const lat = city.lat + city.height * share(Math.SQRT2);
  const lon = city.lon + city.width * share(Math.sqrt(3));
  return `${lat.toFixed(6)},${lon.toFixed(6)}`;
}

function ask(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.resume().on('end', resolve);
    }).on('error', reject);
  });
}

let asked = 0;

/** Milliseconds of each query over LINES lines, each asking again as soon as it has its answer. */
async function latencies(url: string, seconds: number): Promise<number[]> {
  const found: number[] = [];
  const end = performance.now() + seconds * 1000;
  const agent = new Agent({ keepAlive: true });
  const line = async () => {
    while (performance.now() < end) {
      asked++;
      const from = performance.now();
      await ask(`${url}/api/v1/sessions?near=${point(asked)}`, agent);
      found.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: LINES }, line));
  agent.destroy();
  return found.toSorted((one, other) => one - other);
}

function row(name: string, sorted: readonly number[]): string {
  const quantile = (share: number) => (sorted[Math.floor(share * sorted.length)] ?? Number.NaN).toFixed(1);
  return `| ${name} | ${sorted.length} | ${quantile(0.5)} | ${quantile(0.95)} | ${quantile(0.99)} |`;
}

async function measure({ quick }: BenchmarkOptions): Promise<string> {
  const seconds = quick ? 5 : 30;
  const folder = await mkdtemp(join(tmpdir(), 'jemput-http-'));
  const databaseUrl = `file:${join(folder, 'jemput.db')}`;
  const demo = await startServer({ DATABASE_URL: databaseUrl });
  const views = await firstViews(demo);
  await demo.stop();
  await fillSessions(databaseUrl, SESSIONS);
  const server = await startServer({ DATABASE_URL: databaseUrl });
  // The files of the feeds are written meanwhile, once.
  await latencies(server.url, quick ? 5 : 15);
  const alone = await latencies(server.url, seconds);
  await planInTheBackground(server.url, seconds + 10);
  const beside = await latencies(server.url, seconds);
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  return [
    'First view in the demo city, kB of gzip, asked: 30 kB together. Nothing else holds it up.',
    '',
    '| page | HTML | CSS | together |',
    '| --- | --- | --- | --- |',
    ...views,
    '',
    `\`/api/v1/sessions?near=…\`, another point each time so that none is kept, ${SESSIONS.toLocaleString('en')} sessions in the database, ${LINES} lines from one address for ${seconds} s; asked: p95 under 100 ms while a plan is being computed.`,
    '',
    '| | queries | p50 ms | p95 ms | p99 ms |',
    '| --- | --- | --- | --- | --- |',
    row('nothing else', alone),
    row('while planning', beside),
  ].join('\n');
}

export const http: Benchmark = { title: 'First views and fresh queries', measure };
