import { capacityOf, type Problem, rateOf, type Stint } from '../problem.ts';
import type { PlanLedger } from './plan-ledger.ts';

/** How a pool stands where a stint is to be put in. */
interface Outlook {
  /** People left before each date. */
  remaining: Float64Array;
  /** Sessions missing. */
  shortfall: number;
}

export function outlookOf(ledger: PlanLedger, pool: number, remove: readonly number[] = []): Outlook {
  const own = remove.filter((at) => ledger.poolOf(ledger.stint(at)) === pool);
  if (own.length === 0) {
    return { remaining: ledger.remainingByDate(pool), shortfall: ledger.poolTerms(pool).shortfall };
  }
  const left = ledger.stintsOfPool(pool, own);
  const { shortfall } = ledger.counter.terms(pool, left);
  return { remaining: ledger.counter.remainingByDate(pool, left), shortfall };
}

/**
 * No less than what putting a stint in could add, kilometres left out: nobody recorded twice by it, later sessions of the
 * pool losing nothing. E[min(D, c)] ≤ min(E[D], c).
 */
export function mostWorth(ledger: PlanLedger, stint: Stint, { remaining, shortfall }: Outlook): number {
  const { problem, counter } = ledger;
  const { setupCost, shortfallCost, changeCost } = problem.rules;
  const capacity = capacityOf(problem, stint.slot, stint.kits);
  const missing = Math.min(stint.days, shortfall);
  let worth = shortfallCost * missing - setupCost * stint.kits.length;
  for (let date = stint.start; date < stint.start + stint.days; date++) {
    worth += mostServed(problem, stint, date, { remaining: remaining[date] ?? 0, capacity });
    if (problem.published.length > 0) worth += changeCost * counter.publishedOn(stint.venue, stint.slot, date);
  }
  return worth;
}

function mostServed(
  problem: Problem,
  { venue, slot }: Stint,
  date: number,
  { remaining, capacity }: { remaining: number; capacity: number },
): number {
  return Math.min(capacity, remaining * rateOf(problem, venue, slot, date)) * (problem.discount[date] ?? 0);
}

/** The candidate that gains most when put in, stopping as soon as none of the others can gain more. */
export function bestOf(
  ledger: PlanLedger,
  candidates: readonly Stint[],
  { remove, keep = [] }: { remove: readonly number[]; keep?: readonly Stint[] },
): { stint: Stint; net: number } | undefined {
  const outlooks = new Map<number, Outlook>();
  const outlook = (pool: number) => {
    const known = outlooks.get(pool) ?? outlookOf(ledger, pool, remove);
    outlooks.set(pool, known);
    return known;
  };
  const ranked = candidates
    .map((stint) => ({ stint, most: mostWorth(ledger, stint, outlook(ledger.poolOf(stint))) }))
    .sort((a, b) => b.most - a.most);
  const without = ledger.gain({ remove, add: keep });
  let best: { stint: Stint; net: number } | undefined;
  for (const { stint, most } of ranked) {
    if (best && without + most <= best.net) break;
    const change = { remove, add: [...keep, stint] };
    if (!ledger.allows(change)) continue;
    const net = ledger.gain(change);
    if (!best || net > best.net) best = { stint, net };
  }
  return best;
}
