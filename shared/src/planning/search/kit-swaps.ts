import { type Random, shuffled } from '../../random/seeded-random.ts';
import { isAvailable, type Problem } from '../problem.ts';
import type { Schedule, Visit } from './schedule.ts';

const NOWHERE = -1;
/** Kilometres too few to be worth a look. */
const LEAST_KM = 0.05;

/**
 * Lets two kits of the same speed exchange all that they do between two dates, where that saves kilometres.
 *
 * @see Potvin, Rousseau (1995), An exchange heuristic for routeing problems with time windows, JORS 46(12): 2-opt*
 */
export class KitSwaps {
  private readonly problem: Problem;
  private readonly schedule: Schedule;
  private readonly random: Random;
  /** Dates of the horizon and the one after. */
  private readonly width: number;
  private readonly isPinned: Uint8Array;
  /** kit × date: the venue before it, the first from it on, and whether the kit is between two stints there. */
  private readonly before: Int32Array;
  private readonly next: Int32Array;
  private readonly isBetween: Uint8Array;

  constructor(schedule: Schedule, random: Random) {
    this.schedule = schedule;
    this.problem = schedule.problem;
    this.random = random;
    const { kitIds, dates, pinned } = this.problem;
    this.width = dates.length + 1;
    const cells = kitIds.length * this.width;
    this.isPinned = new Uint8Array(cells);
    this.before = new Int32Array(cells);
    this.next = new Int32Array(cells);
    this.isBetween = new Uint8Array(cells);
    for (const { kits, start, days } of pinned)
      for (const kit of kits) this.isPinned.fill(1, kit * this.width + start, kit * this.width + start + days);
  }

  /** Goes over all dates once. */
  pass(isOver: () => boolean): void {
    for (const kit of this.problem.kitIds.keys()) this.look(kit);
    for (const date of shuffled([...this.problem.dates.keys()], this.random)) {
      for (const kit of this.problem.kitIds.keys()) {
        if (isOver()) return;
        this.swapFrom(kit, date);
      }
    }
  }

  private look(kit: number): void {
    const { schedule, width } = this;
    const row = kit * width;
    const venueOn = (date: number) => schedule.venueOn[kit * (width - 1) + date] as number;
    let venue = NOWHERE;
    for (let date = 0; date < width; date++) {
      this.before[row + date] = venue;
      if (date < width - 1 && venueOn(date) >= 0) venue = venueOn(date);
    }
    this.isBetween.fill(1, row, row + width);
    venue = NOWHERE;
    for (let date = width - 2; date >= 0; date--) {
      const here = venueOn(date);
      if (here >= 0) venue = here;
      this.next[row + date] = venue;
      const follows = date > 0 && here >= 0 && venueOn(date - 1) === here;
      if (follows && schedule.visitOf(kit, date)?.start !== date) this.isBetween[row + date] = 0;
    }
    this.next[row + width - 1] = NOWHERE;
  }

  private swapFrom(kit: number, from: number): void {
    const { width, problem } = this;
    if (this.isBetween[kit * width + from] === 0) return;
    let best = { other: NOWHERE, to: from, km: LEAST_KM };
    for (const other of problem.kitIds.keys()) {
      if (other === kit || this.isBetween[other * width + from] === 0) continue;
      if (problem.recordingsPerHour[kit] !== problem.recordingsPerHour[other]) continue;
      const here = this.savedKm(kit, other, from);
      if (here <= LEAST_KM) continue;
      const found = this.farthest(kit, other, from, here);
      if (found.km > best.km) best = { other, ...found };
    }
    if (best.other === NOWHERE || !this.swap(kit, best.other, from, best.to)) return;
    this.look(kit);
    this.look(best.other);
  }

  /** Kilometres that two kits save on their next ways by going on where the other would have. */
  private savedKm(a: number, b: number, date: number): number {
    const { before, next, width } = this;
    const leg = (kit: number, to: number) =>
      to < 0 ? 0 : this.schedule.roads.leg(kit, before[kit * width + date] as number, to);
    const toA = next[a * width + date] as number;
    const toB = next[b * width + date] as number;
    return leg(a, toA) + leg(b, toB) - leg(a, toB) - leg(b, toA);
  }

  /** The date on which it is best to change back, or never. */
  private farthest(a: number, b: number, from: number, atStart: number): { to: number; km: number } {
    const { width } = this;
    let best = { to: from, km: 0 };
    for (let date = from; date < width; date++) {
      const last = date === width - 1;
      if (date > from && this.isBetween[a * width + date] === 1 && this.isBetween[b * width + date] === 1) {
        const km = atStart + (last ? 0 : this.savedBack(a, b, date));
        if (km > best.km && this.weeksAllow(a, b, from, date) && this.weeksAllow(b, a, from, date))
          best = { to: date, km };
      }
      if (last || !this.mayTakeOver(a, b, date) || !this.mayTakeOver(b, a, date)) break;
    }
    return best;
  }

  /** The same at the end of an exchange: each comes from where the other was. */
  private savedBack(a: number, b: number, date: number): number {
    const { before, next, width, schedule } = this;
    const cameFrom = (kit: number) => before[kit * width + date] as number;
    const leg = (from: number, to: number, kit: number) => (to < 0 ? 0 : schedule.roads.leg(kit, from, to));
    const toA = next[a * width + date] as number;
    const toB = next[b * width + date] as number;
    return leg(cameFrom(a), toA, a) + leg(cameFrom(b), toB, b) - leg(cameFrom(b), toA, a) - leg(cameFrom(a), toB, b);
  }

  private mayTakeOver(kit: number, other: number, date: number): boolean {
    if (this.isPinned[kit * this.width + date] === 1) return false;
    return (
      (this.schedule.venueOn[other * (this.width - 1) + date] as number) < 0 || isAvailable(this.problem, kit, date)
    );
  }

  private weeksAllow(kit: number, other: number, from: number, to: number): boolean {
    const { weekOfDate, rules } = this.problem;
    const { venueOn } = this.schedule;
    const dates = this.width - 1;
    for (const edge of [from, to - 1]) {
      const week = weekOfDate[edge] as number;
      let served = 0;
      for (let date = Math.max(0, edge - 6); date < Math.min(dates, edge + 7); date++) {
        if (weekOfDate[date] !== week) continue;
        const who = date >= from && date < to ? other : kit;
        if ((venueOn[who * dates + date] as number) >= 0) served++;
      }
      if (served > rules.maxDaysPerWeek) return false;
    }
    return true;
  }

  private swap(a: number, b: number, from: number, to: number): boolean {
    const { schedule } = this;
    const visits = new Set<Visit>();
    for (let date = from; date < to; date++) {
      for (const kit of [a, b]) {
        const visit = schedule.visitOf(kit, date);
        if (visit) visits.add(visit);
      }
    }
    const before = schedule.worth;
    schedule.mark();
    for (const visit of visits) schedule.replace(visit);
    for (const visit of visits) {
      const kits = visit.kits.map((kit) => (kit === a ? b : kit === b ? a : kit)).sort((x, y) => x - y);
      schedule.add({ ...visit, kits });
    }
    if (schedule.worth > before) return true;
    schedule.rollback();
    return false;
  }
}
