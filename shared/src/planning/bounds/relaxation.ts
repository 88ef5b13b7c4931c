import { type KitGroup, kitGroups } from '../kit-groups.ts';
import type { Certificate } from '../plan.ts';
import type { PoolModel } from '../pool-model.ts';
import type { PoolProgram } from '../pool-program.ts';
import type { Problem } from '../problem.ts';
import { type KitCapacity, kitCapacity } from './capacity.ts';
import { dayPrices } from './certificate.ts';

/** Prices of kits: per group by date and ISO week, and per date for any kit; the worth they leave is about `value`. */
interface Multipliers {
  groups: { date: Float64Array; week: Float64Array }[];
  any: Float64Array;
}

const PATIENCE = 6;
/** Share of the last direction kept, which damps zigzags (Camerini, Fratta, Maffioli 1975). */
const MEMORY = 0.5;

/**
 * The problem with kits shared out by price instead of by name: it falls apart into one problem a pool. `raise` moves
 * the prices against overuse (subgradient steps of Polyak's length), which lowers the bound that they prove.
 *
 * @see Held, Wolfe, Crowder (1974), Validation of subgradient optimization, Mathematical Programming 6, 62–88
 */
export class Relaxation {
  readonly groups: readonly KitGroup[];
  /** About the worth of the relaxed problem at the best prices, in recordings; the certificate says exactly. */
  estimate = Number.POSITIVE_INFINITY;
  private readonly problem: Problem;
  private readonly models: readonly PoolModel[];
  private readonly program: PoolProgram;
  private readonly capacity: KitCapacity;
  private readonly fixed: number;
  private current: Multipliers;
  private best: Multipliers;
  private direction: Multipliers;
  private pace = 1;
  private sinceBetter = 0;

  /** @param fixed worth that every plan has in common */
  constructor(problem: Problem, models: readonly PoolModel[], program: PoolProgram, fixed: number) {
    this.problem = problem;
    this.models = models;
    this.program = program;
    this.groups = kitGroups(problem);
    this.capacity = kitCapacity(problem, this.groups);
    this.fixed = fixed;
    this.current = firstPrices(problem, this.capacity);
    this.best = copyOf(this.current);
    this.direction = zeros(problem, this.groups.length);
  }

  /** One step of the prices. @param floor worth of the best plan known */
  raise(floor: number): void {
    const prices = dayPrices(this.problem, this.toPrices(this.current));
    const usage = zeros(this.problem, this.groups.length);
    let value = this.fixed + this.capacityWorth(this.current);
    for (const model of this.models) {
      value += this.program.solve(model, { prices });
      this.countUsage(model, usage);
    }
    if (value < this.estimate) {
      if (value < this.estimate - 1e-4 * Math.abs(this.estimate)) this.sinceBetter = 0;
      this.estimate = value;
      this.best = copyOf(this.current);
    } else if (++this.sinceBetter >= PATIENCE) {
      this.sinceBetter = 0;
      this.pace *= 0.6;
      this.current = copyOf(this.best);
      this.direction = zeros(this.problem, this.groups.length);
      return;
    }
    this.step(usage, Math.max(value - floor, 1e-3 * Math.abs(value)));
  }

  private countUsage(model: PoolModel, usage: Multipliers): void {
    for (const { action, start, days } of this.program.trace(model)) {
      const kits = model.actions[action]?.kits ?? [];
      for (let date = start; date < start + days; date++) {
        const week = this.problem.weekOfDate[date] ?? 0;
        for (const [group, count] of kits.entries()) {
          const of = usage.groups[group];
          if (!of) continue;
          (of.date[date] as number) += count;
          (of.week[week] as number) += count;
          (usage.any[date] as number) += count;
        }
      }
    }
  }

  private step(usage: Multipliers, distance: number): void {
    let length = 0;
    this.eachPrice(usage, (prices, at, used, capacity, direction) => {
      const excess = used - capacity;
      // A price already at nought cannot fall: its slack says nothing about how far to go.
      const slope = excess < 0 && (prices[at] as number) <= 0 ? 0 : excess;
      direction[at] = slope + MEMORY * (direction[at] as number);
      length += (direction[at] as number) ** 2;
    });
    if (length === 0) return;
    const size = (this.pace * distance) / length;
    this.eachPrice(usage, (prices, at, _used, _capacity, direction) => {
      prices[at] = Math.max(0, (prices[at] as number) + size * (direction[at] as number));
    });
  }

  /** Only prices of limits that can bind: one group's dates are covered by the price of any kit. */
  private eachPrice(usage: Multipliers, visit: Visit): void {
    const row = (prices: Float64Array, used: Float64Array, capacity: Float64Array, direction: Float64Array) => {
      for (let at = 0; at < prices.length; at++) visit(prices, at, used[at] ?? 0, capacity[at] ?? 0, direction);
    };
    const { current, direction, capacity } = this;
    const single = this.groups.length === 1;
    if (single || this.problem.rules.reserveKits > 0) row(current.any, usage.any, capacity.any, direction.any);
    for (const [group, prices] of current.groups.entries()) {
      const used = usage.groups[group];
      const along = direction.groups[group];
      const dates = capacity.date[group];
      const weeks = capacity.week[group];
      if (!used || !along || !dates || !weeks) continue;
      if (!single) row(prices.date, used.date, dates, along.date);
      row(prices.week, used.week, weeks, along.week);
    }
  }

  private capacityWorth(multipliers: Multipliers): number {
    const { capacity } = this;
    let worth = product(multipliers.any, capacity.any);
    for (const [group, { date, week }] of multipliers.groups.entries()) {
      worth += product(date, capacity.date[group]) + product(week, capacity.week[group]);
    }
    return worth;
  }

  /** The best prices, rounded so that they are short to write; any prices prove a bound. */
  prices(): Pick<Certificate, 'groups' | 'date'> {
    return this.toPrices(this.best);
  }

  private toPrices({ groups, any }: Multipliers): Pick<Certificate, 'groups' | 'date'> {
    const short = (prices: Float64Array) => Array.from(prices, (price) => Math.round(price * 1e5) / 1e5);
    return {
      groups: groups.map(({ date, week }, group) => ({
        kits: (this.groups[group]?.kits ?? []).map((kit) => this.problem.kitIds[kit] ?? ''),
        date: short(date),
        week: short(week),
      })),
      date: short(any),
    };
  }
}

type Visit = (prices: Float64Array, at: number, used: number, capacity: number, direction: Float64Array) => void;

function zeros(problem: Problem, groups: number): Multipliers {
  const { dates, weeks } = problem;
  const group = () => ({ date: new Float64Array(dates.length), week: new Float64Array(weeks.length) });
  return { groups: Array.from({ length: groups }, group), any: new Float64Array(dates.length) };
}

/** Nought, but out of reach where there is no kit: such a price costs the bound nothing. */
function firstPrices(problem: Problem, capacity: KitCapacity): Multipliers {
  const { shortfallCost, changeCost } = problem.rules;
  const people = problem.remaining.reduce((most, of) => Math.max(most, of), 0);
  const sessions = problem.minSessions.reduce((most, of) => Math.max(most, of), 0);
  const outOfReach = Math.ceil(people + shortfallCost * sessions + changeCost * problem.published.length + 1);
  const first = (kits: Float64Array) => kits.map((count) => (count > 0 ? 0 : outOfReach));
  return {
    groups: capacity.date.map((date, group) => ({ date: first(date), week: first(capacity.week[group] ?? date) })),
    any: first(capacity.any),
  };
}

function copyOf({ groups, any }: Multipliers): Multipliers {
  return { groups: groups.map(({ date, week }) => ({ date: date.slice(), week: week.slice() })), any: any.slice() };
}

function product(prices: Float64Array, kits: Float64Array | undefined): number {
  let sum = 0;
  for (let at = 0; at < prices.length; at++) sum += (prices[at] ?? 0) * (kits?.[at] ?? 0);
  return sum;
}
