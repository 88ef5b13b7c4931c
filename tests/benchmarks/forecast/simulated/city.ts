import { addDays, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import { Chance } from './chance.ts';

/** Turnout against Monday … Sunday's mean, and against a usual evening, in the simulated cities. */
export const WEEKDAY_FACTORS = [0.9, 0.95, 1, 1, 1.15, 1.3, 0.8] as const;
export const SLOT_FACTORS = { malam: 1, siang: 0.6 } as const;
export const KIND_FACTORS = { kelurahan: 1, school: 0.5, market: 1.4 } as const;

export type Kind = keyof typeof KIND_FACTORS;
export type Slot = keyof typeof SLOT_FACTORS;

export interface CityOptions {
  seed: number;
  venues: number;
  /** Stints of three consecutive dates a venue, so far apart. */
  stints: number;
  stintEveryDays: number;
  /** Share of the people remaining who come on a usual evening to a usual kelurahan. */
  rate: number;
  /** Standard deviation of venues on the log scale. */
  spread: number;
  dispersion: number;
  /** Share of sessions that are full; capacity is by kit and knows nothing of the venue. */
  fullShare?: number;
  /** Share of full sessions at which those sent home were counted. */
  countedShare?: number;
  /** People remaining at a session, least and most; 400 to 1,000 by default. */
  remaining?: readonly [number, number];
  /** Standard deviation of a venue's random walk on the log scale, per square root of a day. */
  driftPerDay?: number;
}

/** One session with its truth. */
export interface SimulatedSession {
  row: HistoryRow;
  /** People who came; more than `row.served` where it was full. */
  demand: number;
  /** Expected demand. */
  mean: number;
}

export interface SimulatedCity {
  sessions: SimulatedSession[];
  /** Share of the remaining who come on a usual evening (weekday and slot factors 1), at the end of the history. */
  rates: Map<string, number>;
  kinds: Map<string, Kind>;
}

const FIRST_DATE = '2013-01-07';
const STINT_DATES = 3;

/** Kelurahan, schools and markets in turn, visited three dates on end by one to three kits, in the evening or by day. */
export function simulateDemand(options: CityOptions): SimulatedCity {
  const chance = new Chance(options.seed);
  const sessions: SimulatedSession[] = [];
  const rates = new Map<string, number>();
  const kinds = new Map<string, Kind>();
  for (let venue = 0; venue < options.venues; venue++) {
    const name = `venue-${venue}`;
    const kind = (['kelurahan', 'school', 'kelurahan', 'market'] as const)[venue % 4] ?? 'kelurahan';
    let rate = options.rate * KIND_FACTORS[kind] * Math.exp(options.spread * chance.normal());
    const start = addDays(FIRST_DATE, chance.whole(0, options.stintEveryDays - 1));
    for (let stint = 0; stint < options.stints; stint++) {
      if (stint > 0) rate *= Math.exp((options.driftPerDay ?? 0) * Math.sqrt(options.stintEveryDays) * chance.normal());
      const slot: Slot = chance.is(0.7) ? 'malam' : 'siang';
      const kits = chance.whole(1, 3);
      for (let day = 0; day < STINT_DATES; day++) {
        const date = addDays(start, stint * options.stintEveryDays + day);
        const remaining = chance.whole(...(options.remaining ?? [400, 1000]));
        const mean = rate * remaining * factorOf(date, slot);
        const demand = chance.people(mean, options.dispersion);
        sessions.push({ row: { venue: name, kind, date, slot, kits, remaining, served: demand }, demand, mean });
      }
    }
    rates.set(name, rate);
    kinds.set(name, kind);
  }
  return { sessions, rates, kinds };
}

export function factorOf(date: LocalDate, slot: Slot): number {
  return (WEEKDAY_FACTORS[isoWeekday(date) - 1] ?? 1) * SLOT_FACTORS[slot];
}

/** The city with as many people served a kit as make the asked share of sessions full. */
export function simulateCity(options: CityOptions): SimulatedCity {
  const city = simulateDemand(options);
  const perKit = perKitFor(city.sessions, options.fullShare ?? 0);
  return withCapacity(city, perKit, options.countedShare ?? 0, options.seed);
}

/** The same crowds before kits that each serve so many a session. */
export function withCapacity(
  { sessions, ...city }: SimulatedCity,
  perKit: number,
  countedShare: number,
  seed: number,
): SimulatedCity {
  const chance = new Chance(seed + 1);
  const held = sessions.map((session): SimulatedSession => {
    const { turnedAway: _, ...row } = session.row;
    const capacity = Math.max(1, Math.round((row.kits ?? 1) * perKit));
    const served = Math.min(session.demand, capacity);
    const isCounted = chance.is(countedShare) && served === capacity;
    return {
      ...session,
      row: { ...row, capacity, served, ...(isCounted ? { turnedAway: session.demand - served } : {}) },
    };
  });
  return { ...city, sessions: held };
}

/** People a kit serves in a session so that this share of sessions is full. */
export function perKitFor(sessions: readonly SimulatedSession[], fullShare: number): number {
  const crowds = sessions.map(({ demand, row }) => demand / (row.kits ?? 1)).sort((a, b) => a - b);
  const last = crowds.length - 1;
  const largest = (crowds[last] ?? 0) + 1;
  return fullShare === 0 ? largest : (crowds[Math.round((1 - fullShare) * last)] ?? largest);
}
