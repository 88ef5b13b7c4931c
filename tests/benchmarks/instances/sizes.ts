import { addDays } from '@jemput/shared/calendar/local-date';
import type { ProblemFile } from '@jemput/shared/planning/problem';
import { type InstanceShape, makeInstance } from './instance.ts';
import { readPlaces, soloPlaces } from './places.ts';

const evening = { id: 'malam', start: '16:00', end: '21:00' };
const morning = { id: 'pagi', start: '08:00', end: '12:00' };
const day = { id: 'siang', start: '09:00', end: '14:00' };

/** The four of planning.md's last table. */
export const sizes = {
  solo: (): InstanceShape => ({
    name: 'solo',
    horizon: { start: '2013-10-07', end: '2013-12-15' },
    holidays: ['2013-10-15', '2013-11-05'],
    slots: [evening],
    places: soloPlaces,
    schools: 0,
    markets: 0,
    speeds: [18, 17, 16],
    kits: 10,
    bases: 1,
    remaining: 32_122,
  }),
  city: (): InstanceShape => ({
    name: 'city',
    horizon: { start: '2016-08-01', end: '2016-09-29' },
    holidays: ['2016-08-17', '2016-09-12'],
    slots: [morning, evening],
    places: readPlaces('kota-bekasi'),
    schools: 60,
    markets: 30,
    speeds: [18, 20, 16, 14],
    kits: 24,
    bases: 2,
    remaining: 150_000,
  }),
  regency: (): InstanceShape => ({
    name: 'regency',
    horizon: { start: '2020-01-06', end: '2020-04-04' },
    holidays: ['2020-01-25', '2020-03-22', '2020-03-25'],
    slots: [morning, evening],
    places: readPlaces('kabupaten-bekasi'),
    schools: 0,
    markets: 0,
    speeds: [18, 16, 20, 15, 17],
    kits: 46,
    bases: 3,
    remaining: 191_442,
  }),
  province: (): InstanceShape => partOfProvince(1000, 90),
} as const;

export type SizeName = keyof typeof sizes;

/** The first `pools` villages of the province, with a kit for ten of them, over the first `dates` dates. */
export function partOfProvince(pools: number, dates: number): InstanceShape {
  const start = '2020-01-06';
  return {
    name: pools === 1000 && dates === 90 ? 'province' : `province-${pools}x${dates}`,
    horizon: { start, end: addDays(start, dates - 1) },
    holidays: ['2020-01-25', '2020-03-22', '2020-03-25'].filter((date) => date < addDays(start, dates)),
    slots: [day],
    places: readPlaces('jawa-tengah').slice(0, pools),
    schools: 0,
    markets: 0,
    speeds: [18, 16, 20, 15, 17],
    kits: Math.round(pools / 10),
    bases: Math.max(1, Math.round(pools / 125)),
    remaining: 600 * pools,
  };
}

export function instance(size: SizeName, seed: number): ProblemFile {
  return makeInstance(sizes[size](), seed);
}
