import type { CalendarDay, CalendarDayKind } from '@jemput/shared/calendar/calendar-day';

/** Breaks and examinations of a school year in a province, to be taken into an office's calendar and edited there. */
export interface SchoolYear {
  id: string;
  /** Code of the province. */
  province: string;
  name: string;
  /** Where its dates are from. */
  source: string;
  days: readonly CalendarDay[];
}

const EXPECTED = ' (perkiraan)';

function run(kind: CalendarDayKind, name: string, startDate: string, endDate: string): CalendarDay {
  return { kind, name, startDate, endDate };
}

/**
 * Central Java. Decided is the end of 2025/2026; of 2026/2027 no decision was at hand when this was written, so its dates stand in the same weeks
 * of the year as those decided for 2025/2026 (exams 24 November to 6 December 2025, break 22 December to 3 January, break from 22 June), with the
 * days about Idulfitri on 10 March 2027 as schools of Java usually have them. All that is expected says so in its name.
 */
export const schoolYears: readonly SchoolYear[] = [
  {
    id: 'jateng-2026-2027',
    province: '33',
    name: 'Jawa Tengah 2026/2027',
    source:
      'Peraturan Kepala Disdikbud Jawa Tengah No. 400.3.1/07209 (11 Juni 2025) untuk 2025/2026; 2026/2027 perkiraan pada pekan yang sama',
    days: [
      run('school_break', 'Libur akhir tahun ajaran 2025/2026', '2026-06-22', '2026-07-11'),
      run('exam', `Sumatif akhir semester gasal${EXPECTED}`, '2026-11-23', '2026-12-05'),
      run('school_break', `Libur semester gasal${EXPECTED}`, '2026-12-21', '2027-01-02'),
      run('school_break', `Libur awal Ramadan${EXPECTED}`, '2027-02-08', '2027-02-10'),
      run('school_break', `Libur sekitar Idulfitri${EXPECTED}`, '2027-03-04', '2027-03-17'),
      run('exam', `Sumatif akhir jenjang${EXPECTED}`, '2027-04-19', '2027-05-08'),
      run('exam', `Sumatif akhir tahun${EXPECTED}`, '2027-05-31', '2027-06-12'),
      run('school_break', `Libur akhir tahun ajaran 2026/2027${EXPECTED}`, '2027-06-21', '2027-07-10'),
    ],
  },
];
