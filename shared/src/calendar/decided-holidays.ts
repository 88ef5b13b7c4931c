import type { CalendarDay, CalendarDayKind } from './calendar-day.ts';

/** A year's national holidays and joint leave as they were decided. */
export interface DecidedYear {
  year: number;
  /** The ministers' joint decision (SKB 3 Menteri) and what changed it, with dates. */
  source: string;
  days: readonly CalendarDay[];
}

/** `MM-DD`, or `MM-DD/MM-DD` for a run, each with its name as the decision has it. */
type Told = readonly (readonly [dates: string, name: string])[];

function daysOf(year: number, kind: CalendarDayKind, told: Told): CalendarDay[] {
  return told.map(([dates, name]) => {
    const [start = '', end = start] = dates.split('/');
    return { kind, name, startDate: `${year}-${start}`, endDate: `${year}-${end}` };
  });
}

function decided(year: number, source: string, holidays: Told, jointLeave: Told): DecidedYear {
  const leave = jointLeave.map(([dates, name]) => [dates, `Cuti bersama ${name}`] as const);
  return { year, source, days: [...daysOf(year, 'holiday', holidays), ...daysOf(year, 'joint_leave', leave)] };
}

/**
 * Every date was read from the lists of the decisions as ministries and press published them; those of 2027 as the State Secretariat did
 * (setneg.go.id, inilah_skb_3_menteri_libur_nasional_dan_cuti_bersama_2027), which agree date for date with the holidays library of vacanza
 * (Python, 0.109). The polling days of 2024 stand in decrees of the President, not in the ministers' decision.
 */
export const decidedYears: readonly DecidedYear[] = [
  decided(
    2024,
    'SKB 3 Menteri No. 855/2023, 3/2023, 4/2023 (12 September 2023); Keppres 10/2024 dan 33/2024 (hari pemungutan suara)',
    [
      ['01-01', 'Tahun Baru 2024 Masehi'],
      ['02-08', 'Isra Mikraj Nabi Muhammad SAW'],
      ['02-10', 'Tahun Baru Imlek 2575 Kongzili'],
      ['02-14', 'Pemungutan suara pemilihan umum'],
      ['03-11', 'Hari Suci Nyepi (Tahun Baru Saka 1946)'],
      ['03-29', 'Wafat Yesus Kristus'],
      ['03-31', 'Kebangkitan Yesus Kristus (Paskah)'],
      ['04-10/04-11', 'Idulfitri 1445 Hijriah'],
      ['05-01', 'Hari Buruh Internasional'],
      ['05-09', 'Kenaikan Yesus Kristus'],
      ['05-23', 'Hari Raya Waisak 2568 BE'],
      ['06-01', 'Hari Lahir Pancasila'],
      ['06-17', 'Iduladha 1445 Hijriah'],
      ['07-07', '1 Muharam Tahun Baru Islam 1446 Hijriah'],
      ['08-17', 'Proklamasi Kemerdekaan'],
      ['09-16', 'Maulid Nabi Muhammad SAW'],
      ['11-27', 'Pemungutan suara pemilihan kepala daerah'],
      ['12-25', 'Kelahiran Yesus Kristus (Natal)'],
    ],
    [
      ['02-09', 'Tahun Baru Imlek'],
      ['03-12', 'Hari Suci Nyepi'],
      ['04-08/04-09', 'Idulfitri'],
      ['04-12', 'Idulfitri'],
      ['04-15', 'Idulfitri'],
      ['05-10', 'Kenaikan Yesus Kristus'],
      ['05-24', 'Hari Raya Waisak'],
      ['06-18', 'Iduladha'],
      ['12-26', 'Natal'],
    ],
  ),
  decided(
    2025,
    'SKB 3 Menteri No. 1017/2024, 2/2024, 2/2024 (14 Oktober 2024), diubah No. 933/2025, 1/2025, 3/2025 (7 Agustus 2025)',
    [
      ['01-01', 'Tahun Baru 2025 Masehi'],
      ['01-27', 'Isra Mikraj Nabi Muhammad SAW'],
      ['01-29', 'Tahun Baru Imlek 2576 Kongzili'],
      ['03-29', 'Hari Suci Nyepi (Tahun Baru Saka 1947)'],
      ['03-31/04-01', 'Idulfitri 1446 Hijriah'],
      ['04-18', 'Wafat Yesus Kristus'],
      ['04-20', 'Kebangkitan Yesus Kristus (Paskah)'],
      ['05-01', 'Hari Buruh Internasional'],
      ['05-12', 'Hari Raya Waisak 2569 BE'],
      ['05-29', 'Kenaikan Yesus Kristus'],
      ['06-01', 'Hari Lahir Pancasila'],
      ['06-06', 'Iduladha 1446 Hijriah'],
      ['06-27', '1 Muharam Tahun Baru Islam 1447 Hijriah'],
      ['08-17', 'Proklamasi Kemerdekaan'],
      ['09-05', 'Maulid Nabi Muhammad SAW'],
      ['12-25', 'Kelahiran Yesus Kristus (Natal)'],
    ],
    [
      ['01-28', 'Tahun Baru Imlek'],
      ['03-28', 'Hari Suci Nyepi'],
      ['04-02/04-04', 'Idulfitri'],
      ['04-07', 'Idulfitri'],
      ['05-13', 'Hari Raya Waisak'],
      ['05-30', 'Kenaikan Yesus Kristus'],
      ['06-09', 'Iduladha'],
      ['08-18', 'Proklamasi Kemerdekaan'],
      ['12-26', 'Natal'],
    ],
  ),
  decided(
    2026,
    'SKB 3 Menteri No. 1497/2025, 2/2025, 5/2025 (19 September 2025)',
    [
      ['01-01', 'Tahun Baru 2026 Masehi'],
      ['01-16', 'Isra Mikraj Nabi Muhammad SAW'],
      ['02-17', 'Tahun Baru Imlek 2577 Kongzili'],
      ['03-19', 'Hari Suci Nyepi (Tahun Baru Saka 1948)'],
      ['03-21/03-22', 'Idulfitri 1447 Hijriah'],
      ['04-03', 'Wafat Yesus Kristus'],
      ['04-05', 'Kebangkitan Yesus Kristus (Paskah)'],
      ['05-01', 'Hari Buruh Internasional'],
      ['05-14', 'Kenaikan Yesus Kristus'],
      ['05-27', 'Iduladha 1447 Hijriah'],
      ['05-31', 'Hari Raya Waisak 2570 BE'],
      ['06-01', 'Hari Lahir Pancasila'],
      ['06-16', '1 Muharam Tahun Baru Islam 1448 Hijriah'],
      ['08-17', 'Proklamasi Kemerdekaan'],
      ['08-25', 'Maulid Nabi Muhammad SAW'],
      ['12-25', 'Kelahiran Yesus Kristus (Natal)'],
    ],
    [
      ['02-16', 'Tahun Baru Imlek'],
      ['03-18', 'Hari Suci Nyepi'],
      ['03-20', 'Idulfitri'],
      ['03-23/03-24', 'Idulfitri'],
      ['05-15', 'Kenaikan Yesus Kristus'],
      ['05-28', 'Iduladha'],
      ['12-24', 'Natal'],
    ],
  ),
  decided(
    2027,
    'SKB 3 Menteri No. 1205/2026, 3/2026, 2/2026 (15 September 2026)',
    [
      ['01-01', 'Tahun Baru 2027 Masehi'],
      ['01-05', 'Isra Mikraj Nabi Muhammad SAW'],
      ['02-06', 'Tahun Baru Imlek 2578 Kongzili'],
      ['03-08', 'Hari Suci Nyepi (Tahun Baru Saka 1949)'],
      ['03-10/03-11', 'Idulfitri 1448 Hijriah'],
      ['03-26', 'Wafat Yesus Kristus'],
      ['03-28', 'Kebangkitan Yesus Kristus (Paskah)'],
      ['05-01', 'Hari Buruh Internasional'],
      ['05-06', 'Kenaikan Yesus Kristus'],
      ['05-17', 'Iduladha 1448 Hijriah'],
      ['05-20', 'Hari Raya Waisak 2571 BE'],
      ['06-01', 'Hari Lahir Pancasila'],
      ['06-06', '1 Muharam Tahun Baru Islam 1449 Hijriah'],
      ['08-15', 'Maulid Nabi Muhammad SAW'],
      ['08-17', 'Proklamasi Kemerdekaan'],
      ['12-25', 'Kelahiran Yesus Kristus (Natal)'],
      ['12-26', 'Isra Mikraj Nabi Muhammad SAW'],
    ],
    [
      ['02-05', 'Tahun Baru Imlek'],
      ['03-09', 'Idulfitri'],
      ['03-12', 'Idulfitri'],
      ['03-15', 'Idulfitri'],
      ['03-25', 'Wafat Yesus Kristus'],
      ['05-18', 'Iduladha'],
      ['05-19', 'Hari Raya Waisak'],
      ['12-24', 'Natal'],
    ],
  ),
];
