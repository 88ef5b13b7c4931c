import { parseDatedEvents, withDatedEvents } from '@jemput/shared/forecast/dated-events';
import type { TargetRow } from '@jemput/shared/forecast/history';
import { expect, test } from 'vitest';

function parse(header: string[], ...rows: string[][]) {
  const records = rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
  return parseDatedEvents({ header, records });
}

const pajang: TargetRow = { venue: 'pajang', kind: 'kelurahan', slot: 'malam', area: '33.72.01', date: '2026-02-20' };

test('every column that is no scope is an event, on where it has a 1', () => {
  const { rows } = parse(['date', 'ramadan', 'rain'], ['2026-02-20', '1', '0'], ['2026-02-21', '', '1']);
  expect(rows).toEqual([
    { date: '2026-02-20', names: ['ramadan'] },
    { date: '2026-02-21', names: ['rain'] },
  ]);
});

test('an event holds where its slot, kind, area and venue say, and everywhere where they are empty', () => {
  const { rows } = parse(
    ['date', 'slot', 'kind', 'area', 'venue', 'rain', 'exams', 'market_day'],
    ['2026-02-20', '', '', '', '', '1', '', ''],
    ['2026-02-20', '', 'school', '', '', '', '1', ''],
    ['2026-02-20', 'malam', '', '33.72', 'pajang', '', '', '1'],
  );
  const school = { ...pajang, venue: 'sma-4', kind: 'school', area: '33.720.1' };
  const other = { ...pajang, date: '2026-02-21' };
  expect(withDatedEvents([pajang, school, other], rows).map(({ events }) => events)).toEqual([
    ['market_day', 'rain'],
    ['exams', 'rain'],
    undefined,
  ]);
});

test('every fault is told at once, with line and field', () => {
  const { rows, faults } = parse(
    ['date', 'Hujan', 'rain', 'rain', 'slot'],
    ['2026-02-30', '', 'true', 'true'],
    ['2026-02-20', '2', '1', '1', 'malam'],
    ['2026-02-20', '', '1', '1', 'malam'],
    ['', '', '', '', ''],
  );
  expect(rows).toEqual([]);
  expect(faults.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
    '1 rain repeated_column',
    '1 Hujan bad_event_name',
    '2 date bad_date',
    '2 rain bad_flag',
    '2 rain bad_flag',
    '3 Hujan bad_flag',
    '4 date duplicate_row',
    '5 date missing_value',
  ]);
});

test('a file without a date or without an event is refused', () => {
  expect(parse(['tanggal']).faults.map(({ code }) => code)).toEqual(['missing_column']);
  expect(parse(['date', 'slot']).faults.map(({ field, code }) => `${field} ${code}`)).toEqual([' missing_column']);
});
