import { indexProblem, toStintFile } from '@jemput/shared/planning/problem';
import { rotation } from '@jemput/shared/planning/rotation';
import type { OfficeKnowledge, Policy } from './office-knowledge.ts';
import { weeklyProblem } from './weekly-problem.ts';

/**
 * The practice of 2013, `jemput plan --method rotation`, begun again once it has been around: two kits, three days, places
 * in the order of the list, those first that were visited longest ago. A kit that is away does not change the order; the
 * crew goes with what works.
 */
export const rotationPolicy: Policy = {
  plan(known) {
    const lastVisit = lastVisits(known);
    const pools = known.pools
      .filter(({ remaining }) => remaining > 0)
      .sort((a, b) => (lastVisit.get(a.id) ?? '').localeCompare(lastVisit.get(b.id) ?? ''));
    const venues = known.venues.filter(({ poolId }) => pools.some(({ id }) => id === poolId));
    const file = weeklyProblem({ ...known, venues, pools, away: {} }, () => ({ rate: [], rateOn: {}, dispersion: 0 }));
    const problem = indexProblem(file);
    return rotation(problem).stints.map((stint) => toStintFile(problem, stint));
  },
};

function lastVisits({ held, published, venues }: OfficeKnowledge): Map<string, string> {
  const poolOf = new Map(venues.map(({ id, poolId }) => [id, poolId]));
  const last = new Map(held.map(({ pool, date }) => [pool, date]));
  for (const { venue, start } of published) {
    const pool = poolOf.get(venue) ?? '';
    if (start > (last.get(pool) ?? '')) last.set(pool, start);
  }
  return last;
}
