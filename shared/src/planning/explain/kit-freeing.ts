import type { Stint } from '../problem.ts';
import type { PlanLedger } from './plan-ledger.ts';

/** A stint as it would be changed to free a kit; null where it is given up. */
export interface Alteration {
  at: number;
  to: Stint | null;
  /** What the plan loses by it; negative where it gains. */
  cost: number;
}

interface Undoable extends Alteration {
  /** How the stint was altered before; undefined where it was not. */
  before?: Stint | null | undefined;
}

export type Dates = Pick<Stint, 'start' | 'days'>;

/** Kits other than those taken that could stand in, looked at per stint. */
const STAND_INS = 3;

/**
 * Frees kits for some dates at the least cost: a kit leaves a stint that keeps others, another kit stands in, the stint
 * ends sooner or begins later, or it is given up. Begun anew for every set of dates; a pinned stint is never touched.
 */
export class KitFreeing {
  readonly altered = new Map<number, Stint | null>();
  private readonly ledger: PlanLedger;
  private readonly kept: number | undefined;
  /** True until a kit is taken: the plan is as it was, and so is what anything costs. */
  private untouched = true;
  /** What the reserve asks of some dates as things are altered now; of any idle kit the same. */
  private forReserve: { dates: Dates; steps: Alteration[] | undefined } | undefined;

  /** @param kept a pool whose stints are left as they are: the one that the kits are for */
  constructor(ledger: PlanLedger, kept?: number) {
    this.ledger = ledger;
    this.kept = kept;
  }

  /** What it takes to have the kit on all those dates; undefined where nothing helps, or it costs more than that. */
  plan(kit: number, dates: Dates, mostCost = Number.POSITIVE_INFINITY): Alteration[] | undefined {
    const { room } = this.ledger;
    const steps: Undoable[] = [];
    const standIns = this.leavesReserve(dates);
    const free = (at: number): boolean => {
      const step = this.cheapest(at, kit, dates, standIns);
      if (step) this.apply(step, steps);
      return step !== undefined;
    };
    const isCheap = () => steps.reduce((sum, { cost }) => sum + cost, 0) <= mostCost;
    let can = this.inWay(kit, dates).every(free) && this.isFree(kit, dates) && isCheap();
    can = can && (steps.length > 0 ? this.makeReserve(dates, steps) : this.takeReserve(dates, steps));
    if (can && !room.hasWeekRoom(kit, dates)) can = this.makeWeekRoom(kit, dates, steps, isCheap);
    for (const step of steps.toReversed()) this.undo(step);
    return can ? steps.map(({ at, to, cost }) => ({ at, to, cost })) : undefined;
  }

  /** Carries out what `plan` said. */
  take(steps: readonly Alteration[]): void {
    this.forReserve = undefined;
    this.untouched = false;
    for (const step of steps) this.apply(step, []);
  }

  /** Puts the plan's room back as it was. */
  restore(): void {
    for (const [at, to] of this.altered) {
      if (to) this.ledger.room.leave(to);
      this.ledger.room.take(this.ledger.stint(at));
    }
    this.altered.clear();
  }

  /** Where the kit's week is full, the stints of that week give way that lose least. */
  private makeWeekRoom(kit: number, dates: Dates, steps: Undoable[], isCheap: () => boolean): boolean {
    const { problem, room } = this.ledger;
    const weekOf = (date: number) => problem.weekOfDate[date] ?? -1;
    const weeks = new Set(Array.from({ length: dates.days }, (_, day) => weekOf(dates.start + day)));
    while (!room.hasWeekRoom(kit, dates)) {
      if (!isCheap()) return false;
      const inWeeks = this.standing(kit).filter(({ stint }) =>
        Array.from({ length: stint.days }, (_, day) => weekOf(stint.start + day)).some((week) => weeks.has(week)),
      );
      const ways = inWeeks.flatMap(({ at }) => this.cheapest(at, kit, dates, false) ?? []);
      const best = ways.sort((a, b) => a.cost - b.cost)[0];
      if (!best) return false;
      this.apply(best, steps);
    }
    return true;
  }

  private inWay(kit: number, { start, days }: Dates): number[] {
    const row = kit * this.ledger.problem.dates.length;
    const inWay: number[] = [];
    for (let cell = row + start; cell < row + start + days; cell++) {
      const at = this.ledger.stintOn[cell] ?? -1;
      if (at < 0 || inWay.includes(at)) continue;
      const now = this.current(at);
      if (now?.kits.includes(kit) && overlaps(now, { start, days })) inWay.push(at);
    }
    return inWay;
  }

  private standing(kit: number): { at: number; stint: Stint }[] {
    return (this.ledger.ofKit[kit] ?? []).flatMap((at) => {
      const stint = this.current(at);
      return stint?.kits.includes(kit) ? [{ at, stint }] : [];
    });
  }

  private current(at: number): Stint | null {
    const altered = this.altered.get(at);
    return altered === undefined ? this.ledger.stint(at) : altered;
  }

  private isFree(kit: number, { start, days }: Dates): boolean {
    for (let date = start; date < start + days; date++) if (!this.ledger.room.isFree(kit, date)) return false;
    return true;
  }

  private leavesReserve({ start, days }: Dates): boolean {
    for (let date = start; date < start + days; date++) if (this.ledger.room.overReserve(date) < 1) return false;
    return true;
  }

  /** `makeReserve` where nothing else is changed, found once. */
  private takeReserve(dates: Dates, steps: Undoable[]): boolean {
    if (this.forReserve?.dates !== dates) {
      const can = this.makeReserve(dates, steps);
      this.forReserve = { dates, steps: can ? steps.map(({ at, to, cost }) => ({ at, to, cost })) : undefined };
      return can;
    }
    for (const step of this.forReserve.steps ?? []) this.apply({ ...step }, steps);
    return this.forReserve.steps !== undefined;
  }

  /** Where the reserve leaves no kit on a date, some stint of that date gives one up. */
  private makeReserve(dates: Dates, steps: Undoable[]): boolean {
    const { problem, room } = this.ledger;
    for (let date = dates.start; date < dates.start + dates.days; date++) {
      if (room.overReserve(date) >= 1) continue;
      let best: Alteration | undefined;
      for (const kit of problem.kitIds.keys()) {
        const at = this.ledger.stintOn[kit * problem.dates.length + date] ?? -1;
        const now = at < 0 ? null : this.current(at);
        if (!now?.kits.includes(kit) || !overlaps(now, { start: date, days: 1 })) continue;
        const step = this.cheapest(at, kit, dates, false);
        if (step && (!best || step.cost < best.cost)) best = step;
      }
      if (!best) return false;
      this.apply(best, steps);
      if (room.overReserve(date) < 1) return false;
    }
    return true;
  }

  /** @param standIns whether another kit may take its place, which frees the kit but no kit for the reserve */
  private cheapest(at: number, kit: number, dates: Dates, standIns: boolean): Alteration | undefined {
    const now = this.current(at);
    if (this.ledger.isPinned[at] || !now || this.ledger.poolOf(now) === this.kept) return undefined;
    if (!this.isAsPlanned(at, standIns)) return this.cheapestOf(at, now, kit, { dates, standIns });
    const { problem, cheapest } = this.ledger;
    const width = problem.dates.length;
    // A stint on other dates has the same ways whatever the dates are.
    const { start, days } = overlaps(now, dates) ? dates : { start: 0, days: 0 };
    const key = (((at * problem.kitIds.length + kit) * width + start) * (width + 1) + days) * 2 + Number(standIns);
    const known = cheapest.get(key) ?? this.cheapestOf(at, now, kit, { dates, standIns });
    cheapest.set(key, known);
    return { ...known };
  }

  /** Whether what the stint's ways cost, and which there are, is as in the plan. */
  private isAsPlanned(at: number, standIns: boolean): boolean {
    if (this.altered.size === 0) return this.untouched || !standIns;
    const pool = this.ledger.poolOf(this.ledger.stint(at));
    return (
      !standIns && [...this.altered.keys()].every((other) => this.ledger.poolOf(this.ledger.stint(other)) !== pool)
    );
  }

  private cheapestOf(
    at: number,
    now: Stint,
    kit: number,
    { dates, standIns }: { dates: Dates; standIns: boolean },
  ): Alteration {
    let best: Alteration = { at, to: null, cost: this.costOf(at, null) };
    for (const to of this.ways(now, kit, dates, standIns)) {
      const cost = this.costOf(at, to);
      if (cost < best.cost) best = { at, to, cost };
    }
    return best;
  }

  /** Ways to free the kit besides giving the stint up. */
  private *ways(now: Stint, kit: number, dates: Dates, standIns: boolean): Generator<Stint> {
    const { minDays } = this.ledger.problem.rules;
    if (now.kits.length > 1) yield { ...now, kits: now.kits.filter((one) => one !== kit) };
    for (const other of standIns ? this.standIns(now) : []) {
      yield { ...now, kits: [...now.kits.filter((one) => one !== kit), other].sort((a, b) => a - b) };
    }
    if (!overlaps(now, dates)) return;
    const before = dates.start - now.start;
    if (before >= minDays) yield { ...now, days: before };
    const after = now.start + now.days - (dates.start + dates.days);
    if (after >= minDays) yield { ...now, start: dates.start + dates.days, days: after };
  }

  private *standIns(now: Stint): Generator<number> {
    const { problem, room } = this.ledger;
    let found = 0;
    for (const other of problem.kitIds.keys()) {
      if (now.kits.includes(other) || !this.isFree(other, now) || !room.hasWeekRoom(other, now)) continue;
      yield other;
      if (++found === STAND_INS) return;
    }
  }

  private costOf(at: number, to: Stint | null): number {
    const { ledger, altered } = this;
    const pool = ledger.poolOf(ledger.stint(at));
    const add = to ? [to] : [];
    const others = [...altered].filter(([other]) => ledger.poolOf(ledger.stint(other)) === pool);
    if (others.length > 0) {
      const remove = others.map(([other]) => other);
      const kept = others.flatMap(([, stint]) => stint ?? []);
      const besides = others.flatMap(([other, stint]) => (other !== at && stint ? [stint] : []));
      const whole = { remove: remove.includes(at) ? remove : [...remove, at], add: [...besides, ...add] };
      return ledger.gain({ remove, add: kept }) - ledger.gain(whole);
    }
    const key = `${at}/${to ? `${to.start}/${to.days}/${to.kits.join()}` : ''}`;
    const known = ledger.alterationCosts.get(key);
    if (known !== undefined) return known;
    const cost = -ledger.gain({ remove: [at], add });
    ledger.alterationCosts.set(key, cost);
    return cost;
  }

  private apply(step: Alteration, log: Undoable[]): void {
    const before = this.current(step.at);
    if (before) this.ledger.room.leave(before);
    if (step.to) this.ledger.room.take(step.to);
    log.push(Object.assign(step, { before: this.altered.get(step.at) }));
    this.altered.set(step.at, step.to);
  }

  private undo(step: Undoable): void {
    if (step.to) this.ledger.room.leave(step.to);
    const before = step.before;
    if (before === undefined) this.altered.delete(step.at);
    else this.altered.set(step.at, before);
    const now = this.current(step.at);
    if (now) this.ledger.room.take(now);
  }
}

function overlaps(a: Dates, b: Dates): boolean {
  return a.start < b.start + b.days && b.start < a.start + a.days;
}
