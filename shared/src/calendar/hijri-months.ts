import { addDays, type LocalDate } from './local-date.ts';

interface HijriYear {
  /** 1 Muharam. */
  start: LocalDate;
  /** Its twelve months: L has 30 days, S 29. */
  months: string;
  /** Months, 1 … 12, whose first evening lies so near the limits that the ministry may count it either way. */
  borderline: readonly number[];
}

/**
 * The months of the Hijri calendar as Indonesia counts them, by the criterion of the ministers of Brunei, Indonesia, Malaysia and Singapore
 * (MABIMS, in force in Indonesia since 2022): a month begins after the first evening on which, at sunset somewhere in Indonesia, the moon's
 * upper limb stands 3° high (refracted) and 6.4° from the sun (between centres, seen from the centre of the earth), each rounded as the ministry
 * publishes it. Borderline is within 0.5° of the height or 0.35° of the distance while the other is reached or nearly so.
 *
 * Computed beforehand from VSOP87 and ELP by libastro (PyEphem 4.2.1) at six places from Sabang to Jayapura: `tests/truth/hijri-months.json`.
 * It gives every feast from Ramadan 1443 to Maulid 1448 as the ministry decided it.
 */
const years: Readonly<Record<number, HijriYear>> = {
  1445: { start: '2023-07-19', months: 'LLSLSLSLSLSS', borderline: [] },
  1446: { start: '2024-07-07', months: 'LLSLLSLSLSSL', borderline: [9, 12] },
  1447: { start: '2025-06-27', months: 'SLSLLSLLLSSS', borderline: [7, 10] },
  1448: { start: '2026-06-16', months: 'LSLSLSLLLSLS', borderline: [7, 11] },
  1449: { start: '2027-06-06', months: 'LSSLSLSLLLSL', borderline: [] },
  1450: { start: '2028-05-26', months: 'SLSSLSLSLLSL', borderline: [12] },
  1451: { start: '2029-05-15', months: 'LSLSSLSLSLSL', borderline: [4, 12] },
  1452: { start: '2030-05-04', months: 'LSLSLSLSLSLS', borderline: [5] },
};

export interface HijriDay {
  year: number;
  month: number;
  day: number;
  /** True where its month may begin a day earlier or later by the same criterion. */
  isBorderline: boolean;
}

/** From the first date of the table to its last. */
const known: ReadonlyMap<LocalDate, HijriDay> = new Map(
  Object.entries(years).flatMap(([year, { start, months, borderline }]) => {
    const days = [...months].flatMap((length, at) =>
      Array.from({ length: length === 'L' ? 30 : 29 }, (_, day) => {
        return { year: Number(year), month: at + 1, day: day + 1, isBorderline: borderline.includes(at + 1) };
      }),
    );
    return days.map((day, after) => [addDays(start, after), day] as const);
  }),
);

/** A date in Indonesia's Hijri calendar; undefined beyond 19 July 2023 … 22 April 2031. */
export function indonesianHijri(date: LocalDate): HijriDay | undefined {
  return known.get(date);
}

/** First and last date of a month, 1 … 12; undefined beyond the years 1445 … 1452. */
export function hijriMonth(year: number, month: number): { start: LocalDate; end: LocalDate } | undefined {
  const of = years[year];
  if (!of) return undefined;
  const before = [...of.months].slice(0, month - 1).reduce((days, length) => days + (length === 'L' ? 30 : 29), 0);
  const start = addDays(of.start, before);
  return { start, end: addDays(start, of.months[month - 1] === 'L' ? 29 : 28) };
}

/** Every date of a Gregorian year that is this day of this Hijri month, in order. */
export function hijriFeasts(year: number, month: number, day: number): LocalDate[] {
  const dates = Object.keys(years).map((of) => hijriMonth(Number(of), month)?.start ?? '');
  return dates.map((start) => addDays(start, day - 1)).filter((date) => date.startsWith(`${year}-`));
}
