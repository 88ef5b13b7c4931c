import { describe, expect, test } from 'vitest';
import { askedOf, fieldsOf } from '../../web/src/routes/rencana/hitung/asked.ts';
import { assumedOf } from '../../web/src/routes/rencana/hitung/assumed.ts';

const askedAt = (query: string) => askedOf(fieldsOf(new URLSearchParams(query)));

test('an address that says nothing is an evening without faults', () => {
  const { asked, faults } = askedAt('');
  expect(faults).toEqual([]);
  expect(asked).toEqual({
    kits: 2,
    operators: 2,
    minutesEach: 3.5,
    opens: '16:00',
    openMinutes: 300,
    lastEntryMinutes: 15,
    people: 120,
    range: null,
    pattern: 'early',
  });
});

describe('numbers', () => {
  test.each([
    ['1.000', 1000],
    ['1,000', 1000],
    ['1 000', 1000],
    ['1000', 1000],
    ['0', 0],
    [' 75 ', 75],
  ])('people written %s are %d', (entry, people) => {
    const { asked, faults } = askedAt(`orang=${encodeURIComponent(entry)}`);
    expect(faults).toEqual([]);
    expect(asked.people).toBe(people);
  });

  test.each([
    ['3,5', 3.5],
    ['3.5', 3.5],
    ['12', 12],
    ['10,25', 10.25],
  ])('minutes written %s are %d', (entry, minutes) => {
    const { asked, faults } = askedAt(`menit=${entry}`);
    expect(faults).toEqual([]);
    expect(asked.minutesEach).toBe(minutes);
  });

  test.each([
    ['orang=1.00.0', { field: 'orang', kind: 'unclear', used: 120 }],
    ['orang=1.000,000', { field: 'orang', kind: 'unclear', used: 120 }],
    ['orang=0.500', { field: 'orang', kind: 'unclear', used: 120 }],
    ['orang=1e3', { field: 'orang', kind: 'unclear', used: 120 }],
    ['orang=000000000000000000000012', { field: 'orang', kind: 'unclear', used: 120 }],
    ['orang=', { field: 'orang', kind: 'empty', used: 120 }],
    ['orang=100,4', { field: 'orang', kind: 'whole', used: 100 }],
    ['orang=5.000', { field: 'orang', kind: 'beyond', least: 0, most: 2000, used: 2000 }],
    ['alat=2,4', { field: 'alat', kind: 'whole', used: 2 }],
    ['alat=-3', { field: 'alat', kind: 'beyond', least: 1, most: 20, used: 1 }],
    ['operator=&alat=3', { field: 'operator', kind: 'empty', used: 3 }],
    ['menit=abc', { field: 'menit', kind: 'unclear', used: 3.5 }],
    ['menit=3,500', { field: 'menit', kind: 'unclear', used: 3.5 }],
    ['menit=90', { field: 'menit', kind: 'beyond', least: 1, most: 60, used: 60 }],
    ['pola=acak', { field: 'pola', kind: 'pattern', used: 'early' }],
  ])('%s is a fault with what is used instead', (query, fault) => {
    expect(askedAt(query).faults).toEqual([fault]);
  });
});

describe('ranges', () => {
  test('one that holds the people expected is taken, thousands too', () => {
    const { asked, faults } = askedAt('orang=1.000&dari=900&hingga=1,100');
    expect(faults).toEqual([]);
    expect(asked.range).toEqual({ low: 900, high: 1100 });
  });

  test.each([
    ['orang=50&dari=100&hingga=20', { field: 'hingga', kind: 'swappedRange' }],
    ['orang=50&dari=40', { field: 'hingga', kind: 'halfRange' }],
    ['orang=50&hingga=60', { field: 'dari', kind: 'halfRange' }],
    ['orang=50&dari=60&hingga=90', { field: 'hingga', kind: 'besideRange', people: 50 }],
    ['orang=0&dari=0&hingga=20', { field: 'hingga', kind: 'besideRange', people: 0 }],
    ['orang=50&dari=abc&hingga=90', { field: 'dari', kind: 'endUnclear' }],
    ['orang=50&dari=40&hingga=9000', { field: 'hingga', kind: 'endUnclear' }],
  ])('%s is told as a fault, and no range is used', (query, fault) => {
    const { asked, faults } = askedAt(query);
    expect(faults).toEqual([fault]);
    expect(asked.range).toBeNull();
  });
});

describe('hours', () => {
  test.each([
    ['buka=22:00&tutup=02:00', '22:00', 240],
    ['buka=00:00&tutup=24:00', '00:00', 1440],
    ['buka=16:00&tutup=00:00', '16:00', 480],
    ['buka=16:00&tutup=16:30', '16:00', 30],
  ])('%s is open from %s for %d minutes', (query, opens, openMinutes) => {
    const { asked, faults } = askedAt(query);
    expect(faults).toEqual([]);
    expect(asked).toMatchObject({ opens, openMinutes });
  });

  test.each([
    ['buka=16:00&tutup=16:10', 'tutup', 'short', { opens: '16:00', openMinutes: 30 }],
    ['buka=16:00&tutup=16:00', 'tutup', 'short', { opens: '16:00', openMinutes: 30 }],
    ['buka=21:00&tutup=16:00', 'tutup', 'swapped', { opens: '16:00', openMinutes: 300 }],
    ['buka=25:00&tutup=21:00', 'buka', 'time', { opens: '16:00', openMinutes: 300 }],
    ['buka=16:00&tutup=', 'tutup', 'emptyTime', { opens: '16:00', openMinutes: 300 }],
  ])('%s is a fault with the hours that are used', (query, field, kind, used) => {
    const { asked, faults } = askedAt(query);
    expect(faults).toEqual([{ field, kind, used }]);
    expect(asked).toMatchObject(used);
  });

  test('doors that would close before they open are a fault', () => {
    const { asked, faults } = askedAt('buka=16:00&tutup=18:00&pintu=200');
    expect(faults).toEqual([{ field: 'pintu', kind: 'doors', openMinutes: 120, used: 15 }]);
    expect(asked.lastEntryMinutes).toBe(15);
    expect(askedAt('pintu=500').faults).toEqual([{ field: 'pintu', kind: 'doors', openMinutes: 300, used: 15 }]);
  });
});

test('assumptions about holders are read the same way', () => {
  const read = (query: string) => assumedOf(new URLSearchParams(query));
  expect(read('absen=12,5&yakin=1.000&tanpa=0')).toEqual({
    assumed: { noShowShare: 0.125, noShowKnown: 1000, walkInShare: 0, skip: 0 },
    assumedFaults: [],
  });
  expect(read('absen=120&yakin=2,5').assumedFaults).toEqual([
    { field: 'absen', kind: 'beyond', least: 0, most: 95, used: 95 },
    { field: 'yakin', kind: 'whole', used: 3 },
  ]);
});
