import { isMonth, shareOfMonthBy } from '@jemput/shared/calendar/month';
import { expect, test } from 'vitest';

test('the share of a month goes from its first day to its last, leap years included', () => {
  expect(shareOfMonthBy('2026-11', '2026-10-31')).toBe(0);
  expect(shareOfMonthBy('2026-11', '2026-11-15')).toBe(0.5);
  expect(shareOfMonthBy('2026-11', '2026-11-30')).toBe(1);
  expect(shareOfMonthBy('2026-11', '2027-01-01')).toBe(1);
  expect(shareOfMonthBy('2028-02', '2028-02-29')).toBe(1);
  expect(shareOfMonthBy('2028-02', '2028-02-28')).toBeCloseTo(28 / 29, 12);
});

test('a month is a year and one of twelve', () => {
  expect(['2026-11', '2026-00', '2026-13', '2026-1', '26-11', '2026-11-01', ''].map(isMonth)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});
