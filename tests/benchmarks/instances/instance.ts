import { between, seededRandom } from '@jemput/server/demo/seeded-random';
import { shareOut } from '@jemput/server/demo/share-out';
import { dateRange } from '@jemput/shared/calendar/local-date';
import type { KitFile, PoolFile, ProblemFile, RulesFile, SlotFile, VenueFile } from '@jemput/shared/planning/problem';
import type { Place } from './places.ts';

export interface InstanceShape {
  name: string;
  horizon: { start: string; end: string };
  /** National holidays: every venue is closed. */
  holidays: readonly string[];
  slots: readonly SlotFile[];
  places: readonly Place[];
  schools: number;
  markets: number;
  /** Recordings an hour of each kind of kit there is; they take turns. */
  speeds: readonly number[];
  kits: number;
  /** Offices that kits start from, spread over the places. */
  bases: number;
  /** People not yet recorded, over all villages. */
  remaining: number;
}

export const instanceRules: RulesFile = {
  minDays: 1,
  maxDays: 5,
  revisitGapDays: 6,
  maxDaysPerWeek: 6,
  reserveKits: 1,
  setupCost: 15,
  kmCost: 0.1,
  detour: 1.3,
  discountPerDay: 0.001,
  shortfallCost: 200,
  changeCost: 10,
};

/** How people come on each weekday, Monday first, beside their usual rate: fewer on Fridays, most on Saturdays. */
const WEEKDAY_FACTORS = [1, 1, 0.95, 0.95, 0.85, 1.2, 1.1];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
/** A Javanese market is held on one day of five. */
const MARKET_CYCLE_DAYS = 5;
/** One village in four has a second venue, one kit in three an outage. */
const SECOND_VENUE_EVERY = 4;
const OUTAGE_SHARE = 1 / 3;
/** A village with so many times the usual number of people must be visited on two dates. */
const LARGE_VILLAGE = 1.5;

interface Making {
  shape: InstanceShape;
  random: () => number;
  dates: string[];
  pools: PoolFile[];
  venues: VenueFile[];
}

const fourDecimals = (value: number) => Math.round(value * 1e4) / 1e4;
const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** A problem of real places and made-up people, kits and turnout; the same for the same shape and seed. */
export function makeInstance(shape: InstanceShape, seed: number): ProblemFile {
  const random = seededRandom(seed);
  const dates = dateRange(shape.horizon.start, shape.horizon.end);
  const making: Making = { shape, random, dates, pools: [], venues: [] };
  addVillages(making);
  for (let at = 0; at < shape.schools; at++) addSchool(making, at);
  for (let at = 0; at < shape.markets; at++) addMarket(making, at);
  return {
    version: 1,
    name: `${shape.name}-${seed}`,
    timezone: 'Asia/Jakarta',
    horizon: { ...shape.horizon },
    slots: [...shape.slots],
    kits: makeKits(making),
    pools: making.pools,
    venues: making.venues,
    rules: instanceRules,
    pinned: [],
    published: [],
  };
}

function addVillages(making: Making): void {
  const { shape, random, pools } = making;
  const weights = shape.places.map(() => between(random, 0.4, 1.8));
  const people = shareOut(shape.remaining, weights);
  const usual = shape.remaining / shape.places.length;
  for (const [at, place] of shape.places.entries()) {
    const remaining = people[at] ?? 0;
    pools.push({
      id: place.code,
      name: place.name,
      remaining,
      minSessions: remaining > LARGE_VILLAGE * usual ? 2 : 1,
    });
    const office = { id: `${place.code}-kantor`, name: `Kantor ${place.name}`, kind: 'kelurahan', pool: place.code };
    addVenue(making, { ...office, ...at4(place), maxKits: 4, dispersion: 0.09 }, between(random, 0.1, 0.16), EVERY_DAY);
    if (at % SECOND_VENUE_EVERY === 0) addMarketOf(making, place);
  }
}

const at4 = ({ lat, lon }: Place) => ({ lat, lon });

type VenueHead = Pick<VenueFile, 'id' | 'name' | 'kind' | 'pool' | 'lat' | 'lon' | 'maxKits' | 'dispersion'>;

/** Open in every slot; in the first of two, on working mornings, fewer come than in the evening. */
function addVenue(making: Making, head: VenueHead, rate: number, weekdays: number[]): VenueFile {
  const { shape, random, dates, venues } = making;
  const rates = WEEKDAY_FACTORS.map((factor) => fourDecimals(rate * factor));
  const ownClosedDays = random() < 0.5 ? [pick(random, dates)] : [];
  const except = [...shape.holidays, ...ownClosedDays];
  const venue: VenueFile = { ...head, open: {}, rate: {}, rateOn: {} };
  for (const [at, { id }] of shape.slots.entries()) {
    const isMorning = at < shape.slots.length - 1;
    venue.open[id] = { weekdays: isMorning ? weekdays.filter((day) => day < 6) : weekdays, except, also: [] };
    venue.rate[id] = isMorning ? rates.map((one) => fourDecimals(one * 0.6)) : rates;
  }
  venues.push(venue);
  return venue;
}

function near(random: () => number, { lat, lon }: Place): { lat: number; lon: number } {
  const aside = () => between(random, -0.004, 0.004);
  return { lat: fourDecimals(lat + aside()), lon: fourDecimals(lon + aside()) };
}

/** A market day's own rate in the last slot there is. */
function liftMarketDays({ shape, random, dates }: Making, venue: VenueFile, rate: number): void {
  const slot = shape.slots.at(-1)?.id ?? '';
  const first = Math.floor(random() * MARKET_CYCLE_DAYS);
  const marketDays = dates.filter((_, day) => day % MARKET_CYCLE_DAYS === first);
  venue.rateOn = { [slot]: Object.fromEntries(marketDays.map((date) => [date, fourDecimals(rate)])) };
}

/** A village's market as the village's second venue: little on other days, much on a market day. */
function addMarketOf(making: Making, place: Place): void {
  const { random } = making;
  const head = { id: `${place.code}-pasar`, name: `Pasar ${place.name}`, kind: 'market', pool: place.code };
  const venue = addVenue(making, { ...head, ...near(random, place), maxKits: 2, dispersion: 0.2 }, 0.07, EVERY_DAY);
  liftMarketDays(making, venue, between(random, 0.17, 0.24));
}

function addSchool(making: Making, at: number): void {
  const { shape, random, pools, venues, dates } = making;
  const place = pick(random, shape.places);
  const id = `sekolah-${at + 1}`;
  const name = `SMA ${place.name} ${at + 1}`;
  pools.push({ id, name, remaining: Math.round(between(random, 60, 300)), minSessions: 0 });
  const examsFrom = Math.floor(random() * dates.length);
  const except = [...shape.holidays, ...dates.slice(examsFrom, examsFrom + 10)];
  const slot = shape.slots[0]?.id ?? '';
  const rate = fourDecimals(between(random, 0.35, 0.55));
  venues.push({
    ...{ id: `${id}-aula`, name, kind: 'school', pool: id, ...near(random, place), maxKits: 2, dispersion: 0.2 },
    open: { [slot]: { weekdays: [1, 2, 3, 4, 5], except, also: [] } },
    rate: { [slot]: Array(7).fill(rate) },
    rateOn: {},
  });
}

function addMarket(making: Making, at: number): void {
  const { shape, random, pools } = making;
  const place = pick(random, shape.places);
  const id = `pasar-${at + 1}`;
  const name = `Pasar ${place.name} ${at + 1}`;
  pools.push({ id, name, remaining: Math.round(between(random, 60, 300)), minSessions: 0 });
  const head = { id: `${id}-los`, name, kind: 'market', pool: id, ...near(random, place), maxKits: 2, dispersion: 0.2 };
  const venue = addVenue(making, head, 0.08, [1, 2, 3, 4, 5, 6]);
  liftMarketDays(making, venue, between(random, 0.2, 0.3));
}

function makeKits({ shape, random, dates }: Making): KitFile[] {
  const bases = Array.from({ length: shape.bases }, (_, at) => {
    const place = shape.places[Math.floor(((at + 0.5) * shape.places.length) / shape.bases)] as Place;
    return at4(place);
  });
  return Array.from({ length: shape.kits }, (_, at) => {
    const outage = random() < OUTAGE_SHARE ? Math.floor(random() * dates.length) : dates.length;
    return {
      id: `K${String(at + 1).padStart(3, '0')}`,
      base: bases[at % bases.length] ?? { lat: 0, lon: 0 },
      recordingsPerHour: shape.speeds[at % shape.speeds.length] ?? 0,
      unavailable: dates.slice(outage, outage + 1 + Math.floor(random() * 5)),
    };
  });
}
