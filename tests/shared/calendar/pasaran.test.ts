import { addDays, isoWeekday } from '@jemput/shared/calendar/local-date';
import { pasaranNames, pasaranOf } from '@jemput/shared/calendar/pasaran';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

// Independence was proclaimed on Friday Legi; the others from newspapers' Javanese calendars of those days.
test.each([
  ['1745-02-17', 'pahing'],
  ['1945-08-17', 'legi'],
  ['2021-09-08', 'pahing'],
  ['2021-09-09', 'pon'],
  ['2024-09-27', 'pahing'],
  ['2024-12-01', 'pahing'],
  ['2023-03-13', 'pon'],
])('%s is %s', (date, name) => expect(pasaranOf(date)).toBe(name));

test('the founding day of Surakarta was a Wednesday, Independence Day a Friday', () => {
  expect(['1745-02-17', '1945-08-17'].map(isoWeekday)).toEqual([3, 5]);
});

test('five days are a week, before the reference as well', () => {
  fc.assert(
    fc.property(fc.integer({ min: -60_000, max: 120_000 }), (days) => {
      const first = addDays('1745-02-17', days);
      const next = pasaranNames[(pasaranNames.indexOf(pasaranOf(first)) + 1) % 5];
      expect(pasaranOf(addDays(first, 1))).toBe(next);
      expect(pasaranOf(addDays(first, 5))).toBe(pasaranOf(first));
    }),
  );
});
