import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backtestCommand } from '../../../server/src/commands/backtest.ts';
import { simulateCity } from '../../fixtures/a-history.ts';

let folder: string;
let path: string;
let out: string;
let err: string;

const io = {
  out: (text: string) => {
    out += text;
  },
  err: (text: string) => {
    err += text;
  },
  now: () => 0,
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jemput-backtest-'));
  path = join(folder, 'h.csv');
  const { rows } = simulateCity({ seed: 5, venues: 8, visits: 6, rate: 0.12, spread: 0.4, dispersion: 0.1 });
  const lines = rows.map(({ venue, kind, date, remaining, served }) =>
    [venue, kind, date, remaining, served].join(','),
  );
  writeFileSync(path, ['venue,kind,date,remaining,served', ...lines].join('\n'));
  out = '';
  err = '';
});

afterEach(() => rmSync(folder, { recursive: true }));

test('prints one line a method, the model first', async () => {
  expect(await backtestCommand([path], io)).toBe(0);
  const methods = out.trim().split('\n').slice(2);
  expect(methods.map((line) => line.slice(0, 24).trim())).toEqual([
    'jemput',
    'site mean by weekday',
    'seasonal naive',
    'exponential smoothing',
    'Holt-Winters by weekday',
    'last visit',
    'mean of last 4 visits',
    'pooled regression',
  ]);
});

test('--json gives the same as data', async () => {
  expect(await backtestCommand([path, '--json', '--every', '5'], io)).toBe(0);
  const { methods } = JSON.parse(out);
  expect(methods[0]).toMatchObject({
    name: 'jemput',
    score: { sessions: expect.any(Number), pinballLoss: expect.any(Number) },
  });
});

test.each(['0', '-1', '2.5', 'x'])('--every %s is refused', async (every) => {
  expect(await backtestCommand([path, `--every=${every}`], io)).toBe(2);
  expect(err).toContain(`--every: got "${every}"`);
});

test('a history too short to score is no answer', async () => {
  expect(await backtestCommand([path, '--every', '500'], io)).toBe(3);
  expect(out).toBe('');
});

test('a long one tells on stderr how far it is, and prints the same', async () => {
  await backtestCommand([path, '--every', '2'], io);
  expect(err).toBe('');
  const short = out;
  out = '';
  let seconds = 0;
  await backtestCommand([path, '--every', '2'], { ...io, now: () => 1500 * seconds++ });
  expect(err).toMatch(/^(\d+ of \d+ origins\n)+$/);
  expect(out).toBe(short);
});

test('a file with semicolons is read as one with commas, and UTF-16 is named', async () => {
  await backtestCommand([path, '--json'], io);
  const withCommas = out;
  const text = readFileSync(path, 'utf8');
  out = '';
  writeFileSync(path, text.replaceAll(',', ';'));
  expect(await backtestCommand([path, '--json'], io)).toBe(0);
  expect(out).toBe(withCommas);
  writeFileSync(path, Buffer.from(`\ufeff${text}`, 'utf16le'));
  expect(await backtestCommand([path], io)).toBe(2);
  expect(err).toBe(`${path}: the file is UTF-16 or no text, expected UTF-8. Save it as "CSV UTF-8".\n`);
});
