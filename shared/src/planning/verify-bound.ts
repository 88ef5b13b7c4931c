import { dateRange, isoWeek } from '../calendar/local-date.ts';
import type { Certificate } from './plan.ts';
import type { PoolFile, ProblemFile } from './problem-file.ts';
import { type Calendar, datesOf, sessionsOf } from './verify-calendar.ts';
import { expectedServed } from './verify-expectation.ts';
import { liveWays } from './verify-live.ts';
import { worthOfRoutes } from './verify-routes.ts';
import { idleWorths } from './verify-travel.ts';
import { announcedPeople, pinnedVisits, type Visit, type Way, waysOf } from './verify-ways.ts';

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
  const isByStint = certificate.groups.some((group) => group.stint);
  const worthOf = isByStint ? worthOfRoutes : worthOfKits;
  let bound = worthOf(problem, certificate, calendar) + worthOfPinned(problem);
  const idle = idleWorths(problem, certificate, calendar);
  for (const pool of problem.pools) bound += poolWorth(problem, certificate, calendar, idle, pool);
  return bound;
}

function checkFit(
  problem: ProblemFile,
  { groups, date, reserve = date }: Certificate,
  { dates, weeks }: Calendar,
): void {
  const { maxDays } = problem.rules;
  const isAsLong = groups.every(
    ({ stint }) => stint?.length === (maxDays > DAYS_TOLD_APART ? -1 : dates.length * maxDays),
  );
  if (groups.some(({ stint }) => stint) && !isAsLong) throw new RangeError('the certificate has not one price a stint');
  const named = groups.flatMap((group) => group.kits).sort();
  const kits = problem.kits.map((kit) => kit.id).sort();
  if (named.join('\n') !== kits.join('\n')) throw new RangeError('the certificate does not name every kit once');
  const fits = groups.every((group) => group.date.length === dates.length && group.week.length === weeks.length);
  if (!fits || date.length !== dates.length || reserve.length !== dates.length)
    throw new RangeError('the certificate has not one price a date and week');
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

/** Largest −d²/dx² of expected recordings over x from `low` to `high` people: README.md, "The bend". */
function sharpest({ rate, dispersion, capacity }: Visit, low: number, high: number): number {
  if (capacity < 1 || rate === 0) return 0;
  const mean = Math.min(high * rate, Math.max(low * rate, (capacity - 1) / (1 + 2 * dispersion)));
  if (mean === 0) return capacity === 1 ? rate * rate * (1 + dispersion) : 0;
  const tilt = Math.log(1 + dispersion * mean);
  let log = Math.log(1 + dispersion) - 2 * tilt - (dispersion * mean > 1e-12 ? tilt / dispersion : mean);
  for (let n = 1; n < capacity; n++) log += Math.log(1 + dispersion * (n + 1)) + Math.log(mean / n) - tilt;
  return rate * rate * Math.exp(log);
}

/** d/dx of expected recordings: rate × Σ m·P(D = m) / mean, m = 1 … capacity. */
function slope({ rate, dispersion, capacity }: Visit, people: number): number {
  const mean = people * rate;
  if (mean === 0) return capacity > 0 ? rate : 0;
  const tilt = Math.log(1 + dispersion * mean);
  let log = dispersion * mean > 1e-12 ? -tilt / dispersion : -mean;
  let sum = 0;
  for (let m = 1; m <= capacity; m++) {
    log += Math.log((mean * (1 + (m - 1) * dispersion)) / m) - tilt;
    sum += m * Math.exp(log);
  }
  return Math.min(1, sum / mean) * rate;
}

/** The longest stint whose days are told apart, and the most sessions short: README.md, "What is rounded up". */
const DAYS_TOLD_APART = 14;
const LEVELS_TOLD_APART = 6;

/** The largest pool has all cells, smaller ones fewer by the square root of their size, but at least 24 where there are. */
function cellsOf(problem: ProblemFile, cells: number, people: number): number {
  const largest = Math.max(1, ...problem.pools.map((pool) => pool.remaining));
  return Math.max(Math.min(cells, 24), Math.ceil(cells * Math.sqrt(people / largest)));
}

/**
 * One visit on the grid: recordings at its points, and where those left come to lie (the cell, and how far into it); per
 * cell its own bend, and the share kept of what comes after.
 */
interface VisitOnGrid {
  served: number[];
  low: number[];
  share: number[];
  own: number[];
  kept: number[];
}

/** One pool's recursion. */
interface PoolCase {
  problem: ProblemFile;
  ways: Way[];
  pinned: Visit[][];
  cells: number;
  step: number;
  onGrid: (visit: Visit) => VisitOnGrid;
  ending: number[][];
}

function visitOnGrid(visit: Visit, cells: number, step: number): VisitOnGrid {
  const { rate, dispersion, capacity } = visit;
  const points = Array.from({ length: cells + 1 }, (_, point) => point);
  const served = points.map((point) => expectedServed(point * step * rate, dispersion, capacity));
  const left = points.map((point) => (step > 0 ? Math.max(0, point - (served[point] ?? 0) / step) : point));
  const low = left.map((point) => Math.min(cells - 1, Math.floor(point)));
  return {
    served,
    low,
    share: left.map((point, at) => Math.min(1, point - (low[at] ?? 0))),
    own: Array.from({ length: cells }, (_, cell) => sharpest(visit, cell * step, (cell + 1) * step)),
    kept: Array.from({ length: cells }, (_, cell) => (1 - slope(visit, (cell + 1) * step)) ** 2),
  };
}

function poolCase(
  problem: ProblemFile,
  certificate: Certificate,
  calendar: Calendar,
  idle: readonly number[][],
  pool: PoolFile,
): PoolCase {
  const cells = cellsOf(problem, certificate.cells, pool.remaining);
  const venues = problem.venues.filter((venue) => venue.pool === pool.id);
  const step = pool.remaining / cells;
  const known = new Map<string, VisitOnGrid>();
  const met = new Map<Visit, VisitOnGrid>();
  const onGrid = (visit: Visit) => {
    const before = met.get(visit);
    if (before) return before;
    const key = JSON.stringify(visit);
    const found = known.get(key) ?? visitOnGrid(visit, cells, step);
    known.set(key, found);
    met.set(visit, found);
    return found;
  };
  const top = Math.min(pool.minSessions, LEVELS_TOLD_APART);
  return {
    problem,
    ways: liveWays(problem, pool, waysOf(problem, certificate, calendar, venues), idle),
    pinned: pinnedVisits(problem, calendar.dates, venues),
    cells,
    step,
    onGrid,
    ending: Array.from({ length: top + 1 }, (_, level) =>
      Array(cells + 1).fill(-problem.rules.shortfallCost * (top - level)),
    ),
  };
}

const weightOn = ({ problem }: PoolCase, date: number) => (1 - problem.rules.discountPerDay) ** date;

/** Of a cell: a visit that ends on a grid point but for rounding does not reach into the next cell. */
const HAIR = 1e-9;

/** Most bend per cell before a visit, from the most after it. */
function bendBefore(pool: PoolCase, visit: Visit, date: number, then: number[]): number[] {
  const { low, share, own, kept } = pool.onGrid(visit);
  const weight = weightOn(pool, date);
  const left = (point: number) => (low[point] ?? 0) + (share[point] ?? 0);
  return own.map((sharp, cell) => {
    const first = Math.min(pool.cells - 1, Math.floor(left(cell) + HAIR));
    const last = Math.max(first, Math.ceil(left(cell + 1) - HAIR) - 1);
    return weight * sharp + (kept[cell] ?? 0) * Math.max(...then.slice(first, last + 1));
  });
}

/** Upper bounds before a visit from those after it, rounded up between grid points. */
function beforeVisit(pool: PoolCase, visit: Visit, date: number, then: number[], bends: number[]): number[] {
  const { served, low, share } = pool.onGrid(visit);
  const weight = weightOn(pool, date);
  return served.map((recorded, point) => {
    const [cell, into] = [low[point] ?? 0, share[point] ?? 0];
    const [a, b] = [then[cell] ?? 0, then[cell + 1] ?? 0];
    const sag = (into * (1 - into) * (bends[cell] ?? 0) * pool.step ** 2) / 2;
    return weight * recorded + Math.min(a + into * (b - a) + sag, a + into * pool.step, b);
  });
}

/** By way, by day of the stint (from 1), by level of sessions so far: values at the grid points. */
type Standing = (number[] | undefined)[][][];

function standOn(pool: PoolCase, date: number, resume: number[][], tomorrow: Standing, bends: number[]): Standing {
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
        const mayStop = day >= Math.min(minDays, DAYS_TOLD_APART) && day <= date + 1;
        const ending = mayStop ? way.stint(date - day + 1, day) : 0;
        const stops = mayStop ? resume[then]?.map((value) => value - ending) : undefined;
        const ways = [goes, stops].flatMap((values) => (values ? [beforeVisit(pool, visit, date, values, bends)] : []));
        return larger(ways)?.map((value) => value - (way.costs[date] ?? 0));
      });
    });
  });
}

/** Point by point the largest; undefined of none. */
function larger([first, ...others]: number[][]): number[] | undefined {
  return first?.map((value, point) => Math.max(value, ...others.map((row) => row[point] ?? value)));
}

function poolWorth(
  problem: ProblemFile,
  certificate: Certificate,
  calendar: Calendar,
  idle: readonly number[][],
  of: PoolFile,
): number {
  const pool = poolCase(problem, certificate, calendar, idle, of);
  const { ways, pinned, ending, cells } = pool;
  const width = calendar.dates.length;
  const values: number[][][] = Array.from({ length: width + 1 }, () => ending);
  let bends: number[] = Array(cells).fill(0);
  let tomorrow: Standing = [];
  for (let date = width - 1; date >= 0; date--) {
    const resume = values[Math.min(width, date + 1 + problem.rules.revisitGapDays)] ?? ending;
    const today = standOn(pool, date, resume, tomorrow, bends);
    let value = values[date + 1] ?? ending;
    for (const [at, { kits, counts, travel }] of ways.entries()) {
      const way = (group: number) => Math.min(travel[group] ?? 0, idle[group]?.[date] ?? 0);
      const setup = counts.reduce((sum, count, group) => sum + count * way(group), problem.rules.setupCost * kits);
      value = value.map((row, level) => {
        const begun = today[at]?.[1]?.[level];
        return begun ? row.map((wait, point) => Math.max(wait, (begun[point] ?? wait) - setup)) : row;
      });
    }
    const visits = ways.flatMap((way) => way.visits[date] ?? []);
    const kinds = new Map(visits.map((visit) => [pool.onGrid(visit), visit]));
    bends = larger([bends, ...[...kinds.values()].map((visit) => bendBefore(pool, visit, date, bends))]) ?? bends;
    for (const visit of [...(pinned[date] ?? [])].reverse()) {
      const [after, then] = [value, bends];
      value = after.map((_, level) =>
        beforeVisit(pool, visit, date, after[Math.min(level + 1, after.length - 1)] ?? [], then),
      );
      bends = bendBefore(pool, visit, date, then);
    }
    values[date] = value;
    tomorrow = today;
  }
  return values[0]?.[0]?.[cells] ?? 0;
}
