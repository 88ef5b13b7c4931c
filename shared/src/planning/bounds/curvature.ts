import type { KitGroup } from '../kit-groups.ts';
import { blockedDates, kitChoices, perHourOf, pinnedSessions } from '../pool-model.ts';
import { capacityAt, capacityOf, isOpen, type Problem, rateOf, type Stint } from '../problem.ts';

/**
 * Least upper bound of −d²/dmean² E[min(D, capacity)] over 0 ≤ mean ≤ mostMean: how sharply expected recordings bend.
 *
 * With D ~ Poisson(mean · G), G gamma of mean 1 and variance `dispersion`, it is E[G² P(D = capacity − 1 | G)], which
 * rises up to mean = (capacity − 1) / (1 + 2·dispersion) and falls after it.
 */
export function servedCurvature(dispersion: number, capacity: number, mostMean: number): number {
  if (capacity <= 0) return 0;
  const last = capacity - 1;
  const mean = Math.min(mostMean, last / (1 + 2 * dispersion));
  const spread = Math.log1p(dispersion * mean);
  let log = Math.log1p(dispersion) - 2 * spread - (dispersion * mean > 1e-12 ? spread / dispersion : mean);
  if (last > 0 && mean <= 0) return 0;
  for (let n = 1; n <= last; n++) log += Math.log(((1 + dispersion * (1 + n)) * mean) / n) - spread;
  return Math.exp(log);
}

/** The sharpest bend of expected recordings as a function of people remaining, over every session the pool could have. */
export function poolCurvature(problem: Problem, pool: number, groups: readonly KitGroup[]): number {
  const remaining = problem.remaining[pool] ?? 0;
  const seen = new Map<string, number>();
  const look = (venue: number, slot: number, date: number, capacity: number) => {
    const rate = rateOf(problem, venue, slot, date);
    const dispersion = problem.dispersion[venue] ?? 0;
    const key = `${rate}/${dispersion}/${capacity}`;
    if (!seen.has(key)) seen.set(key, rate * rate * servedCurvature(dispersion, capacity, remaining * rate));
  };
  const sizes = groups.map((group) => group.kits.length);
  const blocked = blockedDates(problem, pinnedSessions(problem, pool));
  for (const venue of problem.poolVenues[pool] ?? []) {
    const choices = kitChoices(sizes, problem.maxKits[venue] ?? 0);
    for (const slot of problem.slotIds.keys()) {
      const capacities = new Set(choices.map((kits) => capacityAt(problem, slot, perHourOf(groups, kits))));
      for (const date of problem.dates.keys()) {
        if (blocked[date] === 1 || !isOpen(problem, venue, slot, date)) continue;
        for (const capacity of capacities) look(venue, slot, date, capacity);
      }
    }
  }
  for (const stint of problem.pinned) if (problem.venuePool[stint.venue] === pool) lookPinned(problem, stint, look);
  return Math.max(0, ...seen.values());
}

function lookPinned(problem: Problem, stint: Stint, look: (v: number, s: number, d: number, c: number) => void): void {
  const capacity = capacityOf(problem, stint.slot, stint.kits);
  for (let date = stint.start; date < stint.start + stint.days; date++) look(stint.venue, stint.slot, date, capacity);
}
