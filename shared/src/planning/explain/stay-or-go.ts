import { isOpen, type Stint } from '../problem.ts';
import { bestOf } from './most-worth.ts';
import type { PlanLedger } from './plan-ledger.ts';

/** One evening of a stint: is it better to stay, or to take the kits elsewhere from this evening on? */
export interface Evening {
  /** Index of the date. */
  date: number;
  /** Expected recordings that this evening adds to the plan, kits being there; later ones of the stint not counted. */
  here: number;
  /** The most that the same kits add elsewhere, an evening, set-up and kilometres paid; null where they can go nowhere. */
  elsewhere: number | null;
  /** Where that is. */
  to: Stint | null;
  goes: boolean;
}

/**
 * Leave when the recordings to be expected elsewhere exceed those here (Charnov's marginal value theorem): for every
 * evening of a stint, counted with its earlier evenings served. One that begins on the first date may be under way.
 *
 * @see Charnov (1976), Optimal foraging, the marginal value theorem, Theoretical Population Biology 9(2), 129–136
 */
export function stayOrGo(ledger: PlanLedger, at: number): Evening[] {
  const stint = ledger.stint(at);
  const { minDays } = ledger.problem.rules;
  let before = ledger.gain({ remove: [at], add: [] });
  const evenings: Evening[] = [];
  for (let served = 0; served < stint.days; served++) {
    const date = stint.start + served;
    const after = ledger.gain({ remove: [at], add: [{ ...stint, days: served + 1 }] });
    const paid = served === 0 ? ledger.problem.rules.setupCost * stint.kits.length : 0;
    const here = after - before + paid;
    const begun = served === 0 ? stint.start <= 0 : served >= minDays;
    const mayGo = begun && !ledger.isPinned[at];
    const best = mayGo ? bestElsewhere(ledger, at, served) : undefined;
    const elsewhere = best ? best.perEvening : null;
    evenings.push({ date, here, elsewhere, to: best?.stint ?? null, goes: elsewhere !== null && elsewhere > here });
    before = after;
  }
  return evenings;
}

function bestElsewhere(ledger: PlanLedger, at: number, served: number) {
  const { problem } = ledger;
  const stint = ledger.stint(at);
  const start = stint.start + served;
  const keep = served > 0 ? [{ ...stint, days: served }] : [];
  const without = ledger.gain({ remove: [at], add: keep });
  let best: { stint: Stint; perEvening: number } | undefined;
  for (let days = problem.rules.minDays; days <= stint.days - served; days++) {
    const candidates: Stint[] = [];
    for (const [venue, pool] of problem.venuePool.entries()) {
      if (pool === ledger.poolOf(stint)) continue;
      for (const slot of problem.slotIds.keys()) {
        if (isOpen(problem, venue, slot, start)) candidates.push({ ...stint, venue, slot, start, days });
      }
    }
    const found = bestOf(ledger, candidates, { remove: [at], keep });
    const perEvening = found ? (found.net - without) / days : Number.NEGATIVE_INFINITY;
    if (found && perEvening > (best?.perEvening ?? Number.NEGATIVE_INFINITY)) best = { stint: found.stint, perEvening };
  }
  return best;
}
