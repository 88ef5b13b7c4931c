import { addDays, dateRange } from '@jemput/shared/calendar/local-date';
import type { Venue } from '@jemput/shared/places/venue';
import { searchEngine } from './engine.ts';
import type { HiddenTurnout } from './hidden-turnout.ts';
import type { OfficeKnowledge, Policy } from './office-knowledge.ts';
import { weeklyProblem } from './weekly-problem.ts';

/** Days without a visit after which the next one is a first one again. */
export const FIRST_VISIT_AFTER_DAYS = 90;

/** The same engine told the truth: who can be reached, and every date's rate, but not chance. What no forecast can pass. */
export function oraclePolicy(truth: HiddenTurnout, dispersion: number, seed: number): Policy {
  return {
    plan(known) {
      const reachable = new Map(known.venues.map((venue) => [venue.poolId, reachableNow(truth, known, venue)]));
      const pools = known.pools.map((pool) => ({ ...pool, remaining: reachable.get(pool.id) ?? 0 }));
      const dates = dateRange(known.today, known.deadline);
      const problem = weeklyProblem({ ...known, pools }, (venue, _slot, people) => {
        const last = known.held.filter((one) => one.venue === venue.id).at(-1)?.date;
        const rateOn = Object.fromEntries(
          dates.map((date) => {
            const isFirstVisit = last === undefined || last < addDays(date, -FIRST_VISIT_AFTER_DAYS);
            const mean = truth.meanDemand({ venue, date, stintDay: 1, isFirstVisit, reachable: people });
            return [date, people > 0 ? Math.min(1, mean / people) : 0];
          }),
        );
        return { rate: new Array<number>(7).fill(0), rateOn, dispersion };
      });
      return searchEngine(problem, seed);
    },
  };
}

function reachableNow(truth: HiddenTurnout, { reports }: OfficeKnowledge, venue: Venue): number {
  const recorded = reports.filter((row) => row.venue === venue.id).reduce((sum, row) => sum + row.served, 0);
  return Math.max(0, truth.reachableAtFirst(venue) - recorded);
}
