import { isAvailable, isOpen, type Problem, type Stint } from '../problem.ts';

/** Who stands where on which date, and whether one more stint keeps every rule beside that. */
export class PlanRoom {
  private readonly problem: Problem;
  /** kit × date: stints it stands in. */
  private readonly held: Int16Array;
  /** kit × week: dates served. */
  private readonly weekDates: Int16Array;
  /** Per date: kits in use, and kits available. */
  private readonly used: Int32Array;
  private readonly available: Int32Array;

  constructor(problem: Problem, stints: readonly Stint[]) {
    this.problem = problem;
    this.held = new Int16Array(problem.kitIds.length * problem.dates.length);
    this.weekDates = new Int16Array(problem.kitIds.length * problem.weeks.length);
    this.used = new Int32Array(problem.dates.length);
    this.available = Int32Array.from(
      problem.dates,
      (_, date) => problem.kitIds.filter((_, kit) => isAvailable(problem, kit, date)).length,
    );
    for (const stint of stints) this.take(stint);
  }

  take(stint: Stint): void {
    this.occupy(stint, 1);
  }

  leave(stint: Stint): void {
    this.occupy(stint, -1);
  }

  /** Whether the kit is in order and stands nowhere on that date. */
  isFree(kit: number, date: number): boolean {
    return isAvailable(this.problem, kit, date) && this.held[kit * this.problem.dates.length + date] === 0;
  }

  /** Dates of a week that the kit may serve besides those it does. */
  weekRoom(kit: number, week: number): number {
    return this.problem.rules.maxDaysPerWeek - (this.weekDates[kit * this.problem.weeks.length + week] ?? 0);
  }

  /** Kits that may be used on a date besides those that are: what is available, less the reserve, less the used. */
  overReserve(date: number): number {
    return (this.available[date] ?? 0) - this.problem.rules.reserveKits - (this.used[date] ?? 0);
  }

  availableOn(date: number): number {
    return this.available[date] ?? 0;
  }

  /**
   * Whether these may be put in after those are taken out.
   *
   * @param rest a pool's stints that stay
   */
  allows(out: readonly Stint[], add: readonly Stint[], rest: (pool: number) => readonly Stint[]): boolean {
    for (const stint of out) this.leave(stint);
    const placed: Stint[] = [];
    const allowed = add.every((stint) => {
      const pool = this.problem.venuePool[stint.venue] ?? 0;
      const beside = [...rest(pool), ...placed.filter((one) => this.problem.venuePool[one.venue] === pool)];
      if (!this.fits(stint) || !this.rests(stint, beside)) return false;
      this.take(stint);
      placed.push(stint);
      return true;
    });
    for (const stint of placed) this.leave(stint);
    for (const stint of out) this.take(stint);
    return allowed;
  }

  /** Whether the pool's venue is open on all its dates and it is of a size allowed; kits are not looked at. */
  mayStand({ venue, slot, start, days }: Pick<Stint, 'venue' | 'slot' | 'start' | 'days'>): boolean {
    const { minDays, maxDays } = this.problem.rules;
    if (days < minDays || days > maxDays || start < 0 || start + days > this.problem.dates.length) return false;
    for (let date = start; date < start + days; date++) if (!isOpen(this.problem, venue, slot, date)) return false;
    return true;
  }

  /** Whether the revisit gap lies between a stint and each of its pool's others. */
  rests({ start, days }: Pick<Stint, 'start' | 'days'>, others: readonly Stint[]): boolean {
    const gap = this.problem.rules.revisitGapDays;
    return others.every((other) => start >= other.start + other.days + gap || other.start >= start + days + gap);
  }

  /** Rules 1, 2, 3, 5 and 6 for one stint beside what stands. */
  fits(stint: Stint): boolean {
    const most = this.problem.maxKits[stint.venue] ?? 0;
    if (stint.kits.length < 1 || stint.kits.length > most || !this.mayStand(stint)) return false;
    for (let date = stint.start; date < stint.start + stint.days; date++) {
      if (this.problem.rules.reserveKits > 0 && this.overReserve(date) < stint.kits.length) return false;
      for (const kit of stint.kits) if (!this.isFree(kit, date)) return false;
    }
    return stint.kits.every((kit) => this.hasWeekRoom(kit, stint));
  }

  hasWeekRoom(kit: number, { start, days }: Pick<Stint, 'start' | 'days'>): boolean {
    let week = -1;
    let dates = 0;
    for (let date = start; date < start + days; date++) {
      const own = this.problem.weekOfDate[date] ?? 0;
      dates = own === week ? dates + 1 : 1;
      week = own;
      if (dates > this.weekRoom(kit, week)) return false;
    }
    return true;
  }

  private occupy({ start, days, kits }: Stint, by: 1 | -1): void {
    const { dates, weeks, weekOfDate } = this.problem;
    for (let date = Math.max(0, start); date < Math.min(start + days, dates.length); date++) {
      for (const kit of kits) {
        const cell = kit * dates.length + date;
        const week = kit * weeks.length + (weekOfDate[date] ?? 0);
        this.held[cell] = (this.held[cell] ?? 0) + by;
        this.weekDates[week] = (this.weekDates[week] ?? 0) + by;
        if (isAvailable(this.problem, kit, date)) this.used[date] = (this.used[date] ?? 0) + by;
      }
    }
  }
}
