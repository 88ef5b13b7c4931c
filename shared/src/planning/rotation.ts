import { canonicalOrder, type Plan } from './plan.ts';
import { isAvailable, isOpen, type Problem, type Stint } from './problem.ts';
import { checkRules } from './rules/rules.ts';

/** Solo, October 2013: two kits for three days at each place, five places at a time, once around. */
const KITS_PER_PLACE = 2;
const DAYS_PER_PLACE = 3;
const PLACES_AT_A_TIME = 5;

/**
 * The practice of 2013 as a baseline: places in the order of the file, once around. A team of two kits stays three days
 * and goes on to the next place; where a rule or a closed day is in the way it comes with what it may, or a day later.
 *
 * @returns always a feasible plan, pinned stints included; never a best one
 */
export function rotation(problem: Problem): Plan {
  const stints: Stint[] = [...problem.pinned];
  const teams = teamsOf(problem);
  const nextFree = teams.map(() => 0);
  for (const venue of onePlaceEach(problem)) {
    const order = teams.map((_, team) => team).sort((a, b) => (nextFree[a] ?? 0) - (nextFree[b] ?? 0) || a - b);
    const [team] = order;
    if (team === undefined) break;
    const stint = firstStint(problem, stints, venue, teams[team] ?? [], nextFree[team] ?? 0);
    if (!stint) continue;
    stints.push(stint);
    nextFree[team] = stint.start + stint.days;
  }
  return canonicalOrder({ stints });
}

function teamsOf(problem: Problem): number[][] {
  const kits = problem.kitIds.length - problem.rules.reserveKits;
  const count = Math.min(PLACES_AT_A_TIME, Math.ceil(Math.max(0, kits) / KITS_PER_PLACE));
  return Array.from({ length: count }, (_, team) => {
    const first = team * KITS_PER_PLACE;
    return problem.kitIds.map((_, kit) => kit).slice(first, Math.min(first + KITS_PER_PLACE, kits));
  });
}

/** Every pool's first venue that can take a kit, in the order of the file. */
function onePlaceEach(problem: Problem): number[] {
  return problem.poolVenues.flatMap((venues) =>
    venues.filter((venue) => (problem.maxKits[venue] ?? 0) > 0).slice(0, 1),
  );
}

function firstStint(problem: Problem, stints: Stint[], venue: number, team: number[], from: number): Stint | undefined {
  const { minDays, maxDays } = problem.rules;
  const days = Math.min(maxDays, Math.max(minDays, DAYS_PER_PLACE));
  const kits = team.slice(0, problem.maxKits[venue] ?? 0);
  for (let start = from; start < problem.dates.length; start++) {
    for (const [slot] of problem.slotIds.entries()) {
      for (let length = days; length >= minDays; length--) {
        const stint = { venue, slot, start, days: length, kits };
        if (mayStand(problem, stint) && keepsRules(problem, stints, stint)) return stint;
      }
    }
  }
  return undefined;
}

function mayStand(problem: Problem, { venue, slot, start, days, kits }: Stint): boolean {
  for (let date = start; date < start + days; date++) {
    if (!isOpen(problem, venue, slot, date) || !kits.every((kit) => isAvailable(problem, kit, date))) return false;
  }
  return kits.length > 0;
}

function keepsRules(problem: Problem, stints: Stint[], stint: Stint): boolean {
  return checkRules({ stints: [...stints, stint] }, problem).length === 0;
}
