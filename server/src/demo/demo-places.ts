import { type Area, parentOf } from '@jemput/shared/places/area';
import type { Opening, Pool, Venue } from '@jemput/shared/places/venue';
import { between, seededRandom } from './seeded-random.ts';
import { shareOut } from './share-out.ts';
import { soloKelurahan } from './solo-kelurahan.ts';
import { type SoloPlace, soloCounters, soloDistricts, soloMarkets, soloSchools } from './solo-places.ts';

/** Solo on 25 October 2013 (product.md). */
export const soloFigures = { eligible: 415_549, recorded: 383_427 } as const;

export const demoSlots = [
  { id: 'pagi', name: 'Pagi', startTime: '06:00', endTime: '10:00' },
  { id: 'siang', name: 'Siang', startTime: '09:00', endTime: '13:00' },
  { id: 'malam', name: 'Sore–malam', startTime: '16:00', endTime: '21:00' },
  { id: 'loket', name: 'Jam loket', startTime: '08:00', endTime: '14:15' },
] as const;

const mondayToSaturday: Opening = { weekdays: [1, 2, 3, 4, 5, 6], except: [], also: [] };
const everyDay: Opening = { weekdays: [1, 2, 3, 4, 5, 6, 7], except: [], also: [] };

/** `kepatihan-kulon` of `Kepatihan Kulon`. */
export function kelurahanId(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}

export const demoAreas: readonly Area[] = [
  { code: '33', name: 'Jawa Tengah', level: 'province', parentCode: null, lat: null, lon: null },
  { code: '33.72', name: 'Kota Surakarta', level: 'regency', parentCode: '33', lat: null, lon: null },
  ...soloDistricts.map(
    ([code, name]): Area => ({ code, name, level: 'district', parentCode: parentOf(code), lat: null, lon: null }),
  ),
  ...soloKelurahan.map(
    ([code, name, lat, lon]): Area => ({ code, name, level: 'village', parentCode: parentOf(code), lat, lon }),
  ),
];

/** People of pools of about the same size, seeded: the same in every demo. */
function someOfEach(
  places: readonly SoloPlace[],
  remaining: [number, number],
  eligible: [number, number],
  seed: number,
) {
  const random = seededRandom(seed);
  return places.map(({ id, name, areaCode }): Pool => {
    const left = Math.round(between(random, ...remaining));
    const all = Math.round(between(random, ...eligible));
    return { id, name, areaCode, eligible: all, remaining: left, minSessions: 0 };
  });
}

function sumOf(pools: readonly Pool[], key: 'eligible' | 'remaining'): number {
  return pools.reduce((sum, pool) => sum + pool[key], 0);
}

/**
 * Who must hold a card and who is not yet recorded, parted over the pools: the sums are those of `soloFigures`, the parts are made up.
 *
 * @param visited ids of the kelurahan that kits have been to; the others must be visited once
 */
export function demoPools(visited: ReadonlySet<string>): Pool[] {
  const schools = someOfEach(soloSchools, [60, 170], [340, 620], 1);
  const markets = someOfEach(soloMarkets, [70, 260], [420, 1900], 2);
  const apart = [...schools, ...markets];
  const random = seededRandom(3);
  const eligible = shareOut(
    soloFigures.eligible - sumOf(apart, 'eligible'),
    soloKelurahan.map(([, , , , weight]) => weight * between(random, 0.96, 1.04)),
  );
  const remaining = shareOut(
    soloFigures.eligible - soloFigures.recorded - sumOf(apart, 'remaining'),
    soloKelurahan.map(
      ([, name, , , weight]) => weight * between(random, 0.75, 1.25) * (visited.has(kelurahanId(name)) ? 0.8 : 1),
    ),
  );
  const kelurahan = soloKelurahan.map(
    ([code, name], at): Pool => ({
      id: code,
      name,
      areaCode: code,
      eligible: eligible[at] ?? 0,
      remaining: remaining[at] ?? 0,
      minSessions: visited.has(kelurahanId(name)) ? 0 : 1,
    }),
  );
  return [...kelurahan, ...apart];
}

function venueAt(
  { id, name, areaCode, address, lat, lon }: SoloPlace,
  rest: Pick<Venue, 'kind' | 'poolId' | 'maxKits' | 'openings'>,
): Venue {
  const contact = { contactName: 'Petugas piket (demo)', contactPhone: '0271 555 0100' };
  return { id, name, areaCode, address, lat, lon, ...contact, active: true, ...rest };
}

/** @param alsoOpenAt evenings outside the usual weekdays, by kelurahan id */
export function demoVenues(alsoOpenAt: ReadonlyMap<string, string[]>): Venue[] {
  const kelurahan = soloKelurahan.map(([code, name, lat, lon]) => {
    const id = kelurahanId(name);
    const openings = { malam: { ...mondayToSaturday, also: alsoOpenAt.get(id) ?? [] } };
    const at = { id, name: `Kelurahan ${name}`, areaCode: code, address: `Kantor Kelurahan ${name}`, lat, lon };
    return venueAt(at, { kind: 'kelurahan', poolId: code, maxKits: 4, openings });
  });
  const schools = soloSchools.map((at) =>
    venueAt(at, { kind: 'school', poolId: at.id, maxKits: 3, openings: { siang: mondayToSaturday } }),
  );
  const markets = soloMarkets.map((at) =>
    venueAt(at, { kind: 'market', poolId: at.id, maxKits: 2, openings: { pagi: everyDay } }),
  );
  const counters = soloCounters.map((at) =>
    venueAt(at, { kind: 'office', poolId: at.areaCode, maxKits: 1, openings: {} }),
  );
  return [...kelurahan, ...schools, ...markets, ...counters];
}

/** Pasar Triwindu stands where the market of Pon was held; in the demo kits are welcome there on that day alone. */
export function withMarketDays(venues: readonly Venue[]): Venue[] {
  const pagi: Opening = { ...everyDay, pasaran: ['pon'] };
  return venues.map((venue) => (venue.id === 'pasar-triwindu' ? { ...venue, openings: { pagi } } : venue));
}
