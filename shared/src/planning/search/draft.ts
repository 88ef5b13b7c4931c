import { negativeBinomialServed } from '../negative-binomial-served.ts';
import type { Plan } from '../plan.ts';
import { publishedDates } from '../pool-model.ts';
import { capacityOf, type Problem, rateOf, type Stint } from '../problem.ts';
import type { RoadDistances } from './road-distances.ts';

const NOWHERE = -1;

/** A plan under change: who stands where, and what it is worth, kept exact stint by stint. */
export class Draft {
  readonly problem: Problem;
  /** Per pool, the stints that are not pinned, in order of date. */
  readonly stints: Stint[][];
  /** kit × date: the venue it stands at, or −1. */
  readonly venueOn: Int32Array;
  /** kit × week: dates served. */
  readonly weekDates: Int32Array;
  /** Per date: kits in use. */
  readonly usedOn: Int32Array;
  private readonly roads: RoadDistances;
  private readonly pinned: Stint[][];
  private readonly published: Map<string, number>;
  private readonly publishedOfPool: Float64Array;
  private readonly poolWorth: Float64Array;
  private readonly kitKm: Float64Array;
  private readonly before = new Map<number, Stint[]>();

  constructor(problem: Problem, roads: RoadDistances) {
    this.problem = problem;
    this.roads = roads;
    this.stints = problem.poolIds.map(() => []);
    this.pinned = problem.poolIds.map(() => []);
    this.venueOn = new Int32Array(problem.kitIds.length * problem.dates.length).fill(NOWHERE);
    this.weekDates = new Int32Array(problem.kitIds.length * problem.weeks.length);
    this.usedOn = new Int32Array(problem.dates.length);
    this.published = publishedDates(problem);
    this.publishedOfPool = new Float64Array(problem.poolIds.length);
    for (const { venue, weights } of problem.published) {
      const pool = problem.venuePool[venue] ?? 0;
      this.publishedOfPool[pool] = weights.reduce((sum, weight) => sum + weight, this.publishedOfPool[pool] ?? 0);
    }
    this.poolWorth = new Float64Array(problem.poolIds.length);
    this.kitKm = new Float64Array(problem.kitIds.length);
    for (const stint of problem.pinned) {
      this.pinned[problem.venuePool[stint.venue] ?? 0]?.push(stint);
      this.occupy(stint, 1);
    }
    for (let pool = 0; pool < problem.poolIds.length; pool++) this.recount(pool);
    for (let kit = 0; kit < problem.kitIds.length; kit++) this.recountKm(kit);
  }

  objective(): number {
    let sum = 0;
    for (const worth of this.poolWorth) sum += worth;
    let km = 0;
    for (const of of this.kitKm) km += of;
    return sum - this.problem.rules.kmCost * km;
  }

  /** Price of the kits in use, pinned ones too, at a price per date. */
  rent(prices: Float64Array): number {
    let sum = 0;
    for (let date = 0; date < prices.length; date++) sum += (prices[date] ?? 0) * (this.usedOn[date] ?? 0);
    return sum;
  }

  /** From now on changes can be taken back, until the next mark. */
  mark(): void {
    this.before.clear();
  }

  /** Takes back every change since the last mark. */
  rollback(): void {
    const before = [...this.before];
    for (const [pool] of before) this.setPool(pool, []);
    for (const [pool, stints] of before) this.setPool(pool, stints);
  }

  /** Replaces a pool's stints that are not pinned. */
  setPool(pool: number, stints: Stint[]): void {
    if (!this.before.has(pool)) this.before.set(pool, this.stints[pool] ?? []);
    const touched = new Set<number>();
    for (const stint of this.stints[pool] ?? []) this.occupy(stint, -1, touched);
    for (const stint of stints) this.occupy(stint, 1, touched);
    this.stints[pool] = stints;
    this.recount(pool);
    for (const kit of touched) this.recountKm(kit);
  }

  toPlan(): Plan {
    return { stints: [...this.problem.pinned, ...this.stints.flat()] };
  }

  private occupy(stint: Stint, by: 1 | -1, touched?: Set<number>): void {
    const width = this.problem.dates.length;
    const weeks = this.problem.weeks.length;
    for (const kit of stint.kits) {
      touched?.add(kit);
      for (let date = stint.start; date < stint.start + stint.days; date++) {
        const week = kit * weeks + (this.problem.weekOfDate[date] ?? 0);
        this.venueOn[kit * width + date] = by > 0 ? stint.venue : NOWHERE;
        this.weekDates[week] = (this.weekDates[week] ?? 0) + by;
        this.usedOn[date] = (this.usedOn[date] ?? 0) + by;
      }
    }
  }

  private recount(pool: number): void {
    const { problem, published } = this;
    const stints = this.stints[pool] ?? [];
    const pinned = this.pinned[pool] ?? [];
    const inOrder = pinned.length === 0 ? stints : [...stints, ...pinned];
    const sessions = sessionsInOrder(problem, inOrder);
    const { setupCost, shortfallCost, changeCost } = problem.rules;
    let remaining = problem.remaining[pool] ?? 0;
    let worth = 0;
    let missed = this.publishedOfPool[pool] ?? 0;
    const kept = new Set<string>();
    for (const { stint, date, capacity } of sessions) {
      const mean = remaining * rateOf(problem, stint.venue, stint.slot, date);
      const served = negativeBinomialServed(mean, problem.dispersion[stint.venue] ?? 0, capacity);
      remaining -= served;
      worth += served * (problem.discount[date] ?? 0);
      if (missed > 0) kept.add(`${stint.venue}/${stint.slot}/${date}`);
    }
    for (const session of kept) missed -= published.get(session) ?? 0;
    const setups = inOrder.reduce((sum, stint) => sum + stint.kits.length, 0);
    const shortfall = Math.max(0, (problem.minSessions[pool] ?? 0) - sessions.length);
    this.poolWorth[pool] = worth - setupCost * setups - shortfallCost * shortfall - changeCost * missed;
  }

  private recountKm(kit: number): void {
    const width = this.problem.dates.length;
    let at = NOWHERE;
    let km = 0;
    for (let cell = kit * width; cell < (kit + 1) * width; cell++) {
      const venue = this.venueOn[cell] ?? NOWHERE;
      if (venue === NOWHERE || venue === at) continue;
      km += at === NOWHERE ? this.roads.fromKitBase(kit, venue) : this.roads.betweenVenues(at, venue);
      at = venue;
    }
    this.kitKm[kit] = km;
  }

  /** Kilometres that a kit's way grows by if it stands at a venue from `start` for `days` dates on which it is free. */
  extraKm(kit: number, venue: number, start: number, days: number): number {
    const width = this.problem.dates.length;
    const row = kit * width;
    let before = start - 1;
    while (before >= 0 && this.venueOn[row + before] === NOWHERE) before--;
    let after = start + days;
    while (after < width && this.venueOn[row + after] === NOWHERE) after++;
    const from = before < 0 ? NOWHERE : (this.venueOn[row + before] ?? NOWHERE);
    const leg = (to: number) =>
      from === NOWHERE ? this.roads.fromKitBase(kit, to) : this.roads.betweenVenues(from, to);
    if (after >= width) return leg(venue);
    const to = this.venueOn[row + after] ?? NOWHERE;
    return leg(venue) + this.roads.betweenVenues(venue, to) - leg(to);
  }
}

interface SessionOfPool {
  stint: Stint;
  date: number;
  capacity: number;
}

function sessionsInOrder(problem: Problem, stints: readonly Stint[]): SessionOfPool[] {
  const sessions: SessionOfPool[] = [];
  for (const stint of stints) {
    const capacity = capacityOf(problem, stint.slot, stint.kits);
    for (let day = 0; day < stint.days; day++) sessions.push({ stint, date: stint.start + day, capacity });
  }
  const startOf = (stint: Stint) => problem.slotStartMinutes[stint.slot] ?? 0;
  return sessions.sort((a, b) => a.date - b.date || startOf(a.stint) - startOf(b.stint));
}
