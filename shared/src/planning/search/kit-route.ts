import { isAvailable, type Problem } from '../problem.ts';
import type { Openings, OpeningTables } from './openings.ts';
import type { Schedule, Visit } from './schedule.ts';
import { usableKits } from './usable-kits.ts';
import type { Window } from './window.ts';

const NONE = -1;
/** Arcs kept between the same two dates. */
const ALIKE = 6;

/** Ones make the best way the best; others lead elsewhere. */
export interface Leaning {
  /** Factor on what a stint at a pool is worth. */
  taste: (pool: number) => number;
  /** Factor on what a kilometre costs. */
  dread: number;
}

/**
 * The best way of one kit through a window of dates while all other kits stay where they are: a longest path over dates
 * (and dates served so far in the week), whose arcs are the stints that the kit could serve, worth what they would add.
 * Arcs of different pools add up exactly; a way visits each pool at most once in the window.
 *
 * Work: arcs of the window × (maxDaysPerWeek + 1) where the weekly limit can bind, × 1 elsewhere.
 */
export class KitRouter {
  private readonly problem: Problem;
  private readonly schedule: Schedule;
  private readonly openings: OpeningTables;
  private readonly speeds: number[];
  /** Per date: for how many dates from there the kit is free. */
  private readonly freeFor: Int32Array;
  /** Per week: dates that the kit may still serve. */
  private readonly room: Int32Array;
  /** Per date: kits that may be in use. */
  private readonly usable: Int32Array;
  /** Whether the weekly limit can bind, and the labels of a date: dates served so far in its week. */
  private binds = false;
  private kmCost = 0;
  private states = 1;
  private arcTable: (Openings | undefined)[] = [];
  private readonly mostDays: number;
  private readonly arcRow: Int32Array;
  private readonly arcPool: Int32Array;
  private readonly arcWorth: Float64Array;
  private readonly arcRank: Float64Array;
  private readonly leastRank: Float64Array;
  private readonly value: Float64Array;
  private readonly at: Int32Array;
  private readonly cameFrom: Int32Array;
  private readonly cameBy: Int32Array;

  constructor(schedule: Schedule, openings: OpeningTables) {
    this.schedule = schedule;
    this.problem = schedule.problem;
    this.openings = openings;
    const width = this.problem.dates.length;
    this.speeds = [...new Set(this.problem.recordingsPerHour)];
    this.freeFor = new Int32Array(width + 1);
    this.room = new Int32Array(this.problem.weeks.length);
    this.usable = usableKits(this.problem);
    this.mostDays = openings.mostDays;
    const arcs = width * this.mostDays * ALIKE;
    this.arcRow = new Int32Array(arcs);
    this.arcPool = new Int32Array(arcs);
    this.arcWorth = new Float64Array(arcs);
    this.arcRank = new Float64Array(arcs);
    this.leastRank = new Float64Array(width * this.mostDays);
    const labels = (width + 1) * (Math.min(7, this.problem.rules.maxDaysPerWeek) + 1);
    this.value = new Float64Array(labels);
    this.at = new Int32Array(labels);
    this.cameFrom = new Int32Array(labels);
    this.cameBy = new Int32Array(labels);
  }

  /**
   * Puts the kit's best way through the window into the schedule; the kit must stand nowhere on its free dates there.
   *
   */
  route(kit: number, window: Window, pools: readonly number[], { taste, dread }: Leaning): void {
    this.kmCost = dread * this.problem.rules.kmCost;
    this.look(kit, window);
    this.gather(kit, window, pools, taste);
    const label = this.search(kit, window);
    this.place(kit, label);
  }

  /** Where the kit is free, and how much of each week is left to it. */
  private look(kit: number, { from, to }: Window): void {
    const { problem, schedule, room } = this;
    const width = problem.dates.length;
    const { maxDaysPerWeek } = problem.rules;
    room.fill(maxDaysPerWeek);
    let free = 0;
    let freeInWeek = 0;
    let binds = false;
    for (let date = width - 1; date >= 0; date--) {
      const week = problem.weekOfDate[date] as number;
      const isIdle = (schedule.venueOn[kit * width + date] as number) < 0;
      if (!isIdle) (room[week] as number)--;
      const inside = date >= from && date <= to;
      const may =
        inside &&
        isIdle &&
        isAvailable(problem, kit, date) &&
        (schedule.usedOn[date] as number) < (this.usable[date] as number);
      free = may ? free + 1 : 0;
      this.freeFor[date] = free;
    }
    for (let date = from; date <= to; date++) {
      const week = problem.weekOfDate[date] as number;
      if (date === from || week !== problem.weekOfDate[date - 1]) freeInWeek = 0;
      if ((this.freeFor[date] as number) > 0 && ++freeInWeek > (room[week] as number)) binds = true;
    }
    this.binds = binds;
    this.states = binds ? Math.min(7, maxDaysPerWeek) + 1 : 1;
  }

  private gather(kit: number, window: Window, pools: readonly number[], taste: (pool: number) => number): void {
    const { from, to } = window;
    const perHour = this.problem.recordingsPerHour[kit] as number;
    const speed = this.speeds.indexOf(perHour);
    const { freeFor, leastRank, mostDays } = this;
    const before = this.schedule.venueBefore(kit, from);
    this.leastRank.fill(Number.NEGATIVE_INFINITY, from * mostDays, (to + 1) * mostDays);
    this.arcRank.fill(Number.NEGATIVE_INFINITY, from * mostDays * ALIKE, (to + 1) * mostDays * ALIKE);
    for (const pool of pools) {
      const table = this.openings.of(pool, speed, perHour, window);
      const factor = taste(pool);
      const { start, days, venue, worth, count } = table;
      for (let row = firstFrom(start, count, from); row < count; row++) {
        const date = start[row] as number;
        if (date > to) break;
        const length = days[row] as number;
        if (length > (freeFor[date] as number)) continue;
        const net = (worth[row] as number) * factor;
        const span = date * mostDays + length - 1;
        if (net <= (leastRank[span] as number)) continue;
        const rank = net - this.kmCost * this.schedule.roads.leg(kit, before, venue[row] as number);
        if (rank > (leastRank[span] as number)) this.pushArc(span, rank, { table, row, pool, worth: net });
      }
    }
  }

  /** Keeps the few best of the arcs between the same two dates, by worth less the way there from before the window. */
  private pushArc(
    span: number,
    rank: number,
    arc: { table: Openings; row: number; pool: number; worth: number },
  ): void {
    const { arcRank } = this;
    const first = span * ALIKE;
    let at = first;
    for (let other = first; other < first + ALIKE; other++) {
      if ((arcRank[other] as number) < (arcRank[at] as number)) at = other;
    }
    arcRank[at] = rank;
    let least = rank;
    for (let other = first; other < first + ALIKE; other++) least = Math.min(least, arcRank[other] as number);
    this.leastRank[span] = least;
    this.arcWorth[at] = arc.worth;
    this.arcTable[at] = arc.table;
    this.arcRow[at] = arc.row;
    this.arcPool[at] = arc.pool;
  }

  /** @returns the label in which the best way ends */
  private search(kit: number, { from, to }: Window): number {
    const { problem, states, value, at, cameFrom, cameBy } = this;
    const _width = problem.dates.length;
    value.fill(Number.NEGATIVE_INFINITY, from * states, (to + 2) * states);
    value[from * states] = 0;
    at[from * states] = this.schedule.venueBefore(kit, from);
    cameFrom[from * states] = NONE;
    cameBy[from * states] = NONE;
    for (let date = from; date <= to; date++) {
      for (let used = 0; used < states; used++) {
        const label = date * states + used;
        if (value[label] === Number.NEGATIVE_INFINITY) continue;
        this.wait(kit, date, used, label);
        if (this.freeFor[date] === 0) continue;
        const first = date * this.mostDays * ALIKE;
        const end = first + Math.min(this.mostDays, this.freeFor[date] as number) * ALIKE;
        for (let arc = first; arc < end; arc++)
          if ((this.arcRank[arc] as number) > Number.NEGATIVE_INFINITY) this.ride(kit, date, used, label, arc);
      }
    }
    return this.best(kit, to);
  }

  private wait(kit: number, date: number, used: number, label: number): void {
    const { problem, states } = this;
    const newWeek = problem.weekOfDate[date + 1] !== problem.weekOfDate[date];
    const to = (date + 1) * states + (newWeek ? 0 : used);
    const venue = this.schedule.venueOn[kit * problem.dates.length + date] as number;
    // Fixed stints inside the window: what the way to them costs is charged on their first date.
    const moves = venue >= 0 && venue !== this.at[label];
    const cost = moves ? this.kmCost * this.schedule.roads.leg(kit, this.at[label] as number, venue) : 0;
    const worth = (this.value[label] as number) - cost;
    if (worth <= (this.value[to] as number)) return;
    this.value[to] = worth;
    this.at[to] = venue >= 0 ? venue : (this.at[label] as number);
    this.cameFrom[to] = label;
    this.cameBy[to] = NONE;
  }

  private ride(kit: number, date: number, used: number, label: number, arc: number): void {
    const { states } = this;
    const table = this.arcTable[arc] as Openings;
    const row = this.arcRow[arc] as number;
    const days = table.days[row] as number;
    const end = date + days;
    let then = 0;
    if (this.binds) {
      then = this.usedAfter(date, used, days);
      if (then < 0) return;
    }
    const to = end * states + then;
    let worth = (this.value[label] as number) + (this.arcWorth[arc] as number);
    if (worth <= (this.value[to] as number)) return;
    const venue = table.venue[row] as number;
    if (venue !== this.at[label]) worth -= this.kmCost * this.schedule.roads.leg(kit, this.at[label] as number, venue);
    if (worth <= (this.value[to] as number) || this.hasPool(label, this.arcPool[arc] as number)) return;
    this.value[to] = worth;
    this.at[to] = venue;
    this.cameFrom[to] = label;
    this.cameBy[to] = arc;
  }

  /** Dates served in the week of the date after a stint, or −1 where a week has no room for it. */
  private usedAfter(date: number, used: number, days: number): number {
    const { weekOfDate } = this.problem;
    let count = used;
    for (let day = date; day < date + days; day++) {
      if (++count > (this.room[weekOfDate[day] as number] as number)) return NONE;
      if (weekOfDate[day + 1] !== weekOfDate[day]) count = 0;
    }
    return count;
  }

  private hasPool(label: number, pool: number): boolean {
    for (let before = label; before !== NONE; before = this.cameFrom[before] as number) {
      const arc = this.cameBy[before] as number;
      if (arc !== NONE && this.arcPool[arc] === pool) return true;
    }
    return false;
  }

  private best(kit: number, to: number): number {
    const { problem, schedule, states } = this;
    const width = problem.dates.length;
    let after = to + 1;
    while (after < width && (schedule.venueOn[kit * width + after] as number) < 0) after++;
    const next = after < width ? (schedule.venueOn[kit * width + after] as number) : NONE;
    let best = (to + 1) * states;
    let most = Number.NEGATIVE_INFINITY;
    for (let label = (to + 1) * states; label < (to + 2) * states; label++) {
      let worth = this.value[label] as number;
      const venue = this.at[label] as number;
      if (next !== NONE && next !== venue && worth > most) worth -= this.kmCost * schedule.roads.leg(kit, venue, next);
      if (worth > most) {
        most = worth;
        best = label;
      }
    }
    return best;
  }

  private place(kit: number, end: number): void {
    for (let label = end; label !== NONE; label = this.cameFrom[label] as number) {
      const arc = this.cameBy[label] as number;
      if (arc === NONE) continue;
      const table = this.arcTable[arc] as Openings;
      const row = this.arcRow[arc] as number;
      const joins = table.joins[row] as number;
      const pool = this.arcPool[arc] as number;
      const joined: Visit | undefined = joins === NONE ? undefined : this.schedule.visits[pool]?.[joins];
      const [venue, slot] = [table.venue[row] as number, table.slot[row] as number];
      const [start, days] = [table.start[row] as number, table.days[row] as number];
      const kits = joined ? [...joined.kits, kit].sort((a, b) => a - b) : [kit];
      const visit = this.schedule.toVisit({ venue, slot, start, days, kits });
      if (joined) this.schedule.replace(joined, visit);
      else this.schedule.add(visit);
    }
  }
}

/** The first row whose start is not before a date. */
function firstFrom(start: Int32Array, count: number, date: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((start[middle] as number) < date) low = middle + 1;
    else high = middle;
  }
  return low;
}
