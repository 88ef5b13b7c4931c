import {
  sayDateList,
  sayDates,
  sayDistance,
  sayHours,
  sayLongDay,
  sayMoment,
  sayShort,
  sayWeekdayList,
} from '@jemput/server/share/say-dates';
import { sheetWords } from '@jemput/server/share/words/sheet-words';
import { expect, test } from 'vitest';

const { id, en, jv, su } = sheetWords;

test('a week is named by what changes within it: the day, the month, the year', () => {
  expect(sayDates('2026-11-23', '2026-11-29', id)).toBe('23–29 November 2026');
  expect(sayDates('2026-11-30', '2026-12-06', id)).toBe('30 November–6 Desember 2026');
  expect(sayDates('2026-12-28', '2027-01-03', id)).toBe('28 Desember 2026–3 Januari 2027');
});

test('days, hours and distances are said as each language does', () => {
  expect([id, en, jv, su].map((words) => sayLongDay('2026-11-20', words))).toEqual([
    'Jumat 20 November',
    'Friday 20 November',
    'Jemuwah 20 November',
    'Jumaah 20 Nopémber',
  ]);
  expect([id, en].map((words) => sayHours({ start: '16:00', end: '21:05' }, words))).toEqual([
    '16.00–21.05',
    '16:00–21:05',
  ]);
  expect([id, en].map((words) => sayDistance(1840, words))).toEqual(['1,8 km', '1.8 km']);
  expect(sayDistance(430, id)).toBe('450 m');
  expect([id, en, jv, su].map((words) => sayMoment('2026-11-20T09:00:00+07:00', 'WIB', words))).toEqual([
    '20 November 2026 pukul 09.00 WIB',
    '20 November 2026 at 09:00 WIB',
    '20 November 2026 jam 09.00 WIB',
    '20 Nopémber 2026 tabuh 09.00 WIB',
  ]);
});

test('weekdays and dates in a row are told by the first and the last', () => {
  expect(sayWeekdayList([1, 2, 3, 4, 5], id)).toBe('Senin–Jumat');
  expect(sayWeekdayList([1, 2, 4], id)).toBe('Senin, Selasa dan Kamis');
  expect(sayWeekdayList([1, 2, 3, 6], en)).toBe('Monday–Wednesday and Saturday');
  expect(sayDateList(['2026-12-24', '2026-12-25', '2027-01-01'], id)).toBe('24–25 Desember dan 1 Januari');
  expect(sayShort('2026-11-23', '2026-11-27', su)).toBe('Sen–Jum 23–27 Nop');
});
