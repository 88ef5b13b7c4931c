import type { ProblemFile } from './problem-file.ts';
import { expectedServed, slotMinutes } from './verify-expectation.ts';
import type { Visit, Way } from './verify-ways.ts';

/** A slot of one venue by date: what a session there saves of published dates, how many come, and whether it may be. */
export interface SlotDates {
  slot: string;
  open: boolean[];
  rate: number[];
  saved: number[];
}

/** Dates within a stint's length of one of `dates`, all open between: what a stint over one of them can cover. */
function within(open: boolean[], dates: boolean[], longest: number): boolean[] {
  const covered = open.map(() => false);
  for (const [first] of open.entries()) {
    const stint: number[] = [];
    for (let date = first; date < first + longest && open[date]; date++) {
      stint.push(date);
      if (stint.some((one) => dates[one])) for (const one of stint) covered[one] = true;
    }
  }
  return covered;
}

/** README.md, "What is left out": slots of a venue in which no stint need stand, as it could stand in a better one. */
export function withoutWorseSlots(problem: ProblemFile, slots: SlotDates[]): SlotDates[] {
  const minutes = (one: SlotDates) => slotMinutes(problem, one.slot);
  return slots.map((worse, at) => {
    let open = worse.open;
    for (const [place, better] of slots.entries()) {
      const [own, its] = [minutes(worse), minutes(better)];
      if (place === at || its < own || (its === own && place > at)) continue;
      const needed = open.map(
        (isOpen, date) =>
          isOpen &&
          !(
            better.open[date] &&
            (better.rate[date] ?? 0) >= (worse.rate[date] ?? 0) &&
            (better.saved[date] ?? 0) >= (worse.saved[date] ?? 0)
          ),
      );
      open = within(open, needed, problem.rules.maxDays);
    }
    return { ...worse, open };
  });
}

/** Recordings: what is worse by less may be as good but for rounding, and stays. */
const HAIR = 1e-9;

/** Keeps the dates in some stint that gains more than `cost` and what the whole stint costs `beside`. */
function keep(
  live: boolean[],
  gains: number[],
  cost: number,
  longest: number,
  beside: (start: number, days: number) => number,
): boolean[] {
  const kept = live.map(() => false);
  for (const [first] of live.entries()) {
    let sum = 0;
    for (let date = first; date < first + longest && live[date]; date++) {
      sum += gains[date] ?? 0;
      if (sum - beside(first, date - first + 1) > cost) kept.fill(true, first, date + 1);
    }
  }
  return kept;
}

/** Ways of one place with as many kits: one of them exchanged, or together as fast. */
function isRival(way: Way, other: Way): boolean {
  if (way === other || way.place !== other.place || way.kits !== other.kits) return false;
  const apart = way.counts.reduce((sum, count, group) => sum + Math.abs(count - (other.counts[group] ?? 0)), 0);
  return apart === 2 || way.capacity === other.capacity;
}

/** Most that each visit of each way can record, discounted: with everybody still to come. */
function mostOn(problem: ProblemFile, people: number, ways: Way[]): Map<Way, number[]> {
  const known = new Map<string, number>();
  const most = (visit: Visit) => {
    const key = `${visit.rate}/${visit.dispersion}/${visit.capacity}`;
    const value = known.get(key) ?? expectedServed(people * visit.rate, visit.dispersion, visit.capacity);
    known.set(key, value);
    return value;
  };
  const weight = (date: number) => (1 - problem.rules.discountPerDay) ** date;
  return new Map(
    ways.map((way) => [
      way,
      way.visits.map((visit, date) => (visit ? weight(date) * most(visit) : Number.NEGATIVE_INFINITY)),
    ]),
  );
}

/**
 * The ways without the visits that a stint of theirs need not make: README.md, "What is left out".
 *
 * @param idle by group and date, how much of a kit's way is charged at most
 */
export function liveWays(
  problem: ProblemFile,
  pool: { remaining: number; minSessions: number },
  ways: Way[],
  idle: readonly number[][],
): Way[] {
  const { setupCost, shortfallCost, maxDays } = problem.rules;
  const most = mostOn(problem, pool.remaining, ways);
  const leastIdle = idle.map((row) => Math.min(...row));
  const named = new Map(ways.map((way) => [`${way.place} ${way.counts}`, way]));
  const charged = (way: Way, group: number) => Math.min(way.travel[group] ?? 0, leastIdle[group] ?? 0);
  return ways.flatMap((way, at) => {
    const gain = most.get(way) ?? [];
    const shortfall = pool.minSessions > 0 ? shortfallCost : 0;
    const alone = gain.map((recorded, date) => recorded - (way.costs[date] ?? 0) + shortfall);
    let live = way.visits.map((visit) => visit !== undefined);
    live = keep(live, alone, setupCost * way.kits - HAIR, maxDays, way.stint);
    const compare = (other: Way, saved: number, yields: boolean) => {
      const its = most.get(other) ?? [];
      const fewer = way.counts.map((count, group) => count - (other.counts[group] ?? 0));
      const more = gain.map((recorded, date) => {
        const price = fewer.reduce((sum, count, group) => sum + count * (way.prices[group]?.[date] ?? 0), 0);
        return (way.capacity > other.capacity ? recorded - (its[date] ?? 0) : 0) - price;
      });
      const beside = (start: number, days: number) => way.stint(start, days) - other.stint(start, days);
      live = keep(live, more, yields ? saved : saved - HAIR, maxDays, beside);
    };
    for (const [group, count] of way.counts.entries()) {
      const fewer = way.counts.map((of, place) => (place === group ? of - 1 : of));
      const other = count > 0 ? named.get(`${way.place} ${fewer}`) : undefined;
      if (other) compare(other, setupCost + charged(way, group), way.capacity <= other.capacity);
    }
    for (const [place, other] of ways.entries()) {
      if (!live.includes(true)) return [];
      if (!isRival(way, other)) continue;
      const saved = way.counts.reduce((sum, count, group) => {
        const its = other.counts[group] ?? 0;
        return count === its ? sum : sum + count * charged(way, group) - its * (other.travel[group] ?? 0);
      }, 0);
      compare(other, saved, way.capacity < other.capacity || (way.capacity === other.capacity && place < at));
    }
    if (!live.includes(true)) return [];
    return [{ ...way, visits: way.visits.map((visit, date) => (live[date] ? visit : undefined)) }];
  });
}
