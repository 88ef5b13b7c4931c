import type { KitGroup } from '../kit-groups.ts';
import type { Certificate } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { fixedWorth } from './certificate.ts';

/** What is certain before anything is computed: nobody is recorded twice, and no published date is kept twice. */
export function plainBound(
  problem: Problem,
  groups: readonly KitGroup[],
  published: Map<string, number>,
): { bound: number; certificate: Certificate } {
  const noPrices = (count: number) => Array.from({ length: count }, () => 0);
  let most = problem.remaining.reduce((sum, people) => sum + people, 0);
  for (const weight of published.values()) most += problem.rules.changeCost * weight;
  const fixed = fixedWorth(problem, published);
  return {
    bound: fixed + most + ROUNDING * (Math.abs(fixed) + most),
    certificate: {
      groups: groups.map(({ kits }) => ({
        kits: kits.map((kit) => problem.kitIds[kit] ?? ''),
        date: noPrices(problem.dates.length),
        week: noPrices(problem.weeks.length),
      })),
      date: noPrices(problem.dates.length),
      cells: 1,
    },
  };
}

/** Far above what sums of doubles lose. */
const ROUNDING = 2e-9;
