import {
  addDays,
  dateRange,
  daysBetween,
  daysInMonth,
  isLocalDate,
  isoWeek,
  isoWeekday,
} from '@jemput/shared/calendar/local-date';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

/** Luxon, which the dates of public pages do without, says what is right. */
const day = fc
  .integer({ min: -25_567, max: 47_482 })
  .map((days) => DateTime.fromMillis(days * 86_400_000, { zone: 'utc' }));
const text = (at: DateTime) => at.toFormat('yyyy-MM-dd');

test('dates are counted, named and put into weeks as luxon does, from 1900 to 2099', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -800, max: 800 }), (at, days) => {
      const date = text(at);
      const other = at.plus({ days });
      expect(addDays(date, days)).toBe(text(other));
      expect(daysBetween(date, text(other))).toBe(days);
      expect(isoWeekday(date)).toBe(at.weekday);
      expect(isoWeek(date)).toBe(at.toFormat("kkkk-'W'WW"));
      expect(daysInMonth(date)).toBe(at.daysInMonth);
      expect(isLocalDate(date)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('only what stands in the calendar is a date', () => {
  const part = (max: number, length: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(length, '0'));
  fc.assert(
    fc.property(part(2400, 4), part(14, 2), part(33, 2), (year, month, date) => {
      const written = `${year}-${month}-${date}`;
      expect(isLocalDate(written)).toBe(DateTime.fromISO(written, { zone: 'utc' }).isValid);
    }),
    { numRuns: 2000 },
  );
  expect(['2013-02-29', '2013-2-1', '2013-02-01T00:00', '', '20130201'].filter(isLocalDate)).toEqual([]);
});

test('a range has each of its dates once, and none where it ends before it begins', () => {
  expect(dateRange('2026-12-30', '2027-01-02')).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']);
  expect(dateRange('2026-12-30', '2026-12-29')).toEqual([]);
});
