import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { openDatabase } from '@jemput/server/db/open';
import { venues } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { addDays } from '@jemput/shared/calendar/local-date';
import { instantAt } from '@jemput/shared/calendar/time-zone';
import autocannon from 'autocannon';
import { DateTime } from 'luxon';
import { startServer } from '../fixtures/a-running-server.ts';
import type { Benchmark } from './run.ts';

const SESSIONS = 10_000;
const CONNECTIONS = 8;
const SECONDS = 8;

/** Fills the coming 28 days with sessions at the demo city's venues. */
async function fill(databaseUrl: string): Promise<void> {
  const db = await openDatabase({ url: databaseUrl });
  const places = await db.select().from(venues);
  const today = DateTime.now().setZone('Asia/Jakarta').toISODate() ?? '';
  const rows = Array.from({ length: SESSIONS }, (_, index) => {
    const venue = places[index % places.length];
    if (!venue) throw new Error('the demo city has no venues');
    const date = addDays(today, 1 + (Math.floor(index / places.length) % 28));
    const seconds = (time: string) => DateTime.fromISO(instantAt(date, time, 'Asia/Jakarta')).toSeconds();
    return {
      id: `bench-${index}`,
      status: 'scheduled' as const,
      venueId: venue.id,
      slotId: 'malam',
      date,
      startsAt: seconds('16:00'),
      endsAt: seconds('21:00'),
      kits: 2,
      capacity: 180,
      expectedMean: 90,
      expectedLow: 60,
      expectedHigh: 130,
      crowd: 'normal' as const,
      checkedAt: DateTime.now().toMillis(),
    };
  });
  for (let from = 0; from < rows.length; from += 500) await db.insert(sessions).values(rows.slice(from, from + 500));
  db.$client.close();
}

/** A file from memory by node:http alone, in a process of its own: what this machine could do at best. */
function serveStatic(file: string): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('static-file.ts', import.meta.url)), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => {
    child.stdout.once('data', (port) =>
      resolve({ url: `http://localhost:${String(port).trim()}/`, stop: () => child.kill() }),
    );
  });
}

async function load(name: string, url: string): Promise<string> {
  const options = { url, connections: CONNECTIONS, headers: { 'accept-encoding': 'gzip' } };
  await autocannon({ ...options, duration: 2 });
  const result = await autocannon({ ...options, duration: SECONDS });
  const faults = result.errors + result.non2xx;
  return `| ${name} | ${Math.round(result.requests.average)} | ${result.latency.p50} | ${result.latency.p99} | ${faults} |`;
}

/** Compressed bytes of the front page's HTML and the style sheets it names. */
async function firstBytes(url: string): Promise<{ html: number; css: number }> {
  const html = await (await fetch(url)).text();
  const sheets = [...html.matchAll(/<link[^>]+href="([^"]+\.css)"/g)].map(
    (match) => new URL(match[1] ?? '', `${url}/`),
  );
  const css = await Promise.all(sheets.map(async (sheet) => (await fetch(sheet)).text()));
  return { html: gzipSync(html).length, css: css.reduce((sum, text) => sum + gzipSync(text).length, 0) };
}

async function measure(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-http-'));
  const databaseUrl = `file:${join(folder, 'jemput.db')}`;
  const demo = await startServer({ DATABASE_URL: databaseUrl });
  const bytes = await firstBytes(demo.url);
  await demo.stop();
  await fill(databaseUrl);

  const server = await startServer({ DATABASE_URL: databaseUrl });
  const page = join(folder, 'page.html');
  await writeFile(page, await (await fetch(server.url)).text());
  const still = await serveStatic(page);
  const rows = [
    await load('the same page as a static file, bare node:http', still.url),
    await load('`/`', `${server.url}/`),
    await load('`/api/v1/sessions?near=-7.5671,110.7863`', `${server.url}/api/v1/sessions?near=-7.5671,110.7863`),
  ];
  still.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  return [
    `First view of the demo city: ${(bytes.html / 1000).toFixed(1)} kB HTML and ${(bytes.css / 1000).toFixed(1)} kB CSS, gzip (asked: under 30 kB together).`,
    '',
    `${SESSIONS.toLocaleString('en')} sessions in the database, ${CONNECTIONS} connections for ${SECONDS} s after 2 s of warming; client and server share the machine.`,
    '',
    '| | requests a second | p50 ms | p99 ms | failed |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

export const http: Benchmark = { title: 'Pages and API under load', measure };
