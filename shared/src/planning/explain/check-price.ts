import { objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import { indexProblem, isOpen, type Problem, type Stint } from '../problem.ts';
import { withIdleKits } from './idle-windows.ts';
import { kitMoreFile } from './kit-more.ts';
import { bestOf } from './most-worth.ts';
import { PlanLedger } from './plan-ledger.ts';
import type { SolveAgain } from './smallest-changes.ts';

/** What one more kit on some dates brings, by the plan's prices and by solving again with it; all in recordings. */
export interface PriceCheck {
  dates: string[];
  /** Sum of the dates' prices. */
  price: number;
  /** Worth of the plan solved again with the kit, less that of the plan as it is: never under what the kit does alone. */
  brings: number;
  /** The part of it that solving again brings without the kit. */
  anyway: number;
  /** The part of it that is missing sessions held. */
  shortfall: number;
}

/** The best that one more kit could do alone on a date beside the plan as it is; worths in recordings. */
export interface KitMore {
  /** What the plan would be worth more. */
  worth: number;
  /** The part of it that is missing sessions held. */
  shortfall: number;
  /** Where it would stand, its kit the last of `kitMoreFile`; null where it could do nothing. */
  stint: Stint | null;
}

/**
 * What one more kit would bring at least, by date: the best that it could do alone beside the plan as it is, nothing else
 * moved.
 */
export function kitMoreByDate(
  problem: Problem,
  plan: Plan,
  dates: readonly string[] = problem.dates,
): Record<string, KitMore> {
  const more = indexProblem(kitMoreFile(problem.file, dates));
  const ledger = new PlanLedger(more, plan);
  return Object.fromEntries(dates.map((date) => [date, bestAlone(ledger, more.index.date.get(date) ?? -1)]));
}

function bestAlone(ledger: PlanLedger, start: number): KitMore {
  const { problem } = ledger;
  const kits = [problem.kitIds.length - 1];
  const places = problem.venueIds.flatMap((_, venue) => problem.slotIds.map((_, slot) => ({ venue, slot, start })));
  const open = places.filter(({ venue, slot }) => isOpen(problem, venue, slot, start));
  const best = bestOf(
    ledger,
    open.map((place) => ({ ...place, days: 1, kits })),
    { remove: [] },
  );
  if (!best || best.net <= 0) return { worth: 0, shortfall: 0, stint: null };
  const { net, shortfallCost } = ledger.effect({ remove: [], add: [best.stint] });
  return { worth: net, shortfall: shortfallCost, stint: best.stint };
}

/** Whether the price is within a share of what the kit brings that would not come without it. */
export function agrees({ price, brings, anyway }: PriceCheck, share: number): boolean {
  return Math.abs(price - (brings - anyway)) <= share * Math.max(Math.abs(brings - anyway), 1e-9);
}

/**
 * The plan is solved again from where the kit does best alone, so that it never brings less than that. What the search
 * finds without the kit is told apart: the plan is solved again twice without it, and once more with it from the first of
 * the two, which is as long. Where that ends lower, the kit is put to use in the second.
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
  if (!dates.some((date) => opensOn(problem, date))) {
    return { dates: [...dates], price, brings: 0, anyway: 0, shortfall: 0 };
  }
  const more = indexProblem(kitMoreFile(problem.file, dates));
  const alone = withBestAlone(problem, plan, dates);
  const first = solveAgain(problem, withIdleKits(problem, plan));
  const second = solveAgain(problem, first);
  const used = [
    alone,
    solveAgain(more, withIdleKits(more, alone)),
    solveAgain(more, withIdleKits(more, first)),
    withIdleKits(more, second),
  ];
  const now = objectiveOf(problem, plan);
  const worths = used.map((after) => objectiveOf(more, after));
  const best = worths.reduce((a, b) => (b.objective > a.objective ? b : a), now);
  return {
    dates: [...dates],
    price,
    brings: best.objective - now.objective,
    anyway: Math.max(0, objectiveOf(problem, second).objective - now.objective),
    shortfall: problem.rules.shortfallCost * (now.shortfall - best.shortfall),
  };
}

/** The plan with the kit where it does best alone on one of the dates, if anywhere. */
function withBestAlone(problem: Problem, plan: Plan, dates: readonly string[]): Plan {
  const alone = Object.values(kitMoreByDate(problem, plan, dates));
  const { stint } = alone.reduce((a, b) => (b.worth > a.worth ? b : a), { worth: 0, shortfall: 0, stint: null });
  return stint ? { stints: [...plan.stints, stint] } : plan;
}

function opensOn(problem: Problem, date: string): boolean {
  const at = problem.index.date.get(date) ?? -1;
  return problem.venueIds.some((_, venue) => problem.slotIds.some((_, slot) => isOpen(problem, venue, slot, at)));
}
