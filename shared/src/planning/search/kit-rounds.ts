import { type Random, shuffled } from '../../random/seeded-random.ts';
import type { Problem } from '../problem.ts';
import { KitRouter } from './kit-route.ts';
import { nearestFirst, poolPositions } from './nearest.ts';
import { OpeningTables } from './openings.ts';
import type { Schedule } from './schedule.ts';
import type { Window } from './window.ts';

/** Dates of a window in which the first plan is laid, kit by kit; and how often it is gone over again. */
const FIRST_WINDOW = 21;
const FIRST_ROUNDS = 6;
/** Dates of the windows in which kits are sent other ways. */
const WINDOW = { shortest: 8, longest: 28 };
const MOST_KITS = 3;
const MOST_POOLS = 3;
/** Of the kits sent anew together, how many are near one another. */
const NEAR_SHARE = 0.5;
const NEAR_KITS = 6;
/** Share of the rounds that empty pools rather than kits' dates. */
const POOL_SHARE = 0.4;
/** How far a stint's worth is bent at random, so that other ways are tried; some rounds bend nothing. */
const NOISE = 0.3;
const PLAIN_SHARE = 0.3;
/** Pools that a kit looks at are the nearest of where it stands: enough to find what pays, in a wide area too. */
const POOLS_IN_REACH = 240;
const NEAR_POOLS = 12;

/**
 * Sends kits other ways through a window of dates, each the best way that is left to it (`kit-route.ts`).
 *
 * @see Shaw (1998), Using constraint programming and local search methods to solve vehicle routing problems, CP-98
 */
export class KitRounds {
  private readonly problem: Problem;
  private readonly schedule: Schedule;
  private readonly router: KitRouter;
  private readonly random: Random;
  private readonly pools: number[];
  private readonly positions: ReturnType<typeof poolPositions>;
  private readonly reach = new Map<number, number[]>();

  constructor(schedule: Schedule, random: Random) {
    this.schedule = schedule;
    this.problem = schedule.problem;
    this.random = random;
    this.router = new KitRouter(schedule, new OpeningTables(schedule));
    this.pools = [...this.problem.poolIds.keys()];
    this.positions = poolPositions(this.problem);
  }

  /**
   * Fills the schedule's idle kits window by window, then goes over all of it again.
   *
   * @param dread factor on what a kilometre costs: a first plan that dreads them keeps its kits apart from one another
   */
  construct(dread: number, isOver: () => boolean): void {
    const { problem, random, schedule } = this;
    const width = problem.dates.length;
    const kits = shuffled([...problem.kitIds.keys()], random);
    for (let round = 0; round < FIRST_ROUNDS; round++) {
      const offset = round === 0 ? 0 : random.below(FIRST_WINDOW);
      for (let from = -offset; from < width; from += FIRST_WINDOW) {
        const window = { from: Math.max(0, from), to: Math.min(width, from + FIRST_WINDOW) - 1 };
        for (const kit of kits) {
          if (isOver()) return;
          if (window.to < window.from) continue;
          const before = schedule.worth;
          schedule.mark();
          this.route(kit, this.clear(kit, window), 0, dread);
          if (schedule.worth < before) schedule.rollback();
        }
      }
    }
  }

  /**
   * One round: takes a few kits, or all kits of a few pools, off their stints in a window, and sends them anew, twice.
   *
   * @param tolerance recordings that the round may lose and be kept
   */
  round(tolerance: number): void {
    const { schedule, random } = this;
    const before = schedule.worth;
    schedule.mark();
    const windows = random.next() < POOL_SHARE ? this.aroundPools() : this.aroundKits();
    for (const [kit, window] of windows) windows.set(kit, this.clear(kit, window));
    const noise = random.next() < PLAIN_SHARE ? 0 : NOISE * random.next();
    const kits = shuffled([...windows.keys()], random);
    for (const kit of kits) this.route(kit, windows.get(kit), noise);
    for (const kit of kits) {
      const window = windows.get(kit);
      if (window) this.route(kit, this.clear(kit, window), 0);
    }
    if (schedule.worth < before - tolerance) schedule.rollback();
  }

  private route(kit: number, window: Window | undefined, noise: number, dread = 1): void {
    if (!window) return;
    const taste = noise > 0 ? () => 1 + noise * (this.random.next() - 0.5) : () => 1;
    this.router.route(kit, window, this.poolsInReach(kit, window), { taste, dread });
  }

  /** Takes a kit off all that it does in a window; returns the window that covers what it did. */
  private clear(kit: number, window: Window): Window {
    const { schedule } = this;
    let { from, to } = window;
    for (let date = window.from; date <= window.to; date++) {
      const visit = schedule.visitOf(kit, date);
      if (!visit || visit.pinned) continue;
      from = Math.min(from, visit.start);
      to = Math.max(to, visit.start + visit.days - 1);
      const kits = visit.kits.filter((other) => other !== kit);
      schedule.replace(visit, kits.length > 0 ? schedule.toVisit({ ...visit, kits }) : undefined);
    }
    return { from, to };
  }

  private aroundKits(): Map<number, Window> {
    const { random, problem } = this;
    const width = problem.dates.length;
    const length = WINDOW.shortest + random.below(WINDOW.longest - WINDOW.shortest + 1);
    const from = random.below(Math.max(1, width - Math.floor(length / 2)));
    const window = { from, to: Math.min(width, from + length) - 1 };
    const windows = new Map<number, Window>();
    const kit = random.below(problem.kitIds.length);
    windows.set(kit, window);
    const near = this.kitsNear(kit, from);
    for (let count = random.below(MOST_KITS); count > 0; count--) {
      const among = random.next() < NEAR_SHARE ? near.slice(0, NEAR_KITS) : near;
      if (among.length > 0) windows.set(among[random.below(among.length)] as number, window);
    }
    return windows;
  }

  /** The other kits, by how near they stand to a kit on a date. */
  private kitsNear(kit: number, date: number): number[] {
    const { problem, schedule } = this;
    const placeOf = (one: number) => {
      const venue = schedule.venueBefore(one, date + 1);
      return venue < 0 ? problem.kitBases[one] : problem.venuePositions[venue];
    };
    const places = problem.kitIds.map((_, other) => placeOf(other));
    return nearestFirst(places[kit], places).filter((other) => other !== kit);
  }

  private aroundPools(): Map<number, Window> {
    const { random, problem, schedule } = this;
    const width = problem.dates.length;
    const length = WINDOW.shortest + random.below(WINDOW.longest - WINDOW.shortest + 1);
    const from = random.below(width) - Math.floor(length / 2);
    const margin = random.below(WINDOW.shortest);
    const windows = new Map<number, Window>();
    for (const pool of this.nearPools()) {
      for (const visit of schedule.visits[pool] ?? []) {
        if (visit.pinned || visit.start + visit.days <= from || visit.start >= from + length) continue;
        schedule.replace(visit);
        const around = {
          from: Math.max(0, visit.start - margin),
          to: Math.min(width, visit.start + visit.days + margin) - 1,
        };
        for (const kit of visit.kits) windows.set(kit, union(windows.get(kit), around));
      }
    }
    return windows;
  }

  private nearPools(): Set<number> {
    const { random, problem } = this;
    const seed = random.below(problem.poolIds.length);
    const pools = new Set([seed]);
    const near = this.poolsNear(problem.poolVenues[seed]?.[0] ?? -1);
    for (let count = random.below(MOST_POOLS); count > 0 && near.length > 0; count--)
      pools.add(near[random.below(Math.min(NEAR_POOLS, near.length))] as number);
    return pools;
  }

  private poolsInReach(kit: number, { from }: Window): readonly number[] {
    if (this.pools.length <= POOLS_IN_REACH) return this.pools;
    return this.poolsNear(this.schedule.venueBefore(kit, from), kit);
  }

  /** The nearest pools, by distance from a venue or, where that is −1, from a kit's base. */
  private poolsNear(venue: number, kit = 0): number[] {
    const key = venue < 0 ? -1 - kit : venue;
    const known = this.reach.get(key);
    if (known) return known;
    const { problem } = this;
    const from = venue < 0 ? problem.kitBases[kit] : problem.venuePositions[venue];
    const pools = nearestFirst(from, this.positions).slice(0, POOLS_IN_REACH);
    this.reach.set(key, pools);
    return pools;
  }
}

function union(a: Window | undefined, b: Window): Window {
  return a ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : b;
}
