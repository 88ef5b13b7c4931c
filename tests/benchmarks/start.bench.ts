import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../fixtures/a-running-server.ts';
import type { Benchmark } from './run.ts';

/** Seconds from `npm start` to the first whole front page. */
async function secondsToFirstPage(folder: string, port: number): Promise<number> {
  const from = performance.now();
  const server = spawn('npm', ['start'], {
    cwd: folder,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, PORT: String(port), npm_execpath: '' },
  });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  for (;;) {
    if (server.exitCode !== null) throw new Error(`npm start ended with ${server.exitCode}`);
    const answer = await fetch(`http://localhost:${port}/`).catch(() => undefined);
    if (answer?.ok && (await answer.text()).includes('</html>')) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  const seconds = (performance.now() - from) / 1000;
  if (server.pid) process.kill(-server.pid, 'SIGINT');
  await ended;
  return seconds;
}

function range(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]?.toFixed(1)} (${sorted[0]?.toFixed(1)}–${sorted.at(-1)?.toFixed(1)})`;
}

async function measure(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-clone-'));
  execFileSync('git', ['clone', '--quiet', root, folder]);
  const first = await secondsToFirstPage(folder, 3911);
  const warm: number[] = [];
  for (let run = 0; run < 5; run++) warm.push(await secondsToFirstPage(folder, 3911));
  await rm(folder, { recursive: true, force: true });
  return [
    'From `npm start` to the first whole front page; dependencies come from the registry that npm is set up with.',
    '',
    '| start | seconds |',
    '| --- | --- |',
    `| fresh clone: dependencies, build, database, demo city | ${first.toFixed(1)} |`,
    `| warm, median of 5 (fastest–slowest) | ${range(warm)} |`,
  ].join('\n');
}

export const start: Benchmark = { title: 'Start', measure };
