import type { KitGroup } from '../kit-groups.ts';
import type { Certificate } from '../plan.ts';
import type { Action } from '../pool-model.ts';
import type { Problem } from '../problem.ts';
import { kitCapacity } from './capacity.ts';

/** A week's limit is met by many dates, each of which moves its price: so each moves it less. */
const WEEK_SHARE = 0.2;
/** Kits of another group do nearly as well: a small difference of price moves much use, so it moves slowly. */
const GROUP_SHARE = 0.2;

/**
 * Every limit on kits that has a price, in one row: the dates and ISO weeks of all kits together; then per group its
 * own. What all kits share follows from the groups' limits, but a price of its own lets all groups' prices move at once.
 * Arrays of this length hold prices (recordings), use or capacity (kits a date, kit-dates a week).
 */
export class KitLimits {
  readonly groups: readonly KitGroup[];
  readonly capacity: Float64Array;
  /** Share of a step by which each price moves; 0 where its limit cannot bind or nothing is there to price. */
  readonly pace: Float64Array;
  /** Kits a date, over the dates that have any. */
  readonly kitsPerDate: number;
  readonly kitDates: number;
  private readonly problem: Problem;

  constructor(problem: Problem, groups: readonly KitGroup[]) {
    const width = problem.dates.length;
    this.problem = problem;
    this.groups = groups;
    this.capacity = new Float64Array((1 + groups.length) * (width + problem.weeks.length));
    this.pace = new Float64Array(this.capacity.length);
    const { any, date, week } = kitCapacity(problem, groups);
    const isOne = groups.length === 1;
    this.set(0, any, 1);
    this.set(width, sum(week), WEEK_SHARE);
    for (const [group, kits] of date.entries()) {
      this.set(this.dateAt(group), kits, isOne ? 0 : GROUP_SHARE);
      this.set(this.weekAt(group), week[group] ?? kits, isOne ? 0 : GROUP_SHARE * WEEK_SHARE);
    }
    this.kitDates = any.reduce((sum, kits) => sum + kits, 0);
    this.kitsPerDate = this.kitDates / Math.max(1, any.filter((kits) => kits > 0).length);
  }

  private set(at: number, capacity: Float64Array, pace: number): void {
    this.capacity.set(capacity, at);
    this.pace.set(
      capacity.map((kits) => (kits > 0 ? pace : 0)),
      at,
    );
  }

  private dateAt(group: number): number {
    return (1 + group) * (this.problem.dates.length + this.problem.weeks.length);
  }

  private weekAt(group: number): number {
    return this.dateAt(group) + this.problem.dates.length;
  }

  /** Nought, but out of reach where there is no kit: such a price costs the bound nothing. */
  firstPrices(): Float64Array {
    const { shortfallCost, changeCost } = this.problem.rules;
    const people = this.problem.remaining.reduce((most, of) => Math.max(most, of), 0);
    const sessions = this.problem.minSessions.reduce((most, of) => Math.max(most, of), 0);
    const changes = this.problem.published.reduce((sum, { weights }) => sum + Math.max(...weights), 0);
    const outOfReach = Math.ceil(people + shortfallCost * sessions + changeCost * changes + 1);
    return this.capacity.map((kits) => (kits > 0 ? 0 : outOfReach));
  }

  /** The same price on every date, less for slower kits; put on the weeks, which the groups share out among dates. */
  uniformPrices(price: number): Float64Array {
    const prices = this.firstPrices();
    const { dates, weeks } = this.problem;
    const fastest = this.groups.reduce((most, { recordingsPerHour }) => Math.max(most, recordingsPerHour), 0);
    const share = this.groups.map(({ recordingsPerHour }) => (fastest > 0 ? recordingsPerHour / fastest : 1));
    const slowest = share.reduce((least, of) => Math.min(least, of), 1);
    const raise = (at: number, by: number) => {
      if ((this.capacity[at] as number) > 0) (prices[at] as number) += price * by;
    };
    for (let week = 0; week < weeks.length; week++) {
      raise(dates.length + week, slowest);
      for (const [group, of] of share.entries()) raise(this.weekAt(group) + week, of - slowest);
    }
    return prices;
  }

  /** Counts a stint's kits into `use`. */
  addStint(use: Float64Array, { kits }: Action, start: number, days: number): void {
    const weeks = this.problem.dates.length;
    for (let date = start; date < start + days; date++) {
      const week = this.problem.weekOfDate[date] ?? 0;
      for (let group = 0; group < kits.length; group++) {
        const count = kits[group] as number;
        if (count === 0) continue;
        (use[date] as number) += count;
        (use[weeks + week] as number) += count;
        (use[this.dateAt(group) + date] as number) += count;
        (use[this.weekAt(group) + week] as number) += count;
      }
    }
  }

  /** Per group and date the group's own price, its week's, and the price of any kit, into `out`. */
  dayPrices(prices: Float64Array, out: readonly Float64Array[]): void {
    for (const [group, row] of out.entries()) {
      for (let date = 0; date < row.length; date++) {
        const week = this.problem.weekOfDate[date] ?? 0;
        row[date] =
          (prices[date] as number) +
          (prices[row.length + week] as number) +
          (prices[this.dateAt(group) + date] as number) +
          (prices[this.weekAt(group) + week] as number);
      }
    }
  }

  worth(prices: Float64Array): number {
    let sum = 0;
    for (let at = 0; at < prices.length; at++) sum += (prices[at] as number) * (this.capacity[at] as number);
    return sum;
  }

  /** Rounded so that they are short to write; any prices prove a bound. */
  toPrices(prices: Float64Array): Pick<Certificate, 'groups' | 'date'> {
    const { dates, weeks, kitIds } = this.problem;
    const short = (row: Float64Array) => Array.from(row, (price) => Math.round(price * 1e5) / 1e5);
    const rowAt = (from: number, count: number) => prices.subarray(from, from + count);
    const anyWeek = rowAt(dates.length, weeks.length);
    return {
      groups: this.groups.map(({ kits }, group) => ({
        kits: kits.map((kit) => kitIds[kit] ?? ''),
        date: short(rowAt(this.dateAt(group), dates.length)),
        week: short(rowAt(this.weekAt(group), weeks.length).map((price, week) => price + (anyWeek[week] as number))),
      })),
      date: short(rowAt(0, dates.length)),
    };
  }
}

function sum(rows: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let at = 0; at < row.length; at++) (total[at] as number) += row[at] as number;
  return total;
}
