import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { startServer } from '../fixtures/a-running-server.ts';
import { putTicket } from '../fixtures/ticket-states.ts';
import type { Benchmark, BenchmarkOptions } from './run.ts';

/** A package of its own, as nothing else needs its 176 MB. */
const folder = fileURLToPath(new URL('lighthouse', import.meta.url));
const command = join(folder, 'node_modules/lighthouse/cli/index.js');
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const ASKED = 95;
const debianChromium = '/usr/bin/chromium';

interface Report {
  lighthouseVersion: string;
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; displayValue?: string; title: string; numericValue?: number }>;
}

function install(): void {
  if (existsSync(command)) return;
  console.error('Installing Lighthouse (176 MB) …');
  execFileSync('npm', ['ci'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
}

function browser(): string {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return existsSync(debianChromium) ? debianChromium : chromium.executablePath();
}

/** Lighthouse's own phone and line: a Moto G Power on slow 4G, 1.6 Mbit/s with 150 ms, a processor a quarter as fast. */
async function audit(url: string, file: string, tries = 3): Promise<Report> {
  const flags = '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run';
  const asked = [url, '--output=json', `--output-path=${file}`, '--quiet', `--chrome-flags=${flags}`];
  try {
    await promisify(execFile)(process.execPath, [command, ...asked], {
      env: { ...process.env, CHROME_PATH: browser() },
    });
  } catch (error) {
    // On a busy machine the browser now and then loses the trace, and Lighthouse asks to be run again.
    if (tries > 1 && String((error as { stderr?: string }).stderr).includes('NO_NAVSTART'))
      return audit(url, file, tries - 1);
    throw error;
  }
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function row(name: string, reports: readonly Report[]): string {
  const scores = categories.map((category) => {
    const found = reports.map((report) => Math.round((report.categories[category]?.score ?? Number.NaN) * 100));
    const score = middle(found);
    return score < ASKED ? `**${score}**` : `${score}`;
  });
  const seconds = (id: string) =>
    (middle(reports.map(({ audits }) => audits[id]?.numericValue ?? Number.NaN)) / 1000).toFixed(1);
  const figures = [seconds('first-contentful-paint'), seconds('largest-contentful-paint')];
  const blocking = middle(reports.map(({ audits }) => audits['total-blocking-time']?.numericValue ?? Number.NaN));
  const shift = middle(reports.map(({ audits }) => audits['cumulative-layout-shift']?.numericValue ?? Number.NaN));
  return `| \`${name}\` | ${[...scores, ...figures, blocking.toFixed(0), shift.toFixed(3)].join(' | ')} |`;
}

/** What costs points. */
function faults(name: string, { categories: found, audits }: Report): string[] {
  return categories.flatMap((category) =>
    (found[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `- \`${name}\`, ${category}: ${audits[id]?.title} ${audits[id]?.displayValue ?? ''}`.trim()),
  );
}

async function measure({ quick }: BenchmarkOptions): Promise<string> {
  install();
  const work = await mkdtemp(join(tmpdir(), 'jemput-lighthouse-'));
  const server = await startServer();
  const found = (await (await fetch(`${server.url}/api/v1/sessions?limit=1`)).json()) as { sessions: { id: string }[] };
  const id = found.sessions[0]?.id ?? '';
  const ticket = { sessionId: id, series: 'A' as const, number: 957, placeAt: server.now() + 3_600_000 };
  const pages = {
    '/': '/',
    '/wilayah/…': '/wilayah/33.72.01.1001',
    '/jadwal/…': `/jadwal/${id}`,
    '/jadwal/…/nomor': `/jadwal/${id}/nomor`,
    '/antrean/…': await putTicket(server, { ...ticket, state: 'held' }),
  };
  const times = quick ? 1 : 5;
  const rows: string[] = [];
  const lost: string[] = [];
  let version = '';
  for (const [name, path] of Object.entries(pages)) {
    const reports: Report[] = [];
    for (let time = 0; time < times; time++)
      reports.push(await audit(`${server.url}${path}`, join(work, 'report.json')));
    rows.push(row(name, reports));
    if (reports[0]) lost.push(...faults(name, reports[0]));
    version = reports[0]?.lighthouseVersion ?? '';
  }
  await server.stop();
  await rm(work, { recursive: true, force: true });
  return [
    `Lighthouse ${version}, its own throttled phone (Moto G Power, slow 4G, processor slowed to a quarter), the demo city; the middle of ${times}. Asked: ${ASKED} in all four; \`/antrean/…\` is kept from search engines on purpose, which SEO counts against it.`,
    '',
    '| page | performance | accessibility | best practices | SEO | first paint s | largest paint s | blocked ms | shift |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...(lost.length > 0 ? ['', 'What cost points:', '', ...lost] : []),
  ].join('\n');
}

export const lighthouse: Benchmark = { title: 'Lighthouse', measure };
