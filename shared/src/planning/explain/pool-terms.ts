import { negativeBinomialServed } from '../negative-binomial-served.ts';
import { publishedDates } from '../pool-model.ts';
import { capacityOf, compareStints, type Problem, rateOf, type Stint } from '../problem.ts';

/** What the stints of one pool are worth, term by term, kilometres left out. */
export interface PoolTerms {
  /** Expected people recorded, and the same discounted by date. */
  recordings: number;
  discounted: number;
  /** Kits placed, summed over stints. */
  setups: number;
  sessions: number;
  /** Sessions missing under the pool's minSessions. */
  shortfall: number;
  /** Weight of the pool's published dates that are not kept; each costs `changeCost`. */
  lostWeight: number;
}

interface Session {
  stint: Stint;
  date: number;
  capacity: number;
}

/** Counts one pool at a time; what a pool brings depends on no other. */
export class PoolCounter {
  private readonly problem: Problem;
  private readonly published: Map<string, number>;
  private readonly publishedWeight: Float64Array;

  constructor(problem: Problem) {
    this.problem = problem;
    this.published = publishedDates(problem);
    this.publishedWeight = new Float64Array(problem.poolIds.length);
    for (const { venue, weights } of problem.published) {
      const pool = problem.venuePool[venue] ?? 0;
      for (const weight of weights) this.publishedWeight[pool] = (this.publishedWeight[pool] ?? 0) + weight;
    }
  }

  /** @param stints all stints of the pool, in any order */
  terms(pool: number, stints: readonly Stint[]): PoolTerms {
    const { problem } = this;
    let recordings = 0;
    let discounted = 0;
    let lostWeight = this.publishedWeight[pool] ?? 0;
    const sessions = this.sessions(stints);
    const kept = new Set<string>();
    this.serve(pool, sessions, (session, served) => {
      recordings += served;
      discounted += served * (problem.discount[session.date] ?? 0);
    });
    if (lostWeight > 0) {
      for (const { stint, date } of sessions) kept.add(`${stint.venue}/${stint.slot}/${date}`);
      for (const session of kept) lostWeight -= this.published.get(session) ?? 0;
    }
    const setups = stints.reduce((sum, stint) => sum + stint.kits.length, 0);
    const shortfall = Math.max(0, (problem.minSessions[pool] ?? 0) - sessions.length);
    return { recordings, discounted, setups, sessions: sessions.length, shortfall, lostWeight };
  }

  /** Recordings less costs, kilometres left out. */
  worth({ discounted, setups, shortfall, lostWeight }: PoolTerms): number {
    const { setupCost, shortfallCost, changeCost } = this.problem.rules;
    return discounted - setupCost * setups - shortfallCost * shortfall - changeCost * lostWeight;
  }

  /** What losing a venue's session on a date costs where it is published, as a weight of `changeCost`. */
  publishedOn(venue: number, slot: number, date: number): number {
    return this.published.get(`${venue}/${slot}/${date}`) ?? 0;
  }

  /** Expected people left in the pool before each date, `dates + 1` numbers. */
  remainingByDate(pool: number, stints: readonly Stint[]): Float64Array {
    const { dates, remaining } = this.problem;
    const left = new Float64Array(dates.length + 1).fill(remaining[pool] ?? 0);
    this.serve(pool, this.sessions(stints), ({ date }, served) => {
      for (let after = date + 1; after <= dates.length; after++) left[after] = (left[after] ?? 0) - served;
    });
    return left;
  }

  private sessions(stints: readonly Stint[]): Session[] {
    const { problem } = this;
    const sessions: Session[] = [];
    const ordered = stints.length > 1 ? [...stints].sort(compareStints) : stints;
    for (const stint of ordered) {
      const capacity = capacityOf(problem, stint.slot, stint.kits);
      for (let date = stint.start; date < stint.start + stint.days; date++) sessions.push({ stint, date, capacity });
    }
    const startOf = (stint: Stint) => problem.slotStartMinutes[stint.slot] ?? 0;
    return sessions.sort((a, b) => a.date - b.date || startOf(a.stint) - startOf(b.stint));
  }

  private serve(pool: number, sessions: readonly Session[], told: (session: Session, served: number) => void): void {
    const { problem } = this;
    let remaining = problem.remaining[pool] ?? 0;
    for (const session of sessions) {
      const { stint, date, capacity } = session;
      const inside = date >= 0 && date < problem.dates.length;
      const mean = inside ? remaining * rateOf(problem, stint.venue, stint.slot, date) : 0;
      const served = negativeBinomialServed(mean, problem.dispersion[stint.venue] ?? 0, capacity);
      remaining -= served;
      told(session, served);
    }
  }
}
