import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@jemput/shared/calendar/local-date';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forecastCommand } from '../../../server/src/commands/forecast.ts';

let folder: string;
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
  folder = mkdtempSync(join(tmpdir(), 'jemput-forecast-'));
  out = '';
  err = '';
});

afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const history = [
  'venue,kind,date,slot,kits,capacity,remaining,served,turned_away',
  'pajang,kelurahan,2013-10-07,malam,2,180,1310,180,',
  '"Sondakan, aula",kelurahan,2013-10-07,malam,2,180,900,95,',
];
const targets = [
  'venue,kind,date,slot,kits,capacity,remaining',
  'pajang,kelurahan,2013-10-15,malam,2,180,1130',
  'baru,,2013-10-15,,,,',
];

test('forecasts come in the order of the targets, with the columns of the format', async () => {
  const code = await forecastCommand([file('h.csv', history), file('t.csv', targets)], io);
  const [header, first, second, ...rest] = out.trim().split('\n');
  expect([code, err]).toEqual([0, '']);
  expect(header).toBe('venue,date,slot,mean,q05,q10,q25,q50,q75,q90,q95,served_mean');
  expect(first).toMatch(/^pajang,2013-10-15,malam,(\d+(\.\d+)?,){8}\d+(\.\d+)?$/);
  expect(second).toMatch(/^baru,2013-10-15,,(\d+(\.\d+)?,){8}\d+(\.\d+)?$/);
  expect(rest).toEqual([]);
  expect(Number(first?.split(',').at(-1))).toBeLessThanOrEqual(180);
});

test('--out writes the same text to a file', async () => {
  const [past, coming, to] = [file('h.csv', history), file('t.csv', targets), join(folder, 'f.csv')];
  await forecastCommand([past, coming], io);
  const printed = out;
  expect(await forecastCommand([past, coming, '--out', to], io)).toBe(0);
  expect(readFileSync(to, 'utf8')).toBe(printed);
});

test('faults of both files are told at once, each with file, row, field, value and what was expected, and nothing is written', async () => {
  const to = join(folder, 'f.csv');
  const past = file('h.csv', ['venue,date,served,weather', 'a,2013-02-30,-4,rain']);
  const coming = file('t.csv', ['venue,date', '"two\nlines",2013-10-08', ',2013-10-08']);
  expect(await forecastCommand([past, coming, '--out', to], io)).toBe(2);
  expect(err.trim().split('\n')).toEqual([
    `${past}: row 1: weather: got "weather", expected one of venue, kind, date, slot, kits, capacity, remaining, served, turned_away, area [unknown_column]`,
    `${past}: row 2: date: got "2013-02-30", expected a date that exists, YYYY-MM-DD [bad_date]`,
    `${past}: row 2: served: got "-4", expected a whole number from 0 to 10000000 [bad_count]`,
    `${coming}: row 4: venue: got nothing, expected a value [missing_value]`,
  ]);
  expect(existsSync(to)).toBe(false);
});

test.each([[[]], [['h.csv']], [['a', 'b', 'c']], [['--nope']]])('called with %j it says how to', async (args) => {
  expect(await forecastCommand(args, io)).toBe(2);
  expect(err).toContain('usage: jemput forecast HISTORY.csv TARGETS.csv');
});

test('a missing, an empty and a broken file are named', async () => {
  const coming = file('t.csv', targets);
  for (const past of [
    join(folder, 'none.csv'),
    file('empty.csv', ['']),
    file('broken.csv', ['venue,date,served', 'a,"b,1']),
  ]) {
    err = '';
    expect(await forecastCommand([past, coming], io)).toBe(2);
    expect(err.startsWith(`${past}: `)).toBe(true);
  }
});

test('--events: every fault of the file is told beside those of the others', async () => {
  const events = file('e.csv', ['date,ramadan', '2013-02-29,ya']);
  const past = file('h.csv', ['venue,date,served', 'pajang,2013-10-07,many']);
  expect(await forecastCommand([past, file('t.csv', targets), '--events', events], io)).toBe(2);
  expect(err).toContain(`${past}: row 2: served`);
  expect(err).toContain(`${events}: row 2: date: got "2013-02-29", expected a date that exists, YYYY-MM-DD [bad_date]`);
  expect(err).toContain(`${events}: row 2: ramadan: got "ya", expected 1 where the event is on`);
});

test('--events are learnt from the history and used at the targets', async () => {
  const days = Array.from({ length: 60 }, (_, at) => ({ at, date: addDays('2013-07-01', at) }));
  const isOn = (at: number) => Math.floor(at / 10) % 2 === 1;
  const past = days.flatMap(({ at, date }) =>
    ['a', 'b', 'c'].map((venue, place) => `${venue},${date},${(isOn(at) ? 40 : 100) + ((at + place) % 5)}`),
  );
  const on = days.filter(({ at }) => isOn(at)).map(({ date }) => `${date},1`);
  const events = file('e.csv', ['date,ramadan', ...on, '2013-09-02,1']);
  const coming = file('t.csv', ['venue,date', 'a,2013-09-02', 'a,2013-09-03']);
  const history = file('h.csv', ['venue,date,served', ...past]);
  expect(await forecastCommand([history, coming, '--events', events], io)).toBe(0);
  const means = out
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[3]));
  expect((means[0] ?? 0) / (means[1] ?? 1)).toBeGreaterThan(0.3);
  expect((means[0] ?? 0) / (means[1] ?? 1)).toBeLessThan(0.6);
});
