import { addDays } from '../calendar/local-date.ts';
import type { Certificate } from './plan.ts';
import type { ProblemFile, StintFile, VenueFile } from './problem-file.ts';
import { type Calendar, datesOf, sessionsOf } from './verify-calendar.ts';
import {
  inOrderOfTies,
  isOpenOn,
  slotMinutes,
  stintCapacity,
  turnoutRate,
  wholeCapacity,
} from './verify-expectation.ts';
import { withoutWorseSlots } from './verify-live.ts';
import { leastTravel } from './verify-travel.ts';

/** One session that a pool could have: what it takes and what it costs under the prices. */
export interface Visit {
  rate: number;
  dispersion: number;
  capacity: number;
}

/** A way of serving a pool; `visits` and `costs` per date, undefined where closed or too near a pinned stint. */
export interface Way {
  /** Venue and slot. */
  place: string;
  /** Kits of each group, and together. */
  counts: number[];
  kits: number;
  /** Recordings. */
  capacity: number;
  /** Of a kit's way there at least, by group: in recordings. */
  travel: number[];
  /** Of a kit, by group and date. */
  prices: number[][];
  visits: (Visit | undefined)[];
  costs: number[];
  /** What its kits cost for a stint from a date for so many days, where stints are priced instead of dates; else 0. */
  stint: (start: number, days: number) => number;
}

/** By announced session, people whom its loss disturbs, at least 1 for each time it was announced. */
export function announcedPeople(problem: ProblemFile): Map<string, number> {
  const people = new Map<string, number>();
  for (const stint of problem.published) {
    for (const [day, session] of sessionsOf(stint).entries()) {
      const holders = stint.holders?.[day] ?? 0;
      people.set(session, (people.get(session) ?? 0) + (holders > 1 ? holders : 1));
    }
  }
  return people;
}

/** All ways to take 1…most kits from the groups, as counts. */
function combinations(sizes: number[], most: number): number[][] {
  const [size, ...others] = sizes;
  if (size === undefined) return [[]];
  const ways: number[][] = [];
  for (let count = 0; count <= Math.min(size, most); count++) {
    for (const rest of combinations(others, most - count)) ways.push([count, ...rest]);
  }
  return ways;
}

export function waysOf(
  problem: ProblemFile,
  certificate: Certificate,
  { dates, weekOf }: Calendar,
  venues: VenueFile[],
): Way[] {
  const { groups, date: anyPrice } = certificate;
  const poolVenues = new Set(venues.map((venue) => venue.id));
  const pinnedDates = problem.pinned.filter((stint) => poolVenues.has(stint.venue)).flatMap(datesOf);
  const near = new Set(
    pinnedDates.flatMap((date) => {
      const gap = problem.rules.revisitGapDays;
      return Array.from({ length: 2 * gap + 1 }, (_, day) => addDays(date, day - gap));
    }),
  );
  const published = announcedPeople(problem);
  const speedOf = (ids: string[]) =>
    Math.max(0, ...problem.kits.filter((kit) => ids.includes(kit.id)).map((kit) => kit.recordingsPerHour));
  const speeds = groups.map((group) => speedOf(group.kits));
  const prices = groups.map((group) =>
    dates.map((_, at) =>
      group.stint ? 0 : (group.date[at] ?? 0) + (group.week[weekOf[at] ?? 0] ?? 0) + (anyPrice[at] ?? 0),
    ),
  );
  return venues.flatMap((venue) => {
    const slots = problem.slots.map(({ id }) => ({
      slot: id,
      open: dates.map((date) => !near.has(date) && isOpenOn(venue, id, date)),
      rate: dates.map((date) => turnoutRate(venue, id, date)),
      saved: dates.map((date) => problem.rules.changeCost * (published.get(`${venue.id} ${id} ${date}`) ?? 0)),
    }));
    const choices = combinations(
      groups.map((group) => group.kits.length),
      venue.maxKits,
    ).filter((counts) => counts.some((count) => count > 0));
    const travel = leastTravel(problem, certificate, venue);
    return withoutWorseSlots(problem, slots).flatMap(({ slot, open, rate, saved }) => {
      if (!open.includes(true)) return [];
      return choices.map((counts) => {
        const perHour = counts.reduce((sum, count, at) => sum + count * (speeds[at] ?? 0), 0);
        const capacity = wholeCapacity(slotMinutes(problem, slot), perHour);
        const { dispersion } = venue;
        const price = (at: number) => counts.reduce((sum, count, group) => sum + count * (prices[group]?.[at] ?? 0), 0);
        return {
          place: `${venue.id} ${slot}`,
          counts,
          kits: counts.reduce((sum, count) => sum + count, 0),
          capacity,
          travel,
          prices,
          visits: open.map((isOpen, at) => (isOpen ? { rate: rate[at] ?? 0, dispersion, capacity } : undefined)),
          costs: dates.map((_, at) => price(at) - (saved[at] ?? 0)),
          stint: (start: number, days: number) => {
            const at = start * problem.rules.maxDays + days - 1;
            return counts.reduce((sum, count, group) => sum + count * (groups[group]?.stint?.[at] ?? 0), 0);
          },
        };
      });
    });
  });
}

export function pinnedVisits(problem: ProblemFile, dates: string[], venues: VenueFile[]): Visit[][] {
  const startOf = (stint: StintFile) => problem.slots.find((slot) => slot.id === stint.slot)?.start ?? '';
  const bySlot = inOrderOfTies(problem, problem.pinned).sort((a, b) =>
    startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0,
  );
  return dates.map((date) =>
    bySlot.flatMap((stint) => {
      const venue = venues.find((one) => one.id === stint.venue);
      if (!venue || !datesOf(stint).includes(date)) return [];
      const rate = turnoutRate(venue, stint.slot, date);
      return [{ rate, dispersion: venue.dispersion, capacity: stintCapacity(problem, stint) }];
    }),
  );
}
