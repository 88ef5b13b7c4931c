import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forecastCommand } from '../../../server/src/commands/forecast.ts';

let folder: string;
let err: string;
const path = (name: string) => join(folder, name);

const past = [
  'venue,kind,date,slot,kits,capacity,remaining,served,turned_away',
  'pajang,kelurahan,2013-10-07,malam,2,180,1310,120,',
  'pajang,kelurahan,2013-10-08,malam,2,180,1190,110,',
  'sondakan,kelurahan,2013-10-07,malam,2,180,900,95,',
];
const evening = 'pajang,kelurahan,2013-10-14,malam,2,400,1080,200,0';
const coming = ['venue,date,slot,remaining', 'pajang,2013-10-21,malam,1000', 'baru,2013-10-21,malam,500'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jemput-model-'));
  err = '';
  writeFileSync(path('h.csv'), past.join('\n'));
  writeFileSync(path('t.csv'), coming.join('\n'));
  writeFileSync(path('r.csv'), [past[0], evening].join('\n'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What the command prints; `args` that end in a file's ending are files of this test. */
async function run(...args: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const inFolder = args.map((arg) => (/\.(csv|json)$/.test(arg) ? path(arg) : arg));
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    now: () => 0,
  };
  return { code: await forecastCommand(inFolder, io), out };
}

const meanAtPajang = (table: string) => Number(table.split('\n')[1]?.split(',')[3]);

test('a saved model forecasts what it did when it was fitted, without the history', async () => {
  const fitted = await run('h.csv', 't.csv', '--save-model', 'm.json');
  expect(await run('--model', 'm.json', 't.csv')).toEqual(fitted);
  expect(fitted.code).toBe(0);
  expect((await run('h.csv', '--save-model', 'again.json')).code).toBe(0);
  expect(readFileSync(path('again.json'))).toEqual(readFileSync(path('m.json')));
});

test('--report moves a saved model without a fit, and can be saved in its turn', async () => {
  const before = await run('h.csv', 't.csv', '--save-model', 'm.json');
  const after = await run('--model', 'm.json', '--report', 'r.csv', 't.csv', '--save-model', 'm2.json');
  expect(meanAtPajang(after.out)).toBeGreaterThan(meanAtPajang(before.out) * 1.1);
  expect(await run('--model', 'm2.json', 't.csv')).toEqual(after);
  const read = (name: string) => JSON.parse(readFileSync(path(name), 'utf8'));
  expect(read('m2.json')).toMatchObject({ effects: read('m.json').effects, madeFrom: { rows: 4 } });
});

test('a report not later than the last of its venue is refused with its row, and nothing is written', async () => {
  await run('h.csv', 't.csv', '--save-model', 'm.json');
  const [header] = past;
  const late = 'sondakan,kelurahan,2013-10-08,malam,2,180,900,95,';
  writeFileSync(
    path('r.csv'),
    [header, evening, past[2], late, evening.replace('2013-10-14', '2013-10-01')].join('\n'),
  );
  expect(await run('--model', 'm.json', '--report', 'r.csv', 't.csv', '--save-model', 'x.json')).toEqual({
    code: 2,
    out: '',
  });
  const expected = `expected a date after 2013-10-08, the model's last report of "pajang" [known_report]`;
  expect(err.trim().split('\n')).toEqual([
    `${path('r.csv')}: row 3: date: got "2013-10-08", ${expected}`,
    `${path('r.csv')}: row 5: date: got "2013-10-01", ${expected}`,
  ]);
  expect(existsSync(path('x.json'))).toBe(false);
  writeFileSync(path('r.csv'), [header, evening].join('\n'));
  expect((await run('--model', 'm.json', '--report', 'r.csv', '--save-model', 'm2.json')).code).toBe(0);
  expect((await run('--model', 'm2.json', '--report', 'r.csv', 't.csv')).code).toBe(2);
});

test('a model of another version and a file that is none are named, and nothing is written', async () => {
  await run('h.csv', 't.csv', '--save-model', 'm.json');
  const model = JSON.parse(readFileSync(path('m.json'), 'utf8'));
  writeFileSync(path('old.json'), JSON.stringify({ ...model, version: 0 }));
  expect((await run('--model', 'old.json', 't.csv', '--save-model', 'x.json')).code).toBe(2);
  expect(err).toBe(
    `${path('old.json')}: /version: version: got 0, expected ${model.version}; fit it again from its history with --save-model [version]\n`,
  );
  writeFileSync(path('none.json'), '{"version":1}');
  expect((await run('--model', 'none.json', 't.csv', '--save-model', 'x.json')).code).toBe(2);
  expect(err).toContain(`${path('none.json')}: not a model`);
  expect(existsSync(path('x.json'))).toBe(false);
});

test.each([
  [['--model', 'm.json']],
  [['h.csv', 't.csv', '--report', 'r.csv']],
  [['--model', 'm.json', 'h.csv', 't.csv']],
  [['--save-model', 'm.json']],
])('called with %j it says how to', async (args) => {
  expect((await run(...args)).code).toBe(2);
  expect(err).toContain('usage: jemput forecast');
});
