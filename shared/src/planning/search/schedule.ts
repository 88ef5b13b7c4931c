import type { Plan } from '../plan.ts';
import { publishedDates } from '../pool-model.ts';
import { type Problem, rateOf, type Stint, sessionCell } from '../problem.ts';
import type { RoadDistances } from './road-distances.ts';
import { servedAt, type Turnout } from './turnout.ts';

const NOWHERE = -1;

/** A stint as it stands in a schedule; never changed, only replaced. */
export interface Visit extends Stint {
  pinned: boolean;
  /** Recordings that its kits can finish in a session. */
  capacity: number;
}

/** One session of a pool: who comes before it and what it brings. */
export interface PoolSession {
  visit: Visit;
  date: number;
  /** People not yet recorded when it opens. */
  remaining: number;
}

/** The plan that visits make, pool by pool. */
export function planOf(visits: readonly (readonly Visit[])[]): Plan {
  return { stints: visits.flat().map(({ venue, slot, start, days, kits }) => ({ venue, slot, start, days, kits })) };
}

/** A plan under change: who stands where, and what it is worth, pool by pool and kit by kit. */
export class Schedule {
  readonly problem: Problem;
  readonly turnout: Turnout;
  readonly roads: RoadDistances;
  /** Per pool, in order of start. */
  readonly visits: Visit[][];
  /** Per pool, in the order in which they deplete it. */
  readonly sessions: PoolSession[][];
  /** kit × date: the venue it stands at, or −1. */
  readonly venueOn: Int32Array;
  /** kit × week: dates served. */
  readonly weekDates: Int32Array;
  /** Per date: kits in use. */
  readonly usedOn: Int32Array;
  /** venue × slot × date: what losing a published session costs, in recordings; empty where nothing is published. */
  readonly keeping: Float64Array;
  /** Per pool, counted up whenever its visits change. */
  readonly version: Int32Array;
  /** Recordings less costs. */
  worth = 0;
  private readonly poolWorth: Float64Array;
  private readonly kitKm: Float64Array;
  private readonly before = new Map<number, Visit[]>();

  constructor(problem: Problem, turnout: Turnout, roads: RoadDistances) {
    this.problem = problem;
    this.turnout = turnout;
    this.roads = roads;
    this.visits = problem.poolIds.map(() => []);
    this.sessions = problem.poolIds.map(() => []);
    this.venueOn = new Int32Array(problem.kitIds.length * problem.dates.length).fill(NOWHERE);
    this.weekDates = new Int32Array(problem.kitIds.length * problem.weeks.length);
    this.usedOn = new Int32Array(problem.dates.length);
    this.keeping = keepingOf(problem);
    this.version = new Int32Array(problem.poolIds.length);
    this.poolWorth = new Float64Array(problem.poolIds.length);
    this.kitKm = new Float64Array(problem.kitIds.length);
    for (const cost of this.keeping) this.worth -= cost;
    const pinned: Visit[][] = problem.poolIds.map(() => []);
    for (const stint of problem.pinned) pinned[this.poolOf(stint)]?.push(this.toVisit(stint, true));
    for (const pool of problem.poolIds.keys()) this.setPool(pool, pinned[pool] ?? []);
    this.before.clear();
  }

  poolOf({ venue }: Pick<Stint, 'venue'>): number {
    return this.problem.venuePool[venue] ?? 0;
  }

  toVisit({ venue, slot, start, days, kits }: Stint, pinned = false): Visit {
    let perHour = 0;
    for (const kit of kits) perHour += this.problem.recordingsPerHour[kit] ?? 0;
    return { venue, slot, start, days, kits, pinned, capacity: this.turnout.capacity(slot, perHour) };
  }

  /** From now on changes can be taken back, until the next mark. */
  mark(): void {
    this.before.clear();
  }

  /** Takes back every change since the last mark. */
  rollback(): void {
    const before = [...this.before];
    for (const [pool, visits] of before) this.setPool(pool, visits.filter(isPinned));
    for (const [pool, visits] of before) this.setPool(pool, visits);
    this.before.clear();
  }

  /** Replaces a pool's visits; the pinned ones must be among them. */
  setPool(pool: number, visits: readonly Visit[]): void {
    const old = this.visits[pool] ?? [];
    if (!this.before.has(pool)) this.before.set(pool, old);
    const touched: number[] = [];
    for (const visit of old) if (!visits.includes(visit)) this.occupy(visit, -1, touched);
    for (const visit of visits) if (!old.includes(visit)) this.occupy(visit, 1, touched);
    this.visits[pool] = [...visits].sort((a, b) => a.start - b.start);
    this.recount(pool);
    for (const kit of touched) this.recountKm(kit);
  }

  add(visit: Visit): void {
    const pool = this.poolOf(visit);
    this.setPool(pool, [...(this.visits[pool] ?? []), visit]);
  }

  /** @param by what stands there instead, if anything */
  replace(visit: Visit, by?: Visit): void {
    const pool = this.poolOf(visit);
    const others = (this.visits[pool] ?? []).filter((other) => other !== visit);
    this.setPool(pool, by ? [...others, by] : others);
  }

  /** The visit that a kit serves on a date. */
  visitOf(kit: number, date: number): Visit | undefined {
    const venue = this.venueOn[kit * this.problem.dates.length + date] ?? NOWHERE;
    if (venue === NOWHERE) return undefined;
    const here = this.visits[this.problem.venuePool[venue] ?? 0] ?? [];
    return here.find(({ start, days, kits }) => start <= date && date < start + days && kits.includes(kit));
  }

  toPlan(): Plan {
    return planOf(this.visits);
  }

  /** Takes away all of a pool's visits that are not pinned. */
  clearPool(pool: number): void {
    this.setPool(pool, (this.visits[pool] ?? []).filter(isPinned));
  }

  /** The venue at which a kit last stood before a date; −1 where it comes from its base. */
  venueBefore(kit: number, date: number): number {
    const row = kit * this.problem.dates.length;
    let before = date - 1;
    while (before >= 0 && this.venueOn[row + before] === NOWHERE) before--;
    return before < 0 ? NOWHERE : (this.venueOn[row + before] as number);
  }

  /** Kilometres that a kit's way grows by if it stands at a venue from `start` for `days` dates on which it is free. */
  extraKm(kit: number, venue: number, start: number, days: number): number {
    const { venueOn, roads } = this;
    const width = this.problem.dates.length;
    const row = kit * width;
    const from = this.venueBefore(kit, start);
    let after = start + days;
    while (after < width && venueOn[row + after] === NOWHERE) after++;
    const there = roads.leg(kit, from, venue);
    if (after >= width) return there;
    const to = venueOn[row + after] as number;
    return there + roads.leg(kit, venue, to) - roads.leg(kit, from, to);
  }

  private occupy({ venue, start, days, kits }: Visit, by: 1 | -1, touched: number[]): void {
    const width = this.problem.dates.length;
    const weeks = this.problem.weeks.length;
    for (const kit of kits) {
      touched.push(kit);
      for (let date = start; date < start + days; date++) {
        this.venueOn[kit * width + date] = by > 0 ? venue : NOWHERE;
        (this.usedOn[date] as number) += by;
        (this.weekDates[kit * weeks + (this.problem.weekOfDate[date] as number)] as number) += by;
      }
    }
  }

  private recount(pool: number): void {
    const { problem, turnout, keeping } = this;
    const visits = this.visits[pool] ?? [];
    const sessions: PoolSession[] = [];
    let worth = 0;
    for (const visit of visits) {
      for (let day = 0; day < visit.days; day++) sessions.push({ visit, date: visit.start + day, remaining: 0 });
      worth -= problem.rules.setupCost * visit.kits.length;
    }
    if (visits.some(isPinned)) inOrderOfTime(problem, sessions);
    let remaining = problem.remaining[pool] ?? 0;
    for (const session of sessions) {
      const { venue, slot, capacity } = session.visit;
      session.remaining = remaining;
      const rate = rateOf(problem, venue, slot, session.date);
      const served = servedAt(turnout.table(venue, capacity), remaining * rate);
      remaining -= served;
      worth += served * (problem.discount[session.date] as number);
      if (keeping.length > 0) worth += this.kept(session, sessions);
    }
    worth -= problem.rules.shortfallCost * Math.max(0, (problem.minSessions[pool] ?? 0) - sessions.length);
    this.worth += worth - (this.poolWorth[pool] ?? 0);
    this.poolWorth[pool] = worth;
    this.sessions[pool] = sessions;
    (this.version[pool] as number)++;
  }

  /** Two pinned stints may meet in one session, which is kept once. */
  private kept(session: PoolSession, sessions: readonly PoolSession[]): number {
    const { date, visit } = session;
    const first = sessions.find(
      (other) => other.date === date && other.visit.venue === visit.venue && other.visit.slot === visit.slot,
    );
    return first === session ? (this.keeping[sessionCell(this.problem, visit.venue, visit.slot, date)] ?? 0) : 0;
  }

  private recountKm(kit: number): void {
    const width = this.problem.dates.length;
    let at = NOWHERE;
    let km = 0;
    for (let cell = kit * width; cell < (kit + 1) * width; cell++) {
      const venue = this.venueOn[cell] as number;
      if (venue === NOWHERE || venue === at) continue;
      km += this.roads.leg(kit, at, venue);
      at = venue;
    }
    this.worth -= this.problem.rules.kmCost * (km - (this.kitKm[kit] ?? 0));
    this.kitKm[kit] = km;
  }
}

function isPinned({ pinned }: Visit): boolean {
  return pinned;
}

function inOrderOfTime(problem: Problem, sessions: PoolSession[]): void {
  const startOf = ({ visit }: PoolSession) => problem.slotStartMinutes[visit.slot] ?? 0;
  sessions.sort((a, b) => a.date - b.date || startOf(a) - startOf(b));
}

function keepingOf(problem: Problem): Float64Array {
  if (problem.published.length === 0) return new Float64Array(0);
  const keeping = new Float64Array(problem.open.length);
  for (const [session, weight] of publishedDates(problem)) {
    const [venue = 0, slot = 0, date = 0] = session.split('/').map(Number);
    if (date < 0 || date >= problem.dates.length) continue;
    keeping[sessionCell(problem, venue, slot, date)] = problem.rules.changeCost * weight;
  }
  return keeping;
}
