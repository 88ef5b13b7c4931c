import { objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import { indexProblem, isOpen, type Problem } from '../problem.ts';
import { withIdleKits } from './idle-windows.ts';
import { kitMoreFile } from './kit-more.ts';
import { bestOf } from './most-worth.ts';
import { PlanLedger } from './plan-ledger.ts';
import type { SolveAgain } from './smallest-changes.ts';

/** What one more kit on some dates brings, by the plan's prices and by solving again with it. */
export interface PriceCheck {
  dates: string[];
  /** Sum of the dates' prices, in recordings. */
  price: number;
  /** Worth of the plan solved again with the kit, less that of the plan solved again without it. */
  brings: number;
}

/**
 * What one more kit would bring at least, by date: the best that it could do alone beside the plan as it is, nothing else
 * moved. With the price, which is the most that it can bring, that spans what solving again finds.
 */
export function kitMoreByDate(problem: Problem, plan: Plan): Record<string, number> {
  const more = indexProblem(kitMoreFile(problem.file, problem.dates));
  const ledger = new PlanLedger(more, plan);
  const kits = [more.kitIds.length - 1];
  const brings: Record<string, number> = {};
  for (const [start, date] of problem.dates.entries()) {
    const places = problem.venueIds.flatMap((_, venue) => problem.slotIds.map((_, slot) => ({ venue, slot, start })));
    const stints = places.flatMap((place) =>
      isOpen(problem, place.venue, place.slot, start) ? [{ ...place, days: 1, kits }] : [],
    );
    brings[date] = Math.max(0, bestOf(ledger, stints, { remove: [] })?.net ?? 0);
  }
  return brings;
}

/** Whether the price is within a share of what the kit brings. */
export function agrees({ price, brings }: PriceCheck, share: number): boolean {
  return Math.abs(price - brings) <= share * Math.max(Math.abs(brings), 1e-9);
}

/**
 * What the search finds anyway is not taken for the kit's: the plan is solved again twice without the kit, and once more
 * with it from the first of the two, which is as long. Where that ends lower, the kit is put to use in the second.
 *
 * @param dates of the horizon
 */
export function checkPrice(
  problem: Problem,
  { plan, prices }: { plan: Plan; prices: Readonly<Record<string, number>> },
  dates: readonly string[],
  solveAgain: SolveAgain,
): PriceCheck {
  const price = dates.reduce((sum, date) => sum + (prices[date] ?? 0), 0);
  if (!dates.some((date) => opensOn(problem, date))) return { dates: [...dates], price, brings: 0 };
  const more = indexProblem(kitMoreFile(problem.file, dates));
  const first = solveAgain(problem, withIdleKits(problem, plan));
  const second = solveAgain(problem, first);
  const used = [solveAgain(more, withIdleKits(more, first)), withIdleKits(more, second)];
  const withKit = Math.max(...used.map((after) => objectiveOf(more, after).objective));
  return { dates: [...dates], price, brings: withKit - objectiveOf(problem, second).objective };
}

function opensOn(problem: Problem, date: string): boolean {
  const at = problem.index.date.get(date) ?? -1;
  return problem.venueIds.some((_, venue) => problem.slotIds.some((_, slot) => isOpen(problem, venue, slot, at)));
}
