import { contributions } from '../objective.ts';
import type { Plan } from '../plan.ts';
import { isOpen, type Problem, type Stint } from '../problem.ts';
import { bestOf } from './most-worth.ts';
import { PlanLedger } from './plan-ledger.ts';

/** Another place or time for the same kits, instead of a stint. */
export interface Instead {
  stint: Stint;
  /** What the plan would be worth more with it there; negative where that loses. */
  net: number;
}

/** Why a stint is in the plan, in recordings; each term is what the plan has because of it. */
export interface StintWorth {
  /** Index in the plan's stints. */
  stint: number;
  /** Expected people recorded at its own sessions. */
  served: number;
  /** People recorded in the whole plan less those without it: what later sessions of the pool would take over is off. */
  recordings: number;
  /** ≤ 0: later dates count less. */
  discount: number;
  /** ≤ 0 */
  setupCost: number;
  /** Kilometres driven because of it, and their cost. */
  km: number;
  kmCost: number;
  /** ≥ 0: missing sessions and lost published dates that it spares. */
  shortfallSpared: number;
  changeSpared: number;
  /** The sum: objective(plan) − objective(plan without it). */
  brings: number;
  /** What its kit-dates are worth elsewhere by the plan's prices; null where the plan has none. */
  price: number | null;
  /** `brings` less `price`. */
  net: number | null;
  /** The best that its kits could do on the same dates at another pool. */
  elsewhere: Instead | null;
  /** The best other date, slot or venue of its own pool with the same kits. */
  otherTime: Instead | null;
}

/** What a kit is worth on a date, `YYYY-MM-DD` → recordings, as in a plan file. */
export type Prices = Readonly<Record<string, number>>;

/** @throws RangeError where the plan has no such stint */
export function explainStint(ledger: PlanLedger, at: number, prices?: Prices): StintWorth {
  const { problem } = ledger;
  const stint = ledger.stint(at);
  const effect = ledger.effect({ remove: [at], add: [] });
  const brings = -effect.net;
  const price = prices ? priceOf(problem, stint, prices) : null;
  const own = ledger.stintsOfPool(ledger.poolOf(stint));
  return {
    stint: at,
    served: contributions(problem, { stints: own }).servedByStint[own.indexOf(stint)] ?? 0,
    recordings: -effect.recordings,
    discount: -effect.discount,
    setupCost: 0 - effect.setupCost,
    km: 0 - effect.km,
    kmCost: 0 - effect.kmCost,
    shortfallSpared: 0 - effect.shortfallCost,
    changeSpared: 0 - effect.changeCost,
    brings,
    price,
    net: price === null ? null : brings - price,
    elsewhere: ledger.isPinned[at] ? null : elsewhere(ledger, at),
    otherTime: ledger.isPinned[at] ? null : otherTime(ledger, at),
  };
}

/** Every stint of a plan, in its order. */
export function explainStints(problem: Problem, plan: Plan, prices?: Prices): StintWorth[] {
  const ledger = new PlanLedger(problem, plan);
  return plan.stints.map((_, at) => explainStint(ledger, at, prices));
}

function priceOf(problem: Problem, { start, days, kits }: Stint, prices: Prices): number {
  const dates = problem.dates.slice(Math.max(0, start), start + days);
  return kits.length * dates.reduce((sum, date) => sum + (prices[date] ?? 0), 0);
}

function elsewhere(ledger: PlanLedger, at: number): Instead | null {
  const { problem } = ledger;
  const stint = ledger.stint(at);
  const candidates: Stint[] = [];
  for (const [venue, pool] of problem.venuePool.entries()) {
    if (pool === ledger.poolOf(stint)) continue;
    for (const slot of problem.slotIds.keys()) {
      if (isOpen(problem, venue, slot, stint.start)) candidates.push({ ...stint, venue, slot });
    }
  }
  return bestOf(ledger, candidates, { remove: [at] }) ?? null;
}

function otherTime(ledger: PlanLedger, at: number): Instead | null {
  const { problem } = ledger;
  const stint = ledger.stint(at);
  const pool = ledger.poolOf(stint);
  const candidates: Stint[] = [];
  for (const venue of problem.poolVenues[pool] ?? []) {
    for (const slot of problem.slotIds.keys()) {
      for (let start = 0; start + stint.days <= problem.dates.length; start++) {
        const same = venue === stint.venue && slot === stint.slot && start === stint.start;
        if (!same && isOpen(problem, venue, slot, start)) candidates.push({ ...stint, venue, slot, start });
      }
    }
  }
  return bestOf(ledger, candidates, { remove: [at] }) ?? null;
}
