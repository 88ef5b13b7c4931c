import { expect, test } from 'vitest';
import { parseHistory, parseTargets } from '../../../shared/src/forecast/parse-history.ts';

const header = ['venue', 'kind', 'date', 'slot', 'capacity', 'remaining', 'served', 'turned_away'];

test('an empty field is unknown, and a full one is read', () => {
  const record = {
    venue: 'pajang',
    kind: '',
    date: '2013-10-07',
    slot: 'malam',
    capacity: '180',
    remaining: '1310',
    served: '180',
    turned_away: '',
  };
  const { rows } = parseHistory({ header, records: [record] });
  expect(rows).toEqual([
    { venue: 'pajang', date: '2013-10-07', slot: 'malam', capacity: 180, remaining: 1310, served: 180 },
  ]);
});

test('every fault of a file is told at once, and no row is given', () => {
  const records = [
    { venue: 'a', date: '2013-02-29', served: '5', wat: '' },
    { venue: 'a', date: '2013-03-01', served: '-3', wat: '' },
    { venue: 'b', date: '2013-03-01', served: '', wat: '' },
    { venue: 'c', date: '2013-03-01', served: '7', wat: '' },
    { venue: 'c', date: '2013-03-01', served: '2.5', wat: '' },
  ];
  const { rows, faults } = parseHistory({ header: ['venue', 'date', 'served', 'wat'], records });
  expect(rows).toEqual([]);
  expect(faults.map(({ row, field, value, code }) => [row, field, value, code])).toEqual([
    [1, 'wat', 'wat', 'unknown_column'],
    [2, 'date', '2013-02-29', 'bad_date'],
    [3, 'served', '-3', 'bad_count'],
    [4, 'served', '', 'missing_value'],
    [6, 'served', '2.5', 'bad_count'],
    [6, 'venue', 'c', 'duplicate_session'],
  ]);
});

test('a target needs no served, and a history without it says so', () => {
  expect(parseTargets({ header: ['venue', 'date'], records: [] }).faults).toEqual([]);
  expect(parseHistory({ header: ['venue', 'date'], records: [] }).faults).toMatchObject([
    { row: 1, field: 'served', code: 'missing_column' },
  ]);
});

test('the same venue and date in two slots is two sessions', () => {
  const records = ['pagi', 'malam'].map((slot) => ({ venue: 'a', date: '2013-03-01', slot, served: '1' }));
  expect(parseHistory({ header: ['venue', 'date', 'slot', 'served'], records }).faults).toEqual([]);
});
