import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { panelColumns, readPanel } from './panel-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jemput-panel-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function read(lines: readonly string[], withEligible = false) {
  const path = join(folder, 'panel.csv');
  writeFileSync(path, lines.join('\r\n'));
  return readPanel(path, { withEligible });
}

test('site, date and count are enough', () => {
  expect(read(['site,date,count', 'Pajang,2013-10-07,180', 'Pajang,2013-10-08,0'])).toEqual([
    { venue: 'Pajang', date: '2013-10-07', served: 180 },
    { venue: 'Pajang', date: '2013-10-08', served: 0 },
  ]);
});

test('late reports and lines without a count on a date are left out, lines of one session are summed', () => {
  const lines = [
    'site,date,count,type,eligible,mismatch_flag,weather',
    'Pajang,2013-10-07,180,kelurahan,900,0,rain',
    'Pajang,2013-10-07,20,kelurahan,900,0,rain',
    'Pajang,2013-10-08,99,kelurahan,900,1,rain',
    'Pajang,2013-10-09,,kelurahan,900,0,rain',
    'Pajang,2013-13-09,12,kelurahan,900,0,rain',
    'Pajang,2013-10-10,-4,kelurahan,900,0,rain',
  ];
  const session = { venue: 'Pajang', date: '2013-10-07', served: 200, kind: 'kelurahan' };
  expect(read(lines)).toEqual([session]);
  expect(read(lines, true)).toEqual([{ ...session, remaining: 900 }]);
});

test('a history as the product reads it works too, and its faults are named', () => {
  const header = 'venue,date,slot,capacity,remaining,served,turned_away';
  expect(read([header, 'Pajang,2013-10-07,malam,180,700,180,12'])).toEqual([
    { venue: 'Pajang', date: '2013-10-07', slot: 'malam', capacity: 180, remaining: 700, served: 180, turnedAway: 12 },
  ]);
  expect(() => read([header, 'Pajang,2013-10-07,malam,180,700,many,12'])).toThrow(/line 2, served: got "many"/);
});

test('a file of neither kind says what it lacks', () => {
  expect(() => read(['place,date,count', 'Pajang,2013-10-07,180'])).toThrow(/no column site; there are place/);
});

test('a folder may hold other tables: only panels have columns to tell', () => {
  const path = join(folder, 'other.csv');
  writeFileSync(path, '\ufeffsite,date,count,eligible\r\nPajang,2013-10-07,180,900\r\n');
  expect(panelColumns(path)).toEqual(['site', 'date', 'count', 'eligible']);
  writeFileSync(path, 'code,name\n33.72,"Laweyan, Solo"\n');
  expect(panelColumns(path)).toBeUndefined();
  writeFileSync(path, '');
  expect(panelColumns(path)).toBeUndefined();
});
