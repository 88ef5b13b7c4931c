import type { KitGroup } from '../kit-groups.ts';
import { longestStint } from '../longest-stint.ts';
import type { Action } from '../pool-model.ts';
import type { Problem } from '../problem.ts';
import type { Schedule } from './schedule.ts';
import { usableKits } from './usable-kits.ts';

/** Which kits, by name, are free from a date on and for how long, weekly limits and the reserve included. */
export class FreeKits {
  private readonly problem: Problem;
  private readonly groups: readonly KitGroup[];
  private readonly longest: number;
  /** kit × date: dates from there on that it can serve in a row. */
  private readonly run: Int32Array;
  /** group × date × (days − 1): kits that can serve that many dates from there. */
  private readonly kitsFor: Int32Array[];
  /** date × (days − 1): kits that the reserve leaves on the tightest of those dates. */
  private readonly overReserve: Int32Array;
  private readonly spare: Int32Array;
  /** Per date: kits available less the reserve. */
  private readonly usable: Int32Array;

  constructor(problem: Problem, groups: readonly KitGroup[]) {
    const width = problem.dates.length;
    this.problem = problem;
    this.groups = groups;
    this.longest = longestStint(problem);
    this.run = new Int32Array(problem.kitIds.length * (width + 1));
    this.kitsFor = groups.map(() => new Int32Array(width * this.longest));
    this.overReserve = new Int32Array(width * this.longest);
    this.spare = new Int32Array(width);
    this.usable = usableKits(problem);
  }

  /** Counts anew after the schedule has changed. */
  count(schedule: Schedule): void {
    const width = this.problem.dates.length;
    for (let date = 0; date < width; date++) this.spare[date] = (this.usable[date] ?? 0) - (schedule.usedOn[date] ?? 0);
    for (let kit = 0; kit < this.problem.kitIds.length; kit++) this.countRuns(schedule, kit);
    for (const [group, { kits }] of this.groups.entries()) {
      const kitsFor = this.kitsFor[group]?.fill(0);
      if (!kitsFor) continue;
      for (const kit of kits) {
        for (let date = 0; date < width; date++) {
          const run = Math.min(this.longest, this.run[kit * (width + 1) + date] as number);
          for (let days = 0; days < run; days++) (kitsFor[date * this.longest + days] as number)++;
        }
      }
    }
    if (this.problem.rules.reserveKits > 0) tightest(this.spare, this.longest, this.overReserve);
  }

  private countRuns(schedule: Schedule, kit: number): void {
    const { problem, run } = this;
    const width = problem.dates.length;
    const row = kit * (width + 1);
    let weekEnd = width;
    let freeInWeek = 0;
    for (let date = width - 1; date >= 0; date--) {
      const week = problem.weekOfDate[date] ?? 0;
      if (date + 1 < width && problem.weekOfDate[date + 1] !== week) {
        weekEnd = date + 1;
        freeInWeek = 0;
      }
      const free = problem.available[kit * width + date] === 1 && (schedule.venueOn[kit * width + date] as number) < 0;
      freeInWeek = free ? freeInWeek + 1 : 0;
      const room = Math.max(
        0,
        problem.rules.maxDaysPerWeek - (schedule.weekDates[kit * problem.weeks.length + week] as number),
      );
      const passesWeekEnd = freeInWeek === weekEnd - date && room >= freeInWeek;
      run[row + date] = passesWeekEnd ? freeInWeek + (run[row + weekEnd] as number) : Math.min(freeInWeek, room);
    }
  }

  /** Whether enough kits are free by name on all of the dates. */
  fits(action: Action, start: number, days: number): boolean {
    const at = start * this.longest + days - 1;
    if (this.problem.rules.reserveKits > 0 && (this.overReserve[at] as number) < action.kitCount) return false;
    for (let group = 0; group < action.kits.length; group++) {
      if ((action.kits[group] as number) > (this.kitsFor[group]?.[at] ?? 0)) return false;
    }
    return true;
  }

  /** Kits for a stint, those that add the fewest kilometres; undefined where they do not suffice. */
  name(schedule: Schedule, action: Action, start: number, days: number): number[] | undefined {
    const width = this.problem.dates.length;
    const kits: number[] = [];
    for (const [group, count] of action.kits.entries()) {
      const free = (this.groups[group]?.kits ?? []).filter((kit) => (this.run[kit * (width + 1) + start] ?? 0) >= days);
      if (free.length < count) return undefined;
      const priced = free.map((kit) => ({ kit, km: schedule.extraKm(kit, action.venue, start, days) }));
      priced.sort((a, b) => a.km - b.km || a.kit - b.kit);
      for (const { kit } of priced.slice(0, count)) kits.push(kit);
    }
    return kits.sort((a, b) => a - b);
  }
}

/** date × (days − 1): the least of `kits` over that many dates from there; 0 past the end. */
function tightest(kits: Int32Array, longest: number, out: Int32Array): void {
  for (let date = 0; date < kits.length; date++) {
    let least = Number.MAX_SAFE_INTEGER;
    for (let days = 0; days < longest; days++) {
      least = Math.min(least, kits[date + days] ?? 0);
      out[date * longest + days] = least;
    }
  }
}
