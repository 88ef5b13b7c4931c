import type { CalendarDay } from '@jemput/shared/calendar/calendar-day';
import { hijriFeasts } from '@jemput/shared/calendar/hijri-months';
import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';

/** The library's rule of each holiday that does not go by the moon of Indonesia, and what it is called. */
const names: Readonly<Record<string, string>> = {
  '01-01': 'Tahun Baru Masehi',
  'chinese 01-0-01': 'Tahun Baru Imlek',
  'easter -2': 'Wafat Yesus Kristus',
  '05-01': 'Hari Buruh Internasional',
  'easter 39': 'Kenaikan Yesus Kristus',
  '06-01': 'Hari Lahir Pancasila',
  '08-17': 'Proklamasi Kemerdekaan',
  '12-25': 'Kelahiran Yesus Kristus (Natal)',
};

/** Month and day of the Hijri calendar. */
const feasts = [
  [1, 1, '1 Muharam Tahun Baru Islam'],
  [3, 12, 'Maulid Nabi Muhammad SAW'],
  [7, 27, 'Isra Mikraj Nabi Muhammad SAW'],
  [10, 1, 'Idulfitri'],
  [10, 2, 'Idulfitri'],
  [12, 10, 'Iduladha'],
] as const;

export const hijriFeastNames: ReadonlySet<string> = new Set(feasts.map(([, , name]) => name));

const GOOD_FRIDAY = 'easter -2';
const NYEPI = 'Hari Suci Nyepi';
const WAISAK = 'Hari Raya Waisak';

/**
 * What the library lacks. Nyepi: the Balinese Saka calendar as the holidays library of vacanza (Python) has it. Waisak:
 * the date of the full moon in Western Indonesian Time by Meeus' formulas, which gives every date from 2009 to 2027 that
 * was decided; in 2029 the moon is full at 01:37 in the night of 27 to 28 May, so either may be decided.
 */
const lacking: Readonly<Record<number, { nyepi: LocalDate; waisak: LocalDate }>> = {
  2027: { nyepi: '2027-03-08', waisak: '2027-05-20' },
  2028: { nyepi: '2028-03-26', waisak: '2028-05-09' },
  2029: { nyepi: '2029-03-15', waisak: '2029-05-28' },
  2030: { nyepi: '2030-03-05', waisak: '2030-05-17' },
};

/**
 * National holidays of a year as they are expected before they are decided. Feasts of the Hijri calendar go by the criterion that Indonesia
 * decides by (`hijri-months.ts`). Joint leave is known to nobody before its decision.
 */
export async function expectedHolidays(year: number): Promise<CalendarDay[]> {
  // A tenth of a second and megabytes that a server whose calendar is copied already has no use for.
  const { default: Holidays } = await import('date-holidays');
  const told = new Holidays('ID').getHolidays(year).flatMap(({ date, rule }) => {
    const name = names[rule];
    return name === undefined ? [] : [{ name, date: date.slice(0, 10), rule }];
  });
  const easter = told
    .filter(({ rule }) => rule === GOOD_FRIDAY)
    .map(({ date }) => ({ name: 'Kebangkitan Yesus Kristus (Paskah)', date: addDays(date, 2) }));
  const known = lacking[year];
  const added = known
    ? [
        { name: NYEPI, date: known.nyepi },
        { name: WAISAK, date: known.waisak },
      ]
    : [];
  const islamic = feasts.flatMap(([month, day, name]) => hijriFeasts(year, month, day).map((date) => ({ name, date })));
  return [...told, ...easter, ...added, ...islamic]
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ name, date }) => ({ kind: 'holiday', name, startDate: date, endDate: date }));
}
