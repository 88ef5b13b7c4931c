import { contributions } from './objective.ts';
import { isAvailable, type Problem, roadKm, type Stint } from './problem.ts';

/** What is still free while a plan is made day by day: kits, their weeks, the reserve, and pools that may be visited. */
export class GreedyRoom {
  readonly stints: Stint[];
  /** People of each pool not yet recorded when the date that was opened last begins. */
  readonly left: Float64Array;
  readonly sessionsMissing: Int32Array;
  private readonly problem: Problem;
  /** kit × date, kit × ISO week (dates served), date (kits that may still leave), pool × date (1 = must rest). */
  private readonly busy: Uint8Array;
  private readonly weekDates: Int32Array;
  private readonly mayLeave: Int32Array;
  private readonly rests: Uint8Array;
  private readonly at: Problem['kitBases'];
  private readonly pinnedServed: number[][];

  constructor(problem: Problem) {
    const dates = problem.dates.length;
    this.problem = problem;
    this.stints = [];
    this.left = Float64Array.from(problem.remaining);
    this.sessionsMissing = Int32Array.from(problem.minSessions);
    this.busy = new Uint8Array(problem.kitIds.length * dates);
    this.weekDates = new Int32Array(problem.kitIds.length * problem.weeks.length);
    this.mayLeave = Int32Array.from({ length: dates }, (_, date) => {
      const available = problem.kitIds.filter((_, kit) => isAvailable(problem, kit, date)).length;
      return available - problem.rules.reserveKits;
    });
    this.rests = new Uint8Array(problem.poolIds.length * dates);
    this.at = [...problem.kitBases];
    this.pinnedServed = problem.dates.map(() => problem.poolIds.map(() => 0));
    for (const { stint, date, served } of contributions(problem, { stints: problem.pinned }).sessions) {
      const pool = problem.venuePool[problem.pinned[stint]?.venue ?? 0] ?? 0;
      const servedOn = this.pinnedServed[date];
      if (servedOn) servedOn[pool] = (servedOn[pool] ?? 0) + served;
    }
    for (const stint of problem.pinned) this.take(stint);
  }

  /** Pinned sessions of the date before have taken place; kits that are pinned today stand there. */
  openDate(date: number): void {
    const before = this.pinnedServed[date - 1] ?? [];
    for (const [pool, served] of before.entries()) this.left[pool] = Math.max(0, (this.left[pool] ?? 0) - served);
    for (const { venue, start, kits } of this.problem.pinned) if (start === date) this.move(kits, venue);
  }

  mayVisit(pool: number, date: number): boolean {
    return (this.mayLeave[date] ?? 0) > 0 && this.rests[pool * this.problem.dates.length + date] === 0;
  }

  /** Kits that may still leave on a date, and how many recordings an hour they reach on the average. */
  freeOn(date: number): { count: number; perHour: number } {
    const free = this.problem.kitIds.map((_, kit) => kit).filter((kit) => this.isFree(kit, date, 1));
    const sum = free.reduce((all, kit) => all + (this.problem.recordingsPerHour[kit] ?? 0), 0);
    const count = Math.max(0, Math.min(free.length, this.mayLeave[date] ?? 0));
    return { count, perHour: sum / Math.max(1, free.length) };
  }

  /** Kits that can serve on every date of a stint, nearest first, no more than the reserve allows. */
  nearestFree(venue: number, start: number, days: number): number[] {
    const { problem } = this;
    const to = problem.venuePositions[venue];
    if (!to) return [];
    const most = Math.min(...Array.from(this.mayLeave.subarray(start, start + days)));
    return problem.kitIds
      .map((_, kit) => kit)
      .filter((kit) => this.isFree(kit, start, days))
      .map((kit) => ({ kit, km: roadKm(problem, this.at[kit] ?? to, to) }))
      .sort((a, b) => a.km - b.km || a.kit - b.kit)
      .slice(0, Math.max(0, most))
      .map(({ kit }) => kit);
  }

  private isFree(kit: number, start: number, days: number): boolean {
    const { problem, busy, weekDates } = this;
    const inWeek = new Map<number, number>();
    for (let date = start; date < start + days; date++) {
      if (!isAvailable(problem, kit, date) || busy[kit * problem.dates.length + date] === 1) return false;
      const week = problem.weekOfDate[date] ?? 0;
      const served = (inWeek.get(week) ?? weekDates[kit * problem.weeks.length + week] ?? 0) + 1;
      if (served > problem.rules.maxDaysPerWeek) return false;
      inWeek.set(week, served);
    }
    return true;
  }

  /** @param served expected people on each date of the stint */
  place(stint: Stint, served: readonly number[]): void {
    const pool = this.problem.venuePool[stint.venue] ?? 0;
    this.left[pool] = (this.left[pool] ?? 0) - served.reduce((sum, on) => sum + on, 0);
    this.take(stint);
    this.move(stint.kits, stint.venue);
  }

  private move(kits: readonly number[], venue: number): void {
    const to = this.problem.venuePositions[venue];
    if (to) for (const kit of kits) this.at[kit] = to;
  }

  private take(stint: Stint): void {
    const { problem } = this;
    const dates = problem.dates.length;
    const pool = problem.venuePool[stint.venue] ?? 0;
    const gap = problem.rules.revisitGapDays;
    this.stints.push(stint);
    this.sessionsMissing[pool] = (this.sessionsMissing[pool] ?? 0) - stint.days;
    const from = Math.max(0, stint.start - gap);
    const to = Math.min(dates, stint.start + stint.days + gap);
    this.rests.fill(1, pool * dates + from, pool * dates + to);
    for (let date = stint.start; date < stint.start + stint.days; date++) {
      this.mayLeave[date] = (this.mayLeave[date] ?? 0) - stint.kits.length;
      for (const kit of stint.kits) {
        this.busy[kit * dates + date] = 1;
        const week = kit * problem.weeks.length + (problem.weekOfDate[date] ?? 0);
        this.weekDates[week] = (this.weekDates[week] ?? 0) + 1;
      }
    }
  }
}
