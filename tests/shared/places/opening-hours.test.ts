import { addDays, dateRange, isoWeekday } from '@jemput/shared/calendar/local-date';
import { officeCalendar } from '@jemput/shared/calendar/office-calendar';
import { isOpenOn, plainOpening } from '@jemput/shared/places/opening-hours';
import { type Opening, openingSchema } from '@jemput/shared/places/venue';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

const everyDay: Opening = { weekdays: [1, 2, 3, 4, 5, 6, 7], except: [], also: [] };
const calendar = officeCalendar([
  { kind: 'holiday', name: 'Tahun Baru', startDate: '2027-01-01', endDate: '2027-01-01' },
  { kind: 'joint_leave', name: 'Cuti bersama Natal', startDate: '2026-12-24', endDate: '2026-12-24' },
  { kind: 'school_break', name: 'Libur semester', startDate: '2026-12-21', endDate: '2027-01-02' },
  { kind: 'exam', name: 'Ujian akhir', startDate: '2026-11-30', endDate: '2026-12-05' },
]);
const openDates = (rule: Opening, from: string, to: string) =>
  dateRange(from, to).filter((date) => isOpenOn(rule, date, calendar));

test('a market that keeps Legi is open every fifth day, over the end of a month and of a year', () => {
  // Legi by printed calendars: 5 December 2024; 5, 10 … days later again.
  const market: Opening = { ...everyDay, pasaran: ['legi'] };
  expect(openDates(market, '2024-12-01', '2024-12-31').map((date) => date.slice(8))).toEqual([
    '05',
    '10',
    '15',
    '20',
    '25',
    '30',
  ]);
  expect(openDates(market, '2024-12-31', '2025-01-05')).toEqual(['2025-01-04']);
});

test('weekdays and market days must both be right', () => {
  // 17 August 1945 was a Friday Legi; a Friday and a Legi meet again 35 days later.
  const fridayLegi: Opening = { weekdays: [5], except: [], also: [], pasaran: ['legi'] };
  expect(openDates(fridayLegi, '1945-08-01', '1945-09-30')).toEqual(['1945-08-17', '1945-09-21']);
});

test('a school is closed in breaks and examinations, on both first and last date, and open the day after', () => {
  const school: Opening = { ...everyDay, closedOn: ['school_break', 'exam'] };
  expect(openDates(school, '2026-11-29', '2026-12-06')).toEqual(['2026-11-29', '2026-12-06']);
  expect(openDates(school, '2026-12-20', '2027-01-03')).toEqual(['2026-12-20', '2027-01-03']);
});

test('joint leave and holidays are told apart, and a date that is named besides is open in any case', () => {
  const office: Opening = { ...everyDay, closedOn: ['holiday'], also: ['2027-01-01'] };
  expect(isOpenOn(office, '2026-12-24', calendar)).toBe(true);
  expect(isOpenOn(office, '2027-01-01', calendar)).toBe(true);
  expect(isOpenOn({ ...office, also: [] }, '2027-01-01', calendar)).toBe(false);
  expect(isOpenOn({ ...office, closedOn: ['joint_leave'], also: [] }, '2026-12-24', calendar)).toBe(false);
  expect(isOpenOn(everyDay, '2027-01-01', calendar)).toBe(true);
});

test('rules stored before market days and the calendar were known still hold, and unknown names are refused', () => {
  expect(openingSchema.safeParse({ weekdays: [1], except: [], also: [] }).success).toBe(true);
  expect(openingSchema.safeParse({ ...everyDay, pasaran: ['senin'] }).success).toBe(false);
  expect(openingSchema.safeParse({ ...everyDay, closedOn: ['ramadan'] }).success).toBe(false);
});

test('a problem file that knows only weekdays and dates has the same open dates', () => {
  const start = '2026-11-20';
  const some = <T>(list: readonly T[]) => fc.uniqueArray(fc.constantFrom(...list));
  const date = fc.integer({ min: 0, max: 59 }).map((days) => addDays(start, days));
  const rule = fc.record({
    weekdays: some([1, 2, 3, 4, 5, 6, 7]),
    except: fc.uniqueArray(date, { maxLength: 5 }),
    also: fc.uniqueArray(date, { maxLength: 5 }),
    pasaran: some(['legi', 'pahing', 'pon', 'wage', 'kliwon'] as const),
    closedOn: some(['holiday', 'joint_leave', 'school_break', 'exam'] as const),
  });
  fc.assert(
    fc.property(rule, (one) => {
      const end = addDays(start, 59);
      const { weekdays, except, also } = plainOpening(one, calendar, { start, end });
      for (const on of dateRange(start, end)) {
        const isPlain = also.includes(on) || (weekdays.includes(isoWeekday(on)) && !except.includes(on));
        expect([on, isPlain]).toEqual([on, isOpenOn(one, on, calendar)]);
      }
    }),
  );
});
