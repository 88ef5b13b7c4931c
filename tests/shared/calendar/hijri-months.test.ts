import { readFileSync } from 'node:fs';
import { hijriFeasts, hijriMonth, indonesianHijri } from '@jemput/shared/calendar/hijri-months';
import { addDays, daysBetween } from '@jemput/shared/calendar/local-date';
import { expect, test } from 'vitest';

// By tests/truth/hijri-months.py, from PyEphem: every evening from the conjunction on, height and distance in degrees.
type Told = { year: number; month: number; evenings: [date: string, height: number, distance: number][] };
const told: Told[] = JSON.parse(readFileSync(new URL('../../truth/hijri-months.json', import.meta.url), 'utf8'));
const startOf = ({ evenings }: Told) => addDays(evenings.at(-1)?.[0] ?? '', 1);

test('every month begins after the first evening on which the criterion is reached', () => {
  const within = told.filter(({ year }) => year >= 1445 && year <= 1452);
  expect(within).toHaveLength(96);
  for (const one of within) {
    expect([one.year, one.month, hijriMonth(one.year, one.month)?.start]).toEqual([one.year, one.month, startOf(one)]);
  }
});

test('a month has 29 or 30 days, and each date is in one', () => {
  for (let date = '2023-07-19'; date < '2031-04-23'; date = addDays(date, 1)) {
    const [today, next] = [indonesianHijri(date), indonesianHijri(addDays(date, 1))];
    if (next?.day === 1 || next === undefined) expect([29, 30]).toContain(today?.day);
    else expect(next.day).toBe((today?.day ?? 0) + 1);
  }
  expect([indonesianHijri('2023-07-18'), indonesianHijri('2031-04-23')]).toEqual([undefined, undefined]);
});

// The ministers' decisions (SKB) and sidang isbat; each feast is a day of a month.
test.each([
  ['Ramadan 1443', '2022-04-03', 1443, 9, 1],
  ['Idulfitri 1443', '2022-05-02', 1443, 10, 1],
  ['Iduladha 1443', '2022-07-10', 1443, 12, 10],
  ['Idulfitri 1444', '2023-04-22', 1444, 10, 1],
  ['Iduladha 1444', '2023-06-29', 1444, 12, 10],
  ['Isra Mikraj 1445', '2024-02-08', 1445, 7, 27],
  ['Ramadan 1445', '2024-03-12', 1445, 9, 1],
  ['Idulfitri 1445', '2024-04-10', 1445, 10, 1],
  ['Iduladha 1445', '2024-06-17', 1445, 12, 10],
  ['1 Muharam 1446', '2024-07-07', 1446, 1, 1],
  ['Maulid 1446', '2024-09-16', 1446, 3, 12],
  ['Isra Mikraj 1446', '2025-01-27', 1446, 7, 27],
  ['Ramadan 1446', '2025-03-01', 1446, 9, 1],
  ['Idulfitri 1446', '2025-03-31', 1446, 10, 1],
  ['Iduladha 1446', '2025-06-06', 1446, 12, 10],
  ['1 Muharam 1447', '2025-06-27', 1447, 1, 1],
  ['Maulid 1447', '2025-09-05', 1447, 3, 12],
  ['Isra Mikraj 1447', '2026-01-16', 1447, 7, 27],
  ['Ramadan 1447', '2026-02-19', 1447, 9, 1],
  ['Idulfitri 1447', '2026-03-21', 1447, 10, 1],
  ['Iduladha 1447', '2026-05-27', 1447, 12, 10],
  ['1 Muharam 1448', '2026-06-16', 1448, 1, 1],
  ['Maulid 1448', '2026-08-25', 1448, 3, 12],
])('%s was decided to be %s', (_name, date, year, month, day) => {
  const start =
    hijriMonth(year, month)?.start ?? startOf(told.find((one) => one.year === year && one.month === month) as Told);
  expect(addDays(start, day - 1)).toBe(date);
});

test('feasts of the years to come; borderline where the ministry may count either way', () => {
  const feasts = [
    [2027, 10, 1, '2027-03-10', false],
    [2027, 12, 10, '2027-05-17', false],
    [2027, 7, 27, '2027-01-05', true],
    [2028, 10, 1, '2028-02-27', false],
    [2028, 1, 1, '2028-05-26', false],
    [2029, 10, 1, '2029-02-15', false],
    [2029, 12, 10, '2029-04-24', true],
    [2029, 1, 1, '2029-05-15', false],
    [2030, 12, 10, '2030-04-13', true],
    [2030, 1, 1, '2030-05-04', false],
  ] as const;
  for (const [year, month, day, date, isBorderline] of feasts) {
    expect(hijriFeasts(year, month, day)[0]).toBe(date);
    expect([date, indonesianHijri(date)?.isBorderline]).toEqual([date, isBorderline]);
  }
  // The year of the moon is eleven days shorter: two Ramadans begin in 2030.
  expect(hijriFeasts(2030, 9, 1)).toEqual(['2030-01-06', '2030-12-26']);
  expect(daysBetween('2030-01-06', '2030-12-26')).toBe(354);
});
