import { dateRange, isoWeek } from '../calendar/local-date.ts';
import type { Certificate } from './plan.ts';
import type { ProblemFile } from './problem-file.ts';
import { expectedServed } from './verify-expectation.ts';
import {
  announcedPeople,
  type Calendar,
  datesOf,
  pinnedVisits,
  sessionsOf,
  type Visit,
  type Way,
  waysOf,
} from './verify-ways.ts';

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
function worthOfKits(
  problem: ProblemFile,
  { groups, date: anyPrice }: Certificate,
  { dates, weekOf }: Calendar,
): number {
  const held = new Set(
    problem.pinned.flatMap((stint) => datesOf(stint).flatMap((day) => stint.kits.map((kit) => `${kit} ${day}`))),
  );
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

function worthOfPinned(problem: ProblemFile): number {
  const kept = new Set(problem.pinned.flatMap(sessionsOf));
  let changed = 0;
  for (const [session, people] of announcedPeople(problem)) if (!kept.has(session)) changed += people;
  const setups = problem.pinned.reduce((sum, stint) => sum + stint.kits.length, 0);
  return -problem.rules.setupCost * setups - problem.rules.changeCost * changed;
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

/** The longest stint whose days are told apart, and the most sessions short: README.md, "What is rounded up". */
const DAYS_TOLD_APART = 14;
const LEVELS_TOLD_APART = 6;

/** One pool's recursion: what its visits bring at each grid point, and what a straight line may lack from each date on. */
interface PoolCase {
  problem: ProblemFile;
  ways: Way[];
  pinned: Visit[][];
  cells: number;
  step: number;
  served: Map<string, number[]>;
  sag: number[];
  ending: number[][];
}

function poolCase(problem: ProblemFile, certificate: Certificate, calendar: Calendar, poolId: string): PoolCase {
  const { rules } = problem;
  const { cells } = certificate;
  const pool = problem.pools.find((one) => one.id === poolId);
  const venues = problem.venues.filter((venue) => venue.pool === poolId);
  const people = pool?.remaining ?? 0;
  const step = people / cells;
  const ways = waysOf(problem, certificate, calendar, venues);
  const pinned = pinnedVisits(problem, calendar.dates, venues);
  const all = [...ways.flatMap((way) => way.visits), ...pinned.flat()].filter((visit) => visit !== undefined);
  const kinds = new Map(all.map((visit) => [JSON.stringify(visit), visit]));
  const sharpest = Math.max(0, ...[...kinds.values()].map((visit) => bend(visit, people)));
  const atPoints = ({ rate, dispersion, capacity }: Visit) =>
    Array.from({ length: cells + 1 }, (_, point) => expectedServed(point * step * rate, dispersion, capacity));
  const forced = pinned.reduce((sum, visits) => sum + visits.length, 0);
  const longest = rules.maxDays > DAYS_TOLD_APART ? calendar.dates.length : rules.maxDays;
  const most = mostVisits(calendar.dates.length, longest, rules.revisitGapDays);
  const top = Math.min(pool?.minSessions ?? 0, LEVELS_TOLD_APART);
  return {
    problem,
    ways,
    pinned,
    cells,
    step,
    served: new Map([...kinds].map(([key, visit]) => [key, atPoints(visit)])),
    sag: most.map((visits) => ((visits + forced) * sharpest * step * step) / 8),
    ending: Array.from({ length: top + 1 }, (_, level) => Array(cells + 1).fill(-rules.shortfallCost * (top - level))),
  };
}

function mostVisits(width: number, longest: number, gapDays: number): number[] {
  const most: number[] = Array(width + 1).fill(0);
  for (let date = width - 1; date >= 0; date--) {
    const days = Math.min(longest, width - date);
    most[date] = days + (most[Math.min(width, date + days + gapDays)] ?? 0);
  }
  return most;
}

/** Upper bounds before a visit, given upper bounds for the next date on: rounded up between grid points. */
function beforeVisit(
  { problem, cells, step, served, sag }: PoolCase,
  visit: Visit,
  date: number,
  then: number[],
): number[] {
  const weight = (1 - problem.rules.discountPerDay) ** date;
  return (served.get(JSON.stringify(visit)) ?? []).map((recorded, point) => {
    const left = step > 0 ? Math.max(0, point - recorded / step) : point;
    const low = Math.min(cells - 1, Math.floor(left));
    const share = Math.min(1, left - low);
    const [a, b] = [then[low] ?? 0, then[low + 1] ?? 0];
    return weight * recorded + Math.min(a + share * (b - a) + (sag[date + 1] ?? 0), a + share * step, b);
  });
}

/** By way, by day of the stint (from 1), by level of sessions so far: values at the grid points. */
type Standing = (number[] | undefined)[][][];

function standOn(pool: PoolCase, date: number, resume: number[][], tomorrow: Standing): Standing {
  const { minDays, maxDays } = pool.problem.rules;
  const told = Math.min(maxDays, DAYS_TOLD_APART);
  return pool.ways.map((way, at) => {
    const visit = way.visits[date];
    if (!visit) return [];
    return Array.from({ length: told + 1 }, (_, day) => {
      const following = day < told ? day + 1 : maxDays > told ? day : 0;
      return pool.ending.map((_, level) => {
        const then = Math.min(level + 1, pool.ending.length - 1);
        const goes = following > 0 ? tomorrow[at]?.[following]?.[then] : undefined;
        const stops = day >= Math.min(minDays, DAYS_TOLD_APART) ? resume[then] : undefined;
        const best =
          goes && stops ? goes.map((value, point) => Math.max(value, stops[point] ?? value)) : (goes ?? stops);
        return best && beforeVisit(pool, visit, date, best).map((value) => value - (way.costs[date] ?? 0));
      });
    });
  });
}

function poolWorth(problem: ProblemFile, certificate: Certificate, calendar: Calendar, poolId: string): number {
  const pool = poolCase(problem, certificate, calendar, poolId);
  const { ways, pinned, ending, cells } = pool;
  const width = calendar.dates.length;
  const values: number[][][] = Array.from({ length: width + 1 }, () => ending);
  let tomorrow: Standing = [];
  for (let date = width - 1; date >= 0; date--) {
    const resume = values[Math.min(width, date + 1 + problem.rules.revisitGapDays)] ?? ending;
    const today = standOn(pool, date, resume, tomorrow);
    let value = values[date + 1] ?? ending;
    for (const [at, { kits }] of ways.entries()) {
      const setup = problem.rules.setupCost * kits;
      value = value.map((row, level) => {
        const begun = today[at]?.[1]?.[level];
        return begun ? row.map((wait, point) => Math.max(wait, (begun[point] ?? wait) - setup)) : row;
      });
    }
    for (const visit of [...(pinned[date] ?? [])].reverse()) {
      const after = value;
      value = after.map((_, level) =>
        beforeVisit(pool, visit, date, after[Math.min(level + 1, after.length - 1)] ?? []),
      );
    }
    values[date] = value;
    tomorrow = today;
  }
  return values[0]?.[0]?.[cells] ?? 0;
}
