import { matchPinned, type Plan } from '../plan.ts';
import { compareStints, type Problem, roadKm, type Stint } from '../problem.ts';
import { PlanRoom } from './plan-room.ts';
import { PoolCounter, type PoolTerms } from './pool-terms.ts';

/** Stints taken out of a plan, by index, and stints put in. */
export interface PlanChange {
  remove: readonly number[];
  add: readonly Stint[];
}

/** What a change does, in recordings but for the counts; `net` is the sum that the objective changes by. */
export interface ChangeTerms {
  /** Expected people recorded, not discounted. */
  recordings: number;
  /** What later dates counting less does to that; ≤ 0 for recordings gained. */
  discount: number;
  setupCost: number;
  km: number;
  kmCost: number;
  shortfallCost: number;
  changeCost: number;
  net: number;
}

/**
 * A plan taken apart by pool and by kit: what a small change does to its worth is known without counting the rest again.
 * The sum is that of `objectiveOf`, whatever rules the plan breaks.
 */
export class PlanLedger {
  readonly problem: Problem;
  readonly stints: readonly Stint[];
  readonly isPinned: readonly boolean[];
  readonly room: PlanRoom;
  readonly counter: PoolCounter;
  /** Indexes of stints. */
  readonly ofPool: readonly (readonly number[])[];
  readonly ofKit: readonly (readonly number[])[];
  /** What alterations of single stints cost, by alteration: kept for whoever asks again. */
  readonly alterationCosts = new Map<string, number>();
  /** The cheapest alteration of a stint that frees a kit for some dates, by all four as one number. */
  readonly cheapest = new Map<number, { at: number; to: Stint | null; cost: number }>();
  /** The same problem with nothing planned, once somebody asked for it. */
  empty: PlanLedger | undefined;
  /** What the cheapest kit of a date costs. */
  readonly kitCosts = new Map<number, number>();
  /** kit × date: the stint it stands in, or −1. */
  readonly stintOn: Int32Array;
  private readonly terms: (PoolTerms | undefined)[] = [];
  private readonly km: (number | undefined)[] = [];
  private readonly remaining: (Float64Array | undefined)[] = [];

  constructor(problem: Problem, plan: Plan) {
    this.problem = problem;
    this.stints = plan.stints;
    this.isPinned = matchPinned(plan, problem).isPinned;
    this.room = new PlanRoom(problem, plan.stints);
    this.counter = new PoolCounter(problem);
    this.stintOn = new Int32Array(problem.kitIds.length * problem.dates.length).fill(-1);
    const ofPool: number[][] = problem.poolIds.map(() => []);
    const ofKit: number[][] = problem.kitIds.map(() => []);
    for (const [at, { venue, start, days, kits }] of plan.stints.entries()) {
      ofPool[problem.venuePool[venue] ?? 0]?.push(at);
      const end = Math.min(problem.dates.length, start + days);
      for (const kit of kits) {
        ofKit[kit]?.push(at);
        const row = kit * problem.dates.length;
        this.stintOn.fill(at, row + Math.max(0, start), row + Math.max(0, end));
      }
    }
    this.ofPool = ofPool;
    this.ofKit = ofKit;
  }

  stint(at: number): Stint {
    const stint = this.stints[at];
    if (!stint) throw new RangeError(`the plan has ${this.stints.length} stints, none at ${at}`);
    return stint;
  }

  poolOf(stint: Stint): number {
    return this.problem.venuePool[stint.venue] ?? 0;
  }

  stintsOfPool(pool: number, without: readonly number[] = []): Stint[] {
    return (this.ofPool[pool] ?? []).filter((at) => !without.includes(at)).map((at) => this.stint(at));
  }

  poolTerms(pool: number): PoolTerms {
    const known = this.terms[pool];
    if (known) return known;
    const terms = this.counter.terms(pool, this.stintsOfPool(pool));
    this.terms[pool] = terms;
    return terms;
  }

  /** Expected people left in the pool before each date under the plan, `dates + 1` numbers. */
  remainingByDate(pool: number): Float64Array {
    const known = this.remaining[pool];
    if (known) return known;
    const remaining = this.counter.remainingByDate(pool, this.stintsOfPool(pool));
    this.remaining[pool] = remaining;
    return remaining;
  }

  /** What the objective changes by. */
  gain(change: PlanChange): number {
    return this.effect(change).net;
  }

  effect({ remove, add }: PlanChange): ChangeTerms {
    const { problem, counter } = this;
    const { rules } = problem;
    const touched = [...remove.map((at) => this.stint(at)), ...add];
    const sum = { recordings: 0, discounted: 0, setups: 0, shortfall: 0, lostWeight: 0 };
    for (const pool of new Set(touched.map((stint) => this.poolOf(stint)))) {
      const added = add.filter((stint) => this.poolOf(stint) === pool);
      const after = counter.terms(pool, [...this.stintsOfPool(pool, remove), ...added]);
      const before = this.poolTerms(pool);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += after[key] - before[key];
    }
    let km = 0;
    for (const kit of new Set(touched.flatMap(({ kits }) => kits))) {
      km += this.kitKm(kit, remove, add) - this.kitKmNow(kit);
    }
    const costs = {
      setupCost: -rules.setupCost * sum.setups,
      kmCost: -rules.kmCost * km,
      shortfallCost: -rules.shortfallCost * sum.shortfall,
      changeCost: -rules.changeCost * sum.lostWeight,
    };
    const net = sum.discounted + costs.setupCost + costs.kmCost + costs.shortfallCost + costs.changeCost;
    return { recordings: sum.recordings, discount: sum.discounted - sum.recordings, km, ...costs, net };
  }

  /** Whether the stints put in keep every rule against what stays. */
  allows(change: PlanChange): boolean {
    return this.room.allows(
      change.remove.map((at) => this.stint(at)),
      change.add,
      (pool) => this.stintsOfPool(pool, change.remove),
    );
  }

  /** Kilometres that a stint's kits drive more because of it, were it put in. */
  extraKm(stint: Stint, without: readonly number[] = []): number {
    return stint.kits.reduce((km, kit) => km + this.kitKm(kit, without, [stint]) - this.kitKm(kit, without, []), 0);
  }

  after({ remove, add }: PlanChange): Plan {
    const gone = new Set(remove);
    return { stints: [...this.stints.filter((_, at) => !gone.has(at)), ...add] };
  }

  private kitKmNow(kit: number): number {
    const known = this.km[kit];
    if (known !== undefined) return known;
    const km = this.kitKm(kit, [], []);
    this.km[kit] = km;
    return km;
  }

  private kitKm(kit: number, remove: readonly number[], add: readonly Stint[]): number {
    const { problem } = this;
    const stints = (this.ofKit[kit] ?? []).filter((at) => !remove.includes(at)).map((at) => this.stint(at));
    for (const stint of add) if (stint.kits.includes(kit)) stints.push(stint);
    const startOf = (stint: Stint) => problem.slotStartMinutes[stint.slot] ?? 0;
    stints.sort((a, b) => a.start - b.start || startOf(a) - startOf(b) || compareStints(a, b));
    let at = problem.kitBases[kit];
    let km = 0;
    for (const { venue } of stints) {
      const to = problem.venuePositions[venue];
      if (at && to) km += roadKm(problem, at, to);
      at = to ?? at;
    }
    return km;
  }
}
