import type { KitGroup } from '../kit-groups.ts';
import { leastTravel } from '../least-travel.ts';
import { isAvailable, type Problem } from '../problem.ts';
import type { StintPrices } from '../stint-prices.ts';
import { pinnedHolds } from './capacity.ts';

/** Kits of one group that are free on the same dates, and pinned on the same. */
export interface KitKind {
  group: number;
  kits: number;
  /** Per date. */
  free: Uint8Array;
  held: Uint8Array;
  /** Per week: dates that stints which are not pinned may serve. */
  room: Int32Array;
}

/**
 * The best that a kit can earn by name where each of its stints is paid for: a longest path over dates and dates served
 * so far in the week. README.md, "Prices of stints".
 *
 * Work of a route: dates × (maxDaysPerWeek + 1) × maxDays.
 */
export class KitRoutes {
  readonly kinds: readonly KitKind[];
  private readonly problem: Problem;
  private readonly back: readonly number[];
  private readonly states: number;
  private readonly value: Float64Array;
  private readonly cameFrom: Int32Array;
  private readonly stayed: Int32Array;
  private last = 0;

  constructor(problem: Problem, groups: readonly KitGroup[]) {
    this.problem = problem;
    this.kinds = kitKinds(problem, groups);
    this.back = mostTravel(problem, groups);
    this.states = Math.min(7, problem.rules.maxDaysPerWeek) + 1;
    const labels = (problem.dates.length + 1) * this.states;
    this.value = new Float64Array(labels);
    this.cameFrom = new Int32Array(labels);
    this.stayed = new Int32Array(labels);
  }

  /**
   * @param prices of stints, paid to the kit
   * @param inUse per date, what a date served costs the kit
   * @returns recordings
   */
  best(kind: KitKind, prices: StintPrices, inUse: Float64Array): number {
    const { states, value } = this;
    const width = this.problem.dates.length;
    const paid = prices[kind.group] as Float64Array;
    value.fill(Number.NEGATIVE_INFINITY);
    value[0] = 0;
    this.cameFrom[0] = -1;
    for (let date = 0; date < width; date++) {
      const mayReturn = this.mayReturn(kind, date);
      for (let used = 0; used < states; used++) {
        const label = date * states + used;
        this.reach(label, date + 1, this.isWeekOver(date) ? 0 : used, value[label] as number, 0);
        if (kind.free[date] !== 1) continue;
        this.serve(kind, label, label, value[label] as number, paid, inUse);
        if (mayReturn) this.comeBack(kind, label, paid, inUse);
      }
    }
    this.last = width * states;
    for (let label = this.last; label < value.length; label++) {
      if ((value[label] as number) > (value[this.last] as number)) this.last = label;
    }
    return value[this.last] as number;
  }

  /** The stints of the route that `best` just found, the last first. */
  trace(): { start: number; days: number }[] {
    const stints: { start: number; days: number }[] = [];
    for (let label = this.last; label >= 0; label = this.cameFrom[label] as number) {
      const days = this.stayed[label] as number;
      if (label >= this.states && days > 0) stints.push({ start: Math.floor(label / this.states) - days, days });
    }
    return stints;
  }

  private isWeekOver(date: number): boolean {
    const { weekOfDate } = this.problem;
    return weekOfDate[date + 1] !== weekOfDate[date];
  }

  private reach(from: number, date: number, used: number, worth: number, days: number): void {
    const to = date * this.states + used;
    if (worth <= (this.value[to] as number)) return;
    this.value[to] = worth;
    this.cameFrom[to] = from;
    this.stayed[to] = days;
  }

  /** All stints that begin at `label`. */
  private serve(
    kind: KitKind,
    label: number,
    from: number,
    worth: number,
    paid: Float64Array,
    inUse: Float64Array,
  ): void {
    if (worth === Number.NEGATIVE_INFINITY) return;
    const { minDays, maxDays } = this.problem.rules;
    const start = Math.floor(label / this.states);
    let used = label % this.states;
    let charged = 0;
    for (let days = 1; days <= maxDays; days++) {
      const date = start + days - 1;
      const week = this.problem.weekOfDate[date];
      if (week === undefined || kind.free[date] !== 1 || ++used > (kind.room[week] as number)) return;
      charged += inUse[date] as number;
      if (this.isWeekOver(date)) used = 0;
      if (days < minDays) continue;
      this.reach(from, date + 1, used, worth + (paid[start * maxDays + days - 1] as number) - charged, days);
    }
  }

  /** May a kit stand on that date where it stood before, not having been anywhere since? */
  private mayReturn({ group, held }: KitKind, date: number): boolean {
    const { revisitGapDays } = this.problem.rules;
    if (date <= revisitGapDays || this.back[group] === 0) return false;
    return !held.subarray(date - revisitGapDays, date).includes(1);
  }

  /** All stints that begin at `label` after an idle gap: the way there, which is charged always, is given back. */
  private comeBack(kind: KitKind, label: number, paid: Float64Array, inUse: Float64Array): void {
    const { states, value } = this;
    const { weekOfDate, rules } = this.problem;
    const date = Math.floor(label / states);
    const since = date - rules.revisitGapDays;
    const used = label % states;
    let from = since * states + used;
    if (weekOfDate[since] !== weekOfDate[date]) {
      if (used > 0) return;
      for (let other = from; other < (since + 1) * states; other++) {
        if ((value[other] as number) > (value[from] as number)) from = other;
      }
    }
    this.serve(kind, label, from, (value[from] as number) + (this.back[kind.group] as number), paid, inUse);
  }
}

function kitKinds(problem: Problem, groups: readonly KitGroup[]): KitKind[] {
  const width = problem.dates.length;
  const allHeld = pinnedHolds(problem);
  const kinds = new Map<string, KitKind>();
  for (const [group, { kits }] of groups.entries()) {
    for (const kit of kits) {
      const held = allHeld.slice(kit * width, (kit + 1) * width);
      const free = held.map((is, date) => (is === 0 && isAvailable(problem, kit, date) ? 1 : 0));
      const key = `${group}/${free.join('')}/${held.join('')}`;
      const kind = kinds.get(key) ?? { group, kits: 0, free, held, room: weekRoom(problem, held) };
      kind.kits++;
      kinds.set(key, kind);
    }
  }
  return [...kinds.values()];
}

function weekRoom({ weeks, weekOfDate, rules }: Problem, held: Uint8Array): Int32Array {
  const room = new Int32Array(weeks.length).fill(rules.maxDaysPerWeek);
  for (const [date, week] of weekOfDate.entries()) {
    if (held[date] === 1) room[week] = Math.max(0, (room[week] as number) - 1);
  }
  return room;
}

/** Per kit group: the most that any stint is charged for a kit's way there, in recordings. */
function mostTravel(problem: Problem, groups: readonly KitGroup[]): number[] {
  const most = groups.map(() => 0);
  if (problem.rules.kmCost === 0) return most;
  for (const venue of problem.venueIds.keys()) {
    for (const [group, charged] of leastTravel(problem, venue, groups).entries()) {
      most[group] = Math.max(most[group] as number, charged);
    }
  }
  return most;
}
