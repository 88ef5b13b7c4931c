import { kitCapacity } from './bounds/capacity.ts';
import { certificateGroups, dayPrices } from './bounds/certificate.ts';
import { objectiveOf } from './objective.ts';
import { type Certificate, type Plan, type PlanFile, writeStints } from './plan.ts';
import { isOpen, type Problem } from './problem.ts';

/** A bound, and the prices that prove it. */
export interface Proven {
  bound: number;
  certificate: Certificate;
}

/** (bound − objective) / |bound|; 0 when they are equal, 1 when only the bound is 0. */
export function gapShareOf(objective: number, bound: number): number {
  if (bound === objective) return 0;
  return bound === 0 ? 1 : (bound - objective) / Math.abs(bound);
}

/** Sums of doubles in another order differ by less; a true fault of the bound is larger. */
const ROUNDING = 1e-9;

/**
 * A bound freed of rounding noise under the objective.
 *
 * @throws RangeError where the objective is above the bound by more than that: then one of the two is wrong
 */
export function boundOver(objective: number, bound: number): number {
  if (bound >= objective) return bound;
  if (objective - bound <= ROUNDING * Math.max(1, Math.abs(objective))) return objective;
  throw new RangeError(`a bound of ${bound} is under the objective ${objective} of a plan`);
}

/** Writes a plan with its recounted worth; `seconds` is the caller's to add. */
export function toPlanFile(problem: Problem, plan: Plan, { bound, certificate }: Proven, seed: number): PlanFile {
  const { objective, recordings, setups, km, shortfall, changes } = objectiveOf(problem, plan);
  const proven = boundOver(objective, bound);
  return {
    version: 1,
    problem: problem.file.name,
    stints: writeStints(problem, plan),
    objective,
    bound: proven,
    gap: gapShareOf(objective, proven),
    expected: { recordings, setups, km, shortfall, changes },
    prices: shownPrices(problem, certificate),
    seed,
    certificate,
  };
}

/** The scarcest kit's price per date, 0 where every venue is closed; dates without a kit to use have none. */
function shownPrices(problem: Problem, certificate: Certificate): Record<string, number> {
  const prices = dayPrices(problem, certificate);
  const capacity = kitCapacity(problem, certificateGroups(problem, certificate));
  const shown: Record<string, number> = {};
  for (const [day, date] of problem.dates.entries()) {
    const week = problem.weekOfDate[day] ?? 0;
    const usable = prices.filter((_, group) => {
      const kits = Math.min(capacity.date[group]?.[day] ?? 0, capacity.week[group]?.[week] ?? 0);
      return kits > 0 && (capacity.any[day] ?? 0) > 0;
    });
    if (usable.length === 0) continue;
    shown[date] = opensOn(problem, day) ? Math.max(...usable.map((group) => group[day] ?? 0)) : 0;
  }
  return shown;
}

function opensOn(problem: Problem, day: number): boolean {
  return problem.venueIds.some((_, venue) => problem.slotIds.some((_, slot) => isOpen(problem, venue, slot, day)));
}
