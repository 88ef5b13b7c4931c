import { negativeBinomialServed } from './negative-binomial-served.ts';
import type { Plan } from './plan.ts';
import { capacityOf, compareStints, type Problem, rateOf, roadKm, type Stint } from './problem.ts';

/** A plan's worth, term by term. `objective`, `recordings` in recordings; `recordings` are not discounted. */
export interface Worth {
  objective: number;
  /** Expected people recorded. */
  recordings: number;
  /** The same, each date discounted: what the objective counts. */
  discountedRecordings: number;
  /** Kits placed, summed over stints. */
  setups: number;
  km: number;
  /** Sessions missing under the pools' minSessions. */
  shortfall: number;
  /** Dates of published stints on which the plan has no session at that venue in that slot. */
  changes: number;
  /** Those dates' weights: people holding a number, but at least 1 a date; each costs `changeCost`. */
  changeWeight: number;
}

/** One session of a stint, with the people it is expected to record. */
export interface SessionWorth {
  /** Index in the plan's stints. */
  stint: number;
  date: number;
  /** People of the pool not yet recorded when it opens. */
  remaining: number;
  meanDemand: number;
  capacity: number;
  served: number;
}

/** What each stint and session brings; a pool's sessions deplete it in order of date, then slot start. */
export interface Contributions {
  sessions: SessionWorth[];
  /** Expected people per stint of the plan, not discounted. */
  servedByStint: number[];
  /** Per pool, people left at the end of the horizon. */
  remainingAfter: Float64Array;
}

interface SessionOfPool {
  stint: number;
  date: number;
  slotStart: number;
}

function sessionsByPool(problem: Problem, plan: Plan): SessionOfPool[][] {
  const pools: SessionOfPool[][] = problem.poolIds.map(() => []);
  for (const [at, { venue, slot, start, days }] of plan.stints.entries()) {
    const sessions = pools[problem.venuePool[venue] ?? 0];
    const slotStart = problem.slotStartMinutes[slot] ?? 0;
    for (let date = start; date < start + days; date++) sessions?.push({ stint: at, date, slotStart });
  }
  const inOrder = plan.stints.map((stint, at) => ({ stint, at })).sort((a, b) => compareStints(a.stint, b.stint));
  const order = new Map(inOrder.map(({ at }, place) => [at, place]));
  const orderOf = (stint: number) => order.get(stint) ?? stint;
  for (const sessions of pools)
    sessions.sort((a, b) => a.date - b.date || a.slotStart - b.slotStart || orderOf(a.stint) - orderOf(b.stint));
  return pools;
}

/** Sessions outside the horizon (a draft may have some) bring nobody. */
export function contributions(problem: Problem, plan: Plan): Contributions {
  const worth: Contributions = {
    sessions: [],
    servedByStint: plan.stints.map(() => 0),
    remainingAfter: Float64Array.from(problem.remaining),
  };
  const capacities = plan.stints.map((stint) => capacityOf(problem, stint.slot, stint.kits));
  for (const [pool, sessions] of sessionsByPool(problem, plan).entries()) {
    let remaining = problem.remaining[pool] ?? 0;
    for (const { stint: at, date } of sessions) {
      const stint = plan.stints[at] as Stint;
      const inside = date >= 0 && date < problem.dates.length;
      const meanDemand = inside ? remaining * rateOf(problem, stint.venue, stint.slot, date) : 0;
      const capacity = capacities[at] ?? 0;
      const served = negativeBinomialServed(meanDemand, problem.dispersion[stint.venue] ?? 0, capacity);
      worth.sessions.push({
        stint: at,
        date,
        remaining,
        meanDemand,
        capacity,
        served,
      });
      worth.servedByStint[at] = (worth.servedByStint[at] ?? 0) + served;
      remaining -= served;
    }
    worth.remainingAfter[pool] = remaining;
  }
  return worth;
}

/** Road kilometres of each kit: base → its first venue → … → its last, in order of date, then slot start. */
export function kmByKit(problem: Problem, plan: Plan): Float64Array {
  const km = new Float64Array(problem.kitIds.length);
  const at = [...problem.kitBases];
  const startOf = (stint: Stint) => problem.slotStartMinutes[stint.slot] ?? 0;
  const inOrder = [...plan.stints].sort((a, b) => a.start - b.start || startOf(a) - startOf(b) || a.venue - b.venue);
  for (const { venue, kits } of inOrder) {
    const to = problem.venuePositions[venue];
    if (!to) continue;
    for (const kit of kits) {
      km[kit] = (km[kit] ?? 0) + roadKm(problem, at[kit] ?? to, to);
      at[kit] = to;
    }
  }
  return km;
}

function changesOf(problem: Problem, plan: Plan): Pick<Worth, 'changes' | 'changeWeight'> {
  if (problem.published.length === 0) return { changes: 0, changeWeight: 0 };
  const session = ({ venue, slot, start }: Stint, day: number) => `${venue}/${slot}/${start + day}`;
  const served = new Set<string>();
  for (const stint of plan.stints) for (let day = 0; day < stint.days; day++) served.add(session(stint, day));
  const lost = problem.published.flatMap((stint) => stint.weights.filter((_, day) => !served.has(session(stint, day))));
  return { changes: lost.length, changeWeight: lost.reduce((sum, weight) => sum + weight, 0) };
}

function shortfallOf(problem: Problem, plan: Plan): number {
  const missing = Int32Array.from(problem.minSessions);
  for (const { venue, days } of plan.stints) {
    const pool = problem.venuePool[venue] ?? 0;
    missing[pool] = (missing[pool] ?? 0) - days;
  }
  return missing.reduce((sum, sessions) => sum + Math.max(0, sessions), 0);
}

/** The exact objective of planning.md, for any plan, whether it keeps the rules or not. */
export function objectiveOf(problem: Problem, plan: Plan): Worth {
  const { sessions } = contributions(problem, plan);
  const { setupCost, kmCost, shortfallCost, changeCost } = problem.rules;
  let recordings = 0;
  let discountedRecordings = 0;
  for (const { served, date } of sessions) {
    recordings += served;
    discountedRecordings += served * (problem.discount[date] ?? 0);
  }
  const setups = plan.stints.reduce((sum, stint) => sum + stint.kits.length, 0);
  const km = kmByKit(problem, plan).reduce((sum, of) => sum + of, 0);
  const shortfall = shortfallOf(problem, plan);
  const { changes, changeWeight } = changesOf(problem, plan);
  const objective =
    discountedRecordings - setupCost * setups - kmCost * km - shortfallCost * shortfall - changeCost * changeWeight;
  return {
    objective,
    recordings,
    discountedRecordings,
    setups,
    km,
    shortfall,
    changes,
    changeWeight,
  };
}
