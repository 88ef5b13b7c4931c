import { longestStint } from '../longest-stint.ts';
import { type Problem, rateOf } from '../problem.ts';
import type { PoolSession, Schedule, Visit } from './schedule.ts';
import { servedAt } from './turnout.ts';
import type { Window } from './window.ts';

/** Grid steps of people remaining on which the worth of a pool's later sessions is kept. */
const CELLS = 64;

/** What one kit of one speed could add to a pool: columns of a table, in order of start. */
export interface Openings {
  count: number;
  start: Int32Array;
  days: Int32Array;
  venue: Int32Array;
  slot: Int32Array;
  /** Which of the pool's visits the kit would join; −1 where it would stand alone. */
  joins: Int32Array;
  /** Recordings less set-up, later sessions' losses counted, kilometres not. */
  worth: Float64Array;
}

/** Kept for a version of the pool's visits, and for stints that begin on some of the dates. */
interface Known extends Openings, Window {
  version: number;
}

/** What one more kit of a speed meets at a pool on a date. */
interface PoolAsItIs {
  perHour: number;
  /** Sessions under minSessions. */
  missing: number;
  /** Grid steps a person. */
  perPerson: number;
  /** People left on the date, and what the pool's sessions from then on bring by how many are left. */
  remaining: number;
  rest: Float64Array;
}

/**
 * Every stint that one more kit could serve, pool by pool, with exactly what it would add to the schedule as it stands.
 * Tables are made when asked for and made again only for pools that changed since.
 */
export class OpeningTables {
  private readonly problem: Problem;
  private readonly schedule: Schedule;
  readonly mostDays: number;
  private readonly tables: Known[][] = [];
  /** Per pool: from each session, and from one past the last, what follows at the grid points. */
  private readonly rests: { version: number; rows: Float64Array[] }[] = [];
  private readonly blocked: Uint8Array;
  /** venue × slot × date: turnout rate, −1 where closed. */
  private readonly rates: Float64Array;

  constructor(schedule: Schedule) {
    this.schedule = schedule;
    this.problem = schedule.problem;
    this.mostDays = longestStint(this.problem);
    this.rates = this.problem.rate.map((rate, cell) => (this.problem.open[cell] === 1 ? rate : -1));
    this.blocked = new Uint8Array(this.problem.dates.length);
  }

  /** @param perHour recordings an hour of the kit */
  of(pool: number, speed: number, perHour: number, window: Window): Openings {
    this.tables[speed] ??= [];
    const tables = this.tables[speed] as Known[];
    const version = this.schedule.version[pool] as number;
    let table = tables[pool];
    if (table?.version === version && table.from <= window.from && table.to >= window.to) return table;
    table ??= { ...emptyTable(16), version, ...window };
    tables[pool] = table;
    if (table.version === version) {
      table.from = Math.min(table.from, window.from);
      table.to = Math.max(table.to, window.to);
    } else Object.assign(table, window);
    table.version = version;
    table.count = 0;
    this.fill(table, pool, perHour);
    return table;
  }

  private fill(table: Known, pool: number, perHour: number): void {
    const { problem, schedule } = this;
    const visits = schedule.visits[pool] ?? [];
    const sessions = schedule.sessions[pool] ?? [];
    const rests = this.restOf(pool);
    this.block(visits);
    const people = problem.remaining[pool] ?? 0;
    const state: PoolAsItIs = {
      perHour,
      missing: Math.max(0, (problem.minSessions[pool] ?? 0) - sessions.length),
      perPerson: people > 0 ? CELLS / people : 0,
      remaining: 0,
      rest: rests[0] as Float64Array,
    };
    const left = this.left(pool);
    let after = 0;
    let visit = 0;
    for (let date = table.from; date <= table.to; date++) {
      while (after < sessions.length && (sessions[after] as PoolSession).date < date) after++;
      state.remaining = sessions[after]?.remaining ?? left;
      state.rest = rests[after] as Float64Array;
      for (; visit < visits.length && (visits[visit] as Visit).start <= date; visit++) {
        const here = visits[visit] as Visit;
        if (here.start === date && this.mayJoin(here))
          this.join(table, state, here, visit, rests[after + here.days] as Float64Array);
      }
      if (this.blocked[date] === 1) continue;
      for (const venue of problem.poolVenues[pool] ?? []) {
        if ((problem.maxKits[venue] as number) < 1) continue;
        for (let slot = 0; slot < problem.slotIds.length; slot++) this.stand(table, state, venue, slot, date);
      }
    }
  }

  private mayJoin({ pinned, venue, kits }: Visit): boolean {
    return !pinned && kits.length < (this.problem.maxKits[venue] ?? 0);
  }

  /** Dates on which a new stint of the pool would come too near to another. */
  private block(visits: readonly Visit[]): void {
    const { blocked, problem } = this;
    blocked.fill(0);
    const gap = problem.rules.revisitGapDays;
    for (const { start, days } of visits) blocked.fill(1, Math.max(0, start - gap), start + days + gap);
  }

  /** Worth of a pool's sessions from each one on, as a function of the people remaining then, never more than do now. */
  private restOf(pool: number): Float64Array[] {
    const { problem, schedule } = this;
    const version = schedule.version[pool] as number;
    let known = this.rests[pool];
    if (known?.version === version) return known.rows;
    known ??= { version, rows: [] };
    known.version = version;
    this.rests[pool] = known;
    const { rows } = known;
    const sessions = schedule.sessions[pool] ?? [];
    const step = (problem.remaining[pool] ?? 0) / CELLS;
    while (rows.length <= sessions.length) rows.push(new Float64Array(CELLS + 2));
    (rows[sessions.length] as Float64Array).fill(0);
    for (let at = sessions.length - 1; at >= 0; at--) {
      const { visit, date, remaining } = sessions[at] as PoolSession;
      const { served, scale } = schedule.turnout.table(visit.venue, visit.capacity);
      const rate = rateOf(problem, visit.venue, visit.slot, date);
      const weight = problem.discount[date] as number;
      const rest = rows[at + 1] as Float64Array;
      const out = rows[at] as Float64Array;
      const last = step > 0 ? Math.min(CELLS, Math.ceil(remaining / step)) : 0;
      const people = 1 / (step > 0 ? step : 1);
      for (let point = 0; point <= last; point++) {
        const demand = point * step * rate * scale;
        const below = Math.floor(demand);
        const low = served[below] as number;
        const recorded = low + (demand - below) * ((served[below + 1] as number) - low);
        const left = point - recorded * people;
        const cell = Math.floor(left);
        const then = rest[cell] as number;
        out[point] = weight * recorded + then + (left - cell) * ((rest[cell + 1] as number) - then);
      }
      out[last + 1] = out[last] as number;
    }
    return rows;
  }

  /** Stints of one kit that begin on a date, day by day until the venue closes or another visit is too near. */
  private stand(table: Openings, pool: PoolAsItIs, venue: number, slot: number, start: number): void {
    const { schedule, rates, blocked, mostDays } = this;
    const { rules, dates, discount, slotIds } = this.problem;
    const { keeping, turnout } = schedule;
    const { served, scale } = turnout.table(venue, turnout.capacity(slot, pool.perHour));
    const { rest, perPerson, missing } = pool;
    const row = (venue * slotIds.length + slot) * dates.length;
    let { remaining } = pool;
    let worth = -rules.setupCost - between(rest, remaining * perPerson);
    const last = Math.min(dates.length, start + mostDays);
    for (let date = start; date < last; date++) {
      const rate = rates[row + date] as number;
      if (rate < 0 || blocked[date] === 1) return;
      const demand = remaining * rate * scale;
      const below = Math.floor(demand);
      const low = served[below] as number;
      const here = low + (demand - below) * ((served[below + 1] as number) - low);
      worth += here * (discount[date] as number);
      if (keeping.length > 0) worth += keeping[row + date] as number;
      remaining -= here;
      const days = date - start + 1;
      if (days < rules.minDays) continue;
      const total = worth + between(rest, remaining * perPerson) + rules.shortfallCost * Math.min(days, missing);
      if (total > 0) push(table, start, days, venue, slot, -1, total);
    }
  }

  /** One more kit at a stint that others serve. */
  private join(table: Openings, pool: PoolAsItIs, visit: Visit, at: number, restAfter: Float64Array): void {
    const { problem, schedule } = this;
    const { venue, slot, start, days, kits } = visit;
    let perHour = pool.perHour;
    for (const kit of kits) perHour += problem.recordingsPerHour[kit] as number;
    const served = schedule.turnout.table(venue, schedule.turnout.capacity(slot, perHour));
    let { remaining } = pool;
    let worth = -problem.rules.setupCost - between(pool.rest, remaining * pool.perPerson);
    for (let date = start; date < start + days; date++) {
      const here = servedAt(served, remaining * rateOf(problem, venue, slot, date));
      worth += here * (problem.discount[date] as number);
      remaining -= here;
    }
    worth += between(restAfter, remaining * pool.perPerson);
    if (worth > 0) push(table, start, days, venue, slot, at, worth);
  }

  /** People left after the pool's last session. */
  private left(pool: number): number {
    const last = this.schedule.sessions[pool]?.at(-1);
    if (!last) return this.problem.remaining[pool] ?? 0;
    const { visit, date, remaining } = last;
    const table = this.schedule.turnout.table(visit.venue, visit.capacity);
    return remaining - servedAt(table, remaining * rateOf(this.problem, visit.venue, visit.slot, date));
  }
}

function between(values: Float64Array, at: number): number {
  const cell = Math.floor(at);
  const low = values[cell] as number;
  return low + (at - cell) * ((values[cell + 1] as number) - low);
}

function emptyTable(room: number): Openings {
  return {
    count: 0,
    start: new Int32Array(room),
    days: new Int32Array(room),
    venue: new Int32Array(room),
    slot: new Int32Array(room),
    joins: new Int32Array(room),
    worth: new Float64Array(room),
  };
}

function push(
  table: Openings,
  start: number,
  days: number,
  venue: number,
  slot: number,
  joins: number,
  worth: number,
): void {
  const at = table.count++;
  if (at >= table.worth.length) grow(table);
  table.start[at] = start;
  table.days[at] = days;
  table.venue[at] = venue;
  table.slot[at] = slot;
  table.joins[at] = joins;
  table.worth[at] = worth;
}

function grow(table: Openings): void {
  const larger = emptyTable(table.worth.length * 2);
  for (const column of ['start', 'days', 'venue', 'slot', 'joins', 'worth'] as const) {
    larger[column].set(table[column]);
    (table[column] as Float64Array | Int32Array) = larger[column];
  }
}
