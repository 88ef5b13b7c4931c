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

/** Keeps the dates in some stint that gains more than `cost`, or as much where it `mayTie`. */
function keep(live: boolean[], gains: number[], cost: number, mayTie: boolean, longest: number): boolean[] {
  const kept = live.map(() => false);
  for (const [first] of live.entries()) {
    let sum = 0;
    for (let date = first; date < first + longest && live[date]; date++) {
      sum += gains[date] ?? 0;
      if (mayTie ? sum >= cost : sum > cost) kept.fill(true, first, date + 1);
    }
  }
  return kept;
}

/** The ways without the visits that a stint of theirs need not make: README.md, "What is left out". */
export function liveWays(problem: ProblemFile, pool: { remaining: number; minSessions: number }, ways: Way[]): Way[] {
  const { setupCost, shortfallCost, discountPerDay, maxDays } = problem.rules;
  const known = new Map<string, number>();
  const most = (visit: Visit) => {
    const key = `${visit.rate}/${visit.dispersion}/${visit.capacity}`;
    const value = known.get(key) ?? expectedServed(pool.remaining * visit.rate, visit.dispersion, visit.capacity);
    known.set(key, value);
    return value;
  };
  const mostOn = (way: Way) =>
    way.visits.map((visit, date) => (visit ? (1 - discountPerDay) ** date * most(visit) : Number.NEGATIVE_INFINITY));
  const named = new Map(ways.map((way) => [`${way.place} ${way.counts}`, way]));
  const beside = (way: Way, from: number, to: number) =>
    named.get(`${way.place} ${way.counts.map((count, at) => count - (at === from ? 1 : 0) + (at === to ? 1 : 0))}`);
  return ways.flatMap((way) => {
    const gain = mostOn(way);
    const shortfall = pool.minSessions > 0 ? shortfallCost : 0;
    const alone = gain.map((recorded, date) => recorded - (way.costs[date] ?? 0) + shortfall);
    let live = way.visits.map((visit) => visit !== undefined);
    live = keep(live, alone, setupCost * way.kits - HAIR, false, maxDays);
    const compare = (other: Way | undefined, prices: (date: number) => number, cost: number, mayTie: boolean) => {
      if (!other || !live.includes(true)) return;
      const its = mostOn(other);
      const isLarger = way.capacity > other.capacity;
      const more = gain.map((recorded, date) => (isLarger ? recorded - (its[date] ?? 0) : 0) - prices(date));
      live = keep(live, more, isLarger ? cost - HAIR : cost, mayTie, maxDays);
    };
    const groups = way.counts.map((_, group) => group);
    const price = (group: number, date: number) => way.prices[group]?.[date] ?? 0;
    for (const from of groups) {
      if (way.counts[from]) compare(beside(way, from, -1), (date) => price(from, date), setupCost, false);
    }
    for (const from of groups) {
      for (const to of groups) {
        if (from === to || !way.counts[from]) continue;
        compare(
          beside(way, from, to),
          (date) => price(from, date) - price(to, date),
          -(way.travel[to] ?? 0),
          to > from,
        );
      }
    }
    if (!live.includes(true)) return [];
    return [{ ...way, visits: way.visits.map((visit, date) => (live[date] ? visit : undefined)) }];
  });
}
