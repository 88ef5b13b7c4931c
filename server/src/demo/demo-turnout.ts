import { dateRange, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import { windowHours } from '@jemput/shared/calendar/time-of-day';
import type { Pool, Venue } from '@jemput/shared/places/venue';
import { kitPairs } from './demo-kits.ts';
import { demoSlots } from './demo-places.ts';
import type { DemoStint } from './demo-stints.ts';
import { between, seededRandom } from './seeded-random.ts';
import { soloCounters } from './solo-places.ts';

export interface DemoTurnout {
  venueId: string;
  date: LocalDate;
  slotId: string;
  kits: number | null;
  capacity: number;
  remaining: number | null;
  served: number;
  turnedAway: number | null;
}

/** Share of those remaining who come in one session; made up so that five kelurahan make about 400 an evening. */
const usualRate = { pagi: 0.16, siang: 0.3, malam: 0.13 } as const;

/** Where more remain a smaller share comes: (remaining / 450) ^ −0.45, so that Pajang's 180 stay the most of any evening. */
function shareOfUsual(remaining: number): number {
  return (Math.max(1, remaining) / 450) ** -0.45;
}

/** First evenings are known to fewer people, third ones find fewer left. */
const eveningOfVisit = [1, 1.08, 0.92];

/** At most 25 a day at a kecamatan counter (product.md). */
export const COUNTER_CAPACITY = 25;

/** The evening of 180 at Kelurahan Pajang (product.md): the second of its first visit. */
const PAJANG_EVENING = { venueId: 'pajang', day: 1, served: 180 } as const;

/** Recordings that a stint's kits can finish in its slot. */
export function capacityOf({ slotId, pair }: Pick<DemoStint, 'slotId' | 'pair'>): number {
  const slot = demoSlots.find(({ id }) => id === slotId);
  const perHour = (kitPairs[pair] ?? []).reduce((sum, kit) => sum + kit.recordingsPerHour, 0);
  return slot ? Math.floor(perHour * windowHours(slot.startTime, slot.endTime) + 1e-9) : 0;
}

/**
 * Made-up reports of the sessions before `today`, latest first within a pool: what a pool has left now is a given, so its
 * past is counted backwards from it.
 */
export function demoReports(
  stints: readonly DemoStint[],
  today: LocalDate,
  venues: Venue[],
  pools: Pool[],
): DemoTurnout[] {
  const random = seededRandom(4);
  const poolOf = new Map(venues.map((venue) => [venue.id, venue.poolId]));
  const left = new Map(pools.map((pool) => [pool.id, pool.remaining]));
  const visits = stints.flatMap((stint, at) =>
    stint.dates
      .filter((date) => date < today)
      .map((date) => ({ stint, date, day: stint.dates.indexOf(date), first: at === 0 })),
  );
  visits.sort((a, b) => (a.date < b.date ? 1 : -1));
  return visits.map(({ stint, date, day, first }) => {
    const { venueId, slotId } = stint;
    const capacity = capacityOf(stint);
    const poolId = poolOf.get(venueId) ?? '';
    const after = left.get(poolId) ?? 0;
    const usual = after * 1.1 * shareOfUsual(after) * usualRate[slotId];
    const demand = Math.round(usual * (eveningOfVisit[day] ?? 1) * between(random, 0.8, 1.2));
    const pajang = first && venueId === PAJANG_EVENING.venueId && day === PAJANG_EVENING.day;
    const served = pajang ? PAJANG_EVENING.served : Math.min(demand, capacity);
    const counted = !pajang && random() < 0.5;
    left.set(poolId, after + served);
    const turnedAway = counted ? Math.max(0, demand - capacity) : null;
    return { venueId, date, slotId, kits: 2, capacity, remaining: after + served, served, turnedAway };
  });
}

/** Made-up counts of the five kecamatan counters, Monday to Friday: mostly full, and nobody counts who is sent home. */
export function demoCounters(start: LocalDate, end: LocalDate): DemoTurnout[] {
  const random = seededRandom(5);
  const workdays = dateRange(start, end).filter((date) => isoWeekday(date) <= 5);
  return workdays.flatMap((date) =>
    soloCounters.map(({ id }) => ({
      venueId: id,
      date,
      slotId: 'siang',
      kits: 1,
      capacity: COUNTER_CAPACITY,
      remaining: null,
      served: Math.min(COUNTER_CAPACITY, Math.round(between(random, 17, 34))),
      turnedAway: null,
    })),
  );
}

/**
 * People recorded in all at the end of each date, the last one being the day before `today`.
 *
 * @param recorded in all by then
 */
export function demoProgress(
  reports: readonly DemoTurnout[],
  dates: readonly LocalDate[],
  recorded: number,
): [LocalDate, number][] {
  const servedOn = new Map<LocalDate, number>();
  for (const { date, served } of reports) servedOn.set(date, (servedOn.get(date) ?? 0) + served);
  let after = recorded;
  return [...dates]
    .reverse()
    .map((date): [LocalDate, number] => {
      const line: [LocalDate, number] = [date, after];
      after -= servedOn.get(date) ?? 0;
      return line;
    })
    .reverse();
}
