import { addDays, dateRange, isoWeek } from '../calendar/local-date.ts';
import type { Certificate } from './plan.ts';
import type { ProblemFile, StintFile, VenueFile } from './problem-file.ts';
import { expectedServed, isOpenOn, slotMinutes, stintCapacity, turnoutRate, wholeCapacity } from './verify-expectation.ts';

/** One session that a pool could have: what it takes and what it costs under the prices. */
interface Visit {
  rate: number;
  dispersion: number;
  capacity: number;
}

/** A way of serving a pool; `visits` and `cost` per date, undefined where closed or too near a pinned stint. */
interface Way {
  kits: number;
  visits: (Visit | undefined)[];
  costs: number[];
}

interface Calendar {
  dates: string[];
  weeks: string[];
  weekOf: number[];
}

function datesOf(stint: StintFile): string[] {
  return Array.from({ length: stint.days }, (_, day) => addDays(stint.start, day));
}

function countBy(keys: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/**
 * Recounts the bound that a certificate's prices prove, from the definitions in README.md alone: no code in common with
 * the engine, plain arrays, no speed.
 *
 * @throws RangeError where the certificate does not fit the problem
 */
export function recountBound(problem: ProblemFile, certificate: Certificate): number {
  const dates = dateRange(problem.horizon.start, problem.horizon.end);
  const weeks = [...new Set(dates.map(isoWeek))];
  const calendar = { dates, weeks, weekOf: dates.map((date) => weeks.indexOf(isoWeek(date))) };
  checkFit(problem, certificate, calendar);
  let bound = worthOfKits(problem, certificate, calendar) + worthOfPinned(problem);
  for (const pool of problem.pools) bound += poolWorth(problem, certificate, calendar, pool.id);
  return bound;
}

function checkFit(problem: ProblemFile, { groups, date }: Certificate, { dates, weeks }: Calendar): void {
  const named = groups.flatMap((group) => group.kits).sort();
  const kits = problem.kits.map((kit) => kit.id).sort();
  if (named.join('\n') !== kits.join('\n')) throw new RangeError('the certificate does not name every kit once');
  const fits = groups.every((group) => group.date.length === dates.length && group.week.length === weeks.length);
  if (!fits || date.length !== dates.length) throw new RangeError('the certificate has not one price a date and week');
}

/** Prices times what there is: kits free of pinned stints, by date and by week, and all of them less the reserve. */
function worthOfKits(problem: ProblemFile, { groups, date: anyPrice }: Certificate, { dates, weekOf }: Calendar): number {
  const held = new Set(problem.pinned.flatMap((stint) => datesOf(stint).flatMap((day) => stint.kits.map((kit) => `${kit} ${day}`))));
  const idle = dates.map(() => -problem.rules.reserveKits);
  let worth = 0;
  for (const group of groups) {
    for (const kit of problem.kits.filter((one) => group.kits.includes(one.id))) {
      const pinned = new Map<number, number>();
      const free = new Map<number, number>();
      for (const [at, date] of dates.entries()) {
        const week = weekOf[at] ?? 0;
        if (held.has(`${kit.id} ${date}`)) pinned.set(week, (pinned.get(week) ?? 0) + 1);
        else if (!kit.unavailable.includes(date)) {
          free.set(week, (free.get(week) ?? 0) + 1);
          idle[at] = (idle[at] ?? 0) + 1;
          worth += group.date[at] ?? 0;
        }
      }
      for (const [week, count] of free) {
        const room = Math.max(0, problem.rules.maxDaysPerWeek - (pinned.get(week) ?? 0));
        worth += (group.week[week] ?? 0) * Math.min(count, room);
      }
    }
  }
  for (const [at, kits] of idle.entries()) worth += (anyPrice[at] ?? 0) * Math.max(0, kits);
  return worth;
}

const sessionsOf = (stint: StintFile) => datesOf(stint).map((date) => `${stint.venue} ${stint.slot} ${date}`);

function worthOfPinned(problem: ProblemFile): number {
  const kept = new Set(problem.pinned.flatMap(sessionsOf));
  const changed = problem.published.flatMap(sessionsOf).filter((session) => !kept.has(session)).length;
  const setups = problem.pinned.reduce((sum, stint) => sum + stint.kits.length, 0);
  return -problem.rules.setupCost * setups - problem.rules.changeCost * changed;
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

function waysOf(problem: ProblemFile, { groups, date: anyPrice }: Certificate, { dates, weekOf }: Calendar, venues: VenueFile[]): Way[] {
  const poolVenues = new Set(venues.map((venue) => venue.id));
  const pinnedDates = problem.pinned.filter((stint) => poolVenues.has(stint.venue)).flatMap(datesOf);
  const near = new Set(
    pinnedDates.flatMap((date) => {
      const gap = problem.rules.revisitGapDays;
      return Array.from({ length: 2 * gap + 1 }, (_, day) => addDays(date, day - gap));
    }),
  );
  const published = countBy(problem.published.flatMap(sessionsOf));
  const speedOf = (ids: string[]) => Math.max(0, ...problem.kits.filter((kit) => ids.includes(kit.id)).map((kit) => kit.recordingsPerHour));
  const speeds = groups.map((group) => speedOf(group.kits));
  return venues.flatMap((venue) =>
    problem.slots.flatMap((slot) => {
      const open = dates.map((date) => !near.has(date) && isOpenOn(venue, slot.id, date));
      if (!open.includes(true)) return [];
      const choices = combinations(groups.map((group) => group.kits.length), venue.maxKits).filter((counts) => counts.some((count) => count > 0));
      return choices.map((counts) => {
        const perHour = counts.reduce((sum, count, at) => sum + count * (speeds[at] ?? 0), 0);
        const capacity = wholeCapacity(slotMinutes(problem, slot.id), perHour);
        const { dispersion } = venue;
        const price = (at: number) =>
          counts.reduce((sum, count, group) => {
            const prices = groups[group];
            return sum + count * ((prices?.date[at] ?? 0) + (prices?.week[weekOf[at] ?? 0] ?? 0) + (anyPrice[at] ?? 0));
          }, 0);
        return {
          kits: counts.reduce((sum, count) => sum + count, 0),
          visits: dates.map((date, at) => (open[at] ? { rate: turnoutRate(venue, slot.id, date), dispersion, capacity } : undefined)),
          costs: dates.map((date, at) => price(at) - problem.rules.changeCost * (published.get(`${venue.id} ${slot.id} ${date}`) ?? 0)),
        };
      });
    }),
  );
}

function pinnedVisits(problem: ProblemFile, dates: string[], venues: VenueFile[]): Visit[][] {
  const startOf = (stint: StintFile) => problem.slots.find((slot) => slot.id === stint.slot)?.start ?? '';
  const bySlot = [...problem.pinned].sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
  return dates.map((date) =>
    bySlot.flatMap((stint) => {
      const venue = venues.find((one) => one.id === stint.venue);
      if (!venue || !datesOf(stint).includes(date)) return [];
      const rate = turnoutRate(venue, stint.slot, date);
      return [{ rate, dispersion: venue.dispersion, capacity: stintCapacity(problem, stint) }];
    }),
  );
}

/** Largest −d²/dx² of expected recordings at x people, on 0…people: README.md, "The bend". */
function bend({ rate, dispersion, capacity }: Visit, people: number): number {
  if (capacity < 1 || rate === 0) return 0;
  const mean = Math.min(people * rate, (capacity - 1) / (1 + 2 * dispersion));
  if (mean === 0) return capacity === 1 ? rate * rate * (1 + dispersion) : 0;
  const tilt = Math.log(1 + dispersion * mean);
  let log = Math.log(1 + dispersion) - 2 * tilt - (dispersion * mean > 1e-12 ? tilt / dispersion : mean);
  for (let n = 1; n < capacity; n++) log += Math.log(1 + dispersion * (n + 1)) + Math.log(mean / n) - tilt;
  return rate * rate * Math.exp(log);
}

/** The longest stint whose days are told apart; see README.md, "Long stints". */
const DAYS_TOLD_APART = 14;
const LEVELS_TOLD_APART = 6;

function poolWorth(problem: ProblemFile, certificate: Certificate, calendar: Calendar, poolId: string): number {
  const pool = problem.pools.find((one) => one.id === poolId);
  const venues = problem.venues.filter((venue) => venue.pool === poolId);
  const { rules } = problem;
  const { dates } = calendar;
  const cells = certificate.cells;
  const people = pool?.remaining ?? 0;
  const step = people > 0 ? people / cells : 1;
  const top = Math.min(pool?.minSessions ?? 0, LEVELS_TOLD_APART);
  const ways = waysOf(problem, certificate, calendar, venues);
  const pinned = pinnedVisits(problem, dates, venues);
  const pinnedCount = pinned.reduce((sum, visits) => sum + visits.length, 0);
  const kinds = new Map<string, Visit>();
  for (const visit of [...ways.flatMap((way) => way.visits), ...pinned.flat()]) if (visit) kinds.set(JSON.stringify(visit), visit);
  const sharpest = Math.max(0, ...[...kinds.values()].map((visit) => bend(visit, people)));
  const servedAt = new Map([...kinds].map(([key, visit]) => [key, Array.from({ length: cells + 1 }, (_, i) => expectedServed(i * step * visit.rate, visit.dispersion, visit.capacity))]));

  const longest = rules.maxDays > DAYS_TOLD_APART ? dates.length : rules.maxDays;
  const most: number[] = Array(dates.length + 1).fill(0);
  for (let date = dates.length - 1; date >= 0; date--) {
    const days = Math.min(longest, dates.length - date);
    most[date] = days + (most[Math.min(dates.length, date + days + rules.revisitGapDays)] ?? 0);
  }

  /** Values after a visit on `date` at every grid point, given upper bounds `then` for the next date on. */
  const afterVisit = (visit: Visit, date: number, then: number[]): number[] => {
    const served = servedAt.get(JSON.stringify(visit)) ?? [];
    const sag = ((most[date + 1] ?? 0) + pinnedCount) * sharpest * (step * step) / 8;
    const weight = (1 - rules.discountPerDay) ** date;
    return served.map((recorded, i) => {
      const left = Math.max(0, i - recorded / step);
      const low = Math.min(cells - 1, Math.floor(left));
      const share = Math.min(1, left - low);
      const [a, b] = [then[low] ?? 0, then[low + 1] ?? 0];
      return weight * recorded + Math.min(a + share * (b - a) + sag, a + share * step, b);
    });
  };

  const told = Math.min(rules.maxDays, DAYS_TOLD_APART);
  const least = Math.min(rules.minDays, DAYS_TOLD_APART);
  const ending = Array.from({ length: top + 1 }, (_, level) => Array<number>(cells + 1).fill(-rules.shortfallCost * (top - level)));
  const values: number[][][] = [];
  values[dates.length] = ending;
  let tomorrow: (number[] | undefined)[][][] = ways.map(() => []);
  for (let date = dates.length - 1; date >= 0; date--) {
    const today: (number[] | undefined)[][][] = ways.map(() => []);
    let value = values[date + 1] ?? ending;
    const resume = values[Math.min(dates.length, date + 1 + rules.revisitGapDays)] ?? ending;
    for (const [at, way] of ways.entries()) {
      const visit = way.visits[date];
      if (!visit) continue;
      for (let day = told; day >= 1; day--) {
        const following = day < told ? day + 1 : rules.maxDays > told ? day : 0;
        (today[at] as (number[] | undefined)[][])[day] = ending.map((_, level) => {
          const then = Math.min(level + 1, top);
          const goes = following > 0 ? tomorrow[at]?.[following]?.[then] : undefined;
          const stops = day >= least ? resume[then] : undefined;
          const best = goes && stops ? goes.map((v, i) => Math.max(v, stops[i] ?? v)) : (goes ?? stops);
          return best && afterVisit(visit, date, best).map((v) => v - (way.costs[date] ?? 0));
        });
      }
      const setup = rules.setupCost * way.kits;
      value = value.map((row, level) => row.map((v, i) => Math.max(v, (today[at]?.[1]?.[level]?.[i] ?? Number.NEGATIVE_INFINITY) - setup)));
    }
    for (const visit of [...(pinned[date] ?? [])].reverse()) {
      const before = value;
      value = before.map((_, level) => afterVisit(visit, date, before[Math.min(level + 1, top)] ?? []));
    }
    values[date] = value;
    tomorrow = today;
  }
  return values[0]?.[0]?.[cells] ?? 0;
}
