import { objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import type { Problem, Stint } from '../problem.ts';
import { checkRules } from '../rules/rules.ts';

/** Objective in recordings under which two plans are told apart. */
const NOTICEABLE = 1e-6;

/**
 * True where these pools could have changed in the same way to the same profit before anything happened: such a change
 * is an improvement, but no answer to what has happened.
 */
export function possibleBefore(
  before: { problem: Problem; plan: Plan },
  problem: Problem,
  to: Plan,
  pools: readonly number[],
): boolean {
  const of = new Set(pools);
  const isOf = ({ venue }: Stint) => of.has(problem.venuePool[venue] ?? -1);
  const changed = to.stints.filter(isOf);
  if (changed.some((stint) => isNew(before.problem, stint))) return false;
  const plan = { stints: [...before.plan.stints.filter((stint) => !isOf(stint)), ...changed] };
  if (checkRules(plan, before.problem).length > 0) return false;
  const gain = objectiveOf(before.problem, plan).objective - objectiveOf(before.problem, before.plan).objective;
  return gain > NOTICEABLE;
}

/** Stands at a venue, in a slot or with a kit that was not there before; such are added at the end. */
function isNew(problem: Problem, { venue, slot, kits }: Stint): boolean {
  const { venueIds, slotIds, kitIds } = problem;
  return venue >= venueIds.length || slot >= slotIds.length || kits.some((kit) => kit >= kitIds.length);
}
