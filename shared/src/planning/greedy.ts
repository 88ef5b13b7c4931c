import { GreedyRoom } from './greedy-room.ts';
import { negativeBinomialServed } from './negative-binomial-served.ts';
import { canonicalOrder, type Plan } from './plan.ts';
import { capacityAt, capacityOf, isOpen, type Problem, rateOf, type Stint } from './problem.ts';

/** Where one kit, none named yet, would record most on each of its dates, if it went to a pool today. */
interface Stay {
  venue: number;
  slot: number;
  start: number;
  days: number;
  /** Recordings less the set-up, of each date. */
  perDate: number;
}

/** One more kit at a stay, and what it brings on each date. */
interface Wish {
  stay: Stay;
  perDate: number;
}

/**
 * What a diligent planner does without a machine: day by day, kits go where one more of them is expected to record most a
 * date, until none is free or no place is worth its set-up; the nearest kits go. A baseline for the search.
 *
 * Kilometres and the days to come are not looked at.
 *
 * @param isOver asked on every date; once true, the dates to come are left empty
 * @returns always a feasible plan, pinned stints included; never a best one
 */
export function greedy(problem: Problem, isOver: () => boolean = () => false): Plan {
  const room = new GreedyRoom(problem);
  for (const start of problem.dates.keys()) {
    if (isOver()) break;
    room.openDate(start);
    const free = room.freeOn(start);
    if (free.count === 0) continue;
    const stays = problem.poolIds
      .flatMap((_, pool) => bestStay(problem, room, { pool, start, perHour: free.perHour }) ?? [])
      .map((stay) => ({ stay, perDate: stay.perDate + urgency(problem, room, stay) }))
      .filter(({ perDate }) => perDate > 0)
      .sort(byWorth)
      .slice(0, free.count);
    const wishes = stays.flatMap((first) => [first, ...moreKits(problem, room, first.stay, free)]);
    const granted = wishes.sort(byWorth).slice(0, free.count);
    for (const { stay } of stays) {
      placeKits(problem, room, stay, granted.filter((wish) => wish.stay === stay).length);
    }
  }
  return canonicalOrder({ stints: room.stints });
}

function byWorth(a: Wish, b: Wish): number {
  return b.perDate - a.perDate || a.stay.venue - b.stay.venue;
}

/** Sessions that a pool must have count when it is asked where to go, not when it is asked how long to stay. */
function urgency({ rules, venuePool }: Problem, room: GreedyRoom, { venue, days }: Stay): number {
  const missing = Math.max(0, room.sessionsMissing[venuePool[venue] ?? 0] ?? 0);
  return (rules.shortfallCost * Math.min(days, missing)) / days;
}

function bestStay(
  problem: Problem,
  room: GreedyRoom,
  { pool, start, perHour }: { pool: number; start: number; perHour: number },
): Stay | undefined {
  const { minDays, setupCost } = problem.rules;
  let best: Stay | undefined;
  for (const venue of problem.poolVenues[pool] ?? []) {
    if ((problem.maxKits[venue] ?? 0) === 0) continue;
    for (const slot of problem.slotIds.keys()) {
      const most = longestStay(problem, room, { venue, slot, start });
      const served = servedBy(problem, room, { venue, slot, start, days: most }, capacityAt(problem, slot, perHour));
      for (let days = minDays; days <= most; days++) {
        const perDate = (discounted(problem, start, served.slice(0, days)) - setupCost) / days;
        if (!best || perDate > best.perDate) best = { venue, slot, start, days, perDate };
      }
    }
  }
  return best;
}

function longestStay(problem: Problem, room: GreedyRoom, at: { venue: number; slot: number; start: number }): number {
  const pool = problem.venuePool[at.venue] ?? 0;
  const mayStay = (date: number) => isOpen(problem, at.venue, at.slot, date) && room.mayVisit(pool, date);
  let days = 0;
  while (days < problem.rules.maxDays && mayStay(at.start + days)) days++;
  return days;
}

/** Expected people on each date of a stint. */
function servedBy(
  problem: Problem,
  room: GreedyRoom,
  { venue, slot, start, days }: Pick<Stint, 'venue' | 'slot' | 'start' | 'days'>,
  capacity: number,
): number[] {
  let left = room.left[problem.venuePool[venue] ?? 0] ?? 0;
  return Array.from({ length: days }, (_, day) => {
    const mean = left * rateOf(problem, venue, slot, start + day);
    const served = negativeBinomialServed(mean, problem.dispersion[venue] ?? 0, capacity);
    left -= served;
    return served;
  });
}

function discounted(problem: Problem, start: number, served: readonly number[]): number {
  return served.reduce((sum, on, day) => sum + on * (problem.discount[start + day] ?? 0), 0);
}

/** What a second kit, a third and so on would add to a stay. */
function moreKits(problem: Problem, room: GreedyRoom, stay: Stay, free: { count: number; perHour: number }): Wish[] {
  const wishes: Wish[] = [];
  const most = Math.min(free.count, problem.maxKits[stay.venue] ?? 0);
  let before = stay.perDate;
  for (let kits = 2; kits <= most; kits++) {
    const served = servedBy(problem, room, stay, capacityAt(problem, stay.slot, kits * free.perHour));
    const all = (discounted(problem, stay.start, served) - problem.rules.setupCost * kits) / stay.days;
    if (all <= before) break;
    wishes.push({ stay, perDate: all - before });
    before = all;
  }
  return wishes;
}

/** Names the nearest kits that are free all the while; a shorter stay where there are none. */
function placeKits(problem: Problem, room: GreedyRoom, stay: Stay, wanted: number): void {
  const { venue, slot, start } = stay;
  for (let days = stay.days; wanted > 0 && days >= problem.rules.minDays; days--) {
    const kits = room.nearestFree(venue, start, days).slice(0, wanted);
    if (kits.length === 0) continue;
    const stint = { venue, slot, start, days, kits: kits.sort((a, b) => a - b) };
    const served = servedBy(problem, room, stint, capacityOf(problem, slot, kits));
    const perDate = (discounted(problem, start, served) - problem.rules.setupCost * kits.length) / days;
    if (perDate + urgency(problem, room, { ...stay, days }) <= 0) continue;
    room.place(stint, served);
    return;
  }
}
