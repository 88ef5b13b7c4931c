import { addDays, dateRange, type LocalDate } from '@jemput/shared/calendar/local-date';
import { officeCalendar } from '@jemput/shared/calendar/office-calendar';
import type { PlanningRates } from '@jemput/shared/forecast/rates-for-planning';
import { type PlainOpening, plainOpening } from '@jemput/shared/places/opening-hours';
import type { Venue } from '@jemput/shared/places/venue';
import type { ProblemFile, StintFile, VenueFile } from '@jemput/shared/planning/problem-file';
import { usualRules } from '../planning/office-rules.ts';
import { type StandingSession, stintsOf } from '../planning/standing-sessions.ts';
import type { OfficeKnowledge } from './office-knowledge.ts';

/** Turnout rates of a venue in a slot, whose pool has so many people left. */
export type RatesOf = (venue: Venue, slot: string, remaining: number) => PlanningRates;

/**
 * The problem of a Monday: from today to the deadline, what is published pinned, nothing new on dates that are published
 * already, pools at rest after their last sessions.
 */
export function weeklyProblem(known: OfficeKnowledge, ratesOf: RatesOf): ProblemFile {
  const { today, deadline, publishedThrough } = known;
  const pinned = pinnedStints(known);
  const promised = new Map<string, Set<LocalDate>>();
  for (const { venue, start, days } of pinned) {
    promised.set(venue, new Set([...(promised.get(venue) ?? []), ...dateRange(start, addDays(start, days - 1))]));
  }
  const closedToAll = publishedThrough < today ? [] : dateRange(today, publishedThrough);
  const resting = restingDates(known);
  const remaining = new Map(known.pools.map((pool) => [pool.id, pool.remaining]));
  return {
    version: 1,
    name: `simulated ${today}`,
    timezone: 'Asia/Jakarta',
    horizon: { start: today, end: deadline },
    slots: known.slots.map(({ id, startTime, endTime }) => ({ id, start: startTime, end: endTime })),
    kits: known.kits.map(({ id, baseLat: lat, baseLon: lon, recordingsPerHour }) => {
      return { id, base: { lat, lon }, recordingsPerHour, unavailable: [...(known.away[id] ?? [])] };
    }),
    pools: [...known.pools],
    venues: known.venues.map((venue) => {
      const dates = promised.get(venue.id);
      const closed = [...closedToAll, ...(resting.get(venue.poolId) ?? [])].filter((date) => !dates?.has(date));
      return venueFile(venue, { closed, start: today, end: deadline }, (slot) =>
        ratesOf(venue, slot, remaining.get(venue.poolId) ?? 0),
      );
    }),
    rules: usualRules,
    pinned,
    published: [],
  };
}

/** What is published from today on, with the kits that can be there. */
function pinnedStints({ today, deadline, published, away, venues }: OfficeKnowledge): StintFile[] {
  const poolOf = new Map(venues.map(({ id, poolId }) => [id, poolId]));
  const sessions = published.flatMap(({ venue, slot, start, days, kits }) =>
    dateRange(start, addDays(start, days - 1))
      .filter((date) => date >= today && date <= deadline)
      .map((date): StandingSession => {
        const there = kits.filter((kit) => !away[kit]?.includes(date));
        return { venue, pool: poolOf.get(venue) ?? '', slot, date, kits: there, stillExpected: 0, holders: 0 };
      }),
  );
  return stintsOf(sessions.filter(({ kits }) => kits.length > 0));
}

/** By pool, the dates of rest from today on after what was held. */
function restingDates({ today, held }: OfficeKnowledge): Map<string, Set<LocalDate>> {
  const gap = usualRules.revisitGapDays;
  const since = addDays(today, -gap);
  const resting = new Map<string, Set<LocalDate>>();
  for (const { pool, date } of held) {
    if (date < since) continue;
    const dates = resting.get(pool) ?? new Set();
    for (const day of dateRange(today, addDays(date, gap))) dates.add(day);
    resting.set(pool, dates);
  }
  return resting;
}

/** Everybody's days: no holiday is known in a simulated city. */
const ordinary = officeCalendar([]);

function venueFile(
  venue: Venue,
  { closed, start, end }: { closed: readonly LocalDate[]; start: LocalDate; end: LocalDate },
  ratesOf: (slot: string) => ReturnType<RatesOf>,
) {
  const { id, name, kind, poolId: pool, lat, lon, maxKits, openings } = venue;
  const file: VenueFile = { id, name, kind, pool, lat, lon, maxKits, open: {}, rate: {}, rateOn: {}, dispersion: 0 };
  for (const [slot, opening] of Object.entries(openings)) {
    const { rate, dispersion, rateOn } = ratesOf(slot);
    file.open[slot] = withClosed(plainOpening(opening, ordinary, { start, end }), closed);
    file.rate[slot] = rate;
    file.rateOn[slot] = rateOn;
    file.dispersion = Math.max(file.dispersion, dispersion);
  }
  return file;
}

function withClosed({ weekdays, except, also }: PlainOpening, closed: readonly LocalDate[]): PlainOpening {
  return {
    weekdays,
    except: [...new Set([...except, ...closed])].sort(),
    also: also.filter((date) => !closed.includes(date)),
  };
}
