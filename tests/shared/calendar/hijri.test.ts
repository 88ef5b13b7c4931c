import { ramadanOf, ramadansWithin } from '@jemput/shared/calendar/hijri';
import { addDays, daysBetween } from '@jemput/shared/calendar/local-date';
import { expect, test } from 'vitest';

// The ministry's decisions (sidang isbat) as the press had them; Idulfitri is the date after the last of Ramadan.
const decided = [
  [1445, '2024-03-12', '2024-04-10'],
  [1446, '2025-03-01', '2025-03-31'],
  [1447, '2026-02-19', '2026-03-21'],
] as const;

test.each(decided)('Ramadan %i is as the ministry decided it', (year, first, eid) => {
  expect(ramadanOf(year)).toEqual({ start: first, end: addDays(eid, -1) });
});

// Idulfitri was 8 August 2013, 15 June 2018 and 22 April 2023 in Indonesia; the ministry's calendar has 10 March 2027.
test.each([
  [1434, '2013-07-10', '2013-08-08'],
  [1439, '2018-05-17', '2018-06-15'],
  [1444, '2023-03-23', '2023-04-22'],
  [1448, '2027-02-08', '2027-03-10'],
])('Ramadan %i by the calendar is within a day of it', (year, first, eid) => {
  const { start, end } = ramadanOf(year);
  expect(Math.abs(daysBetween(first, start))).toBeLessThanOrEqual(1);
  expect(Math.abs(daysBetween(addDays(eid, -1), end))).toBeLessThanOrEqual(1);
});

test('a Ramadan has 29 or 30 days, and one follows the other within 354 or 355 days, give or take the decisions', () => {
  for (let year = 1420; year < 1500; year++) {
    const { start, end } = ramadanOf(year);
    expect([29, 30]).toContain(daysBetween(start, end) + 1);
    expect(Math.abs(daysBetween(start, ramadanOf(year + 1).start) - 354.5)).toBeLessThan(2);
  }
});

test('the year 2030 has two, and a range has those that it touches', () => {
  expect(ramadansWithin('2030-01-01', '2030-12-31').map(({ start }) => start)).toEqual(['2030-01-06', '2030-12-26']);
  expect(ramadansWithin('2026-03-20', '2026-03-20')).toHaveLength(1);
  expect(ramadansWithin('2026-03-21', '2027-02-07')).toEqual([]);
  expect(ramadansWithin('2026-03-20', '2026-03-19')).toEqual([]);
});
