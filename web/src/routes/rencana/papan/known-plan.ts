import type { Plan } from '@jemput/shared/planning/plan';
import { type Problem, toStint } from '@jemput/shared/planning/problem';
import type { BoardStint } from './board-stint.ts';

/** The draft as the engine sees it: stints whose names are known, and of them the pinned ones as pinned. */
export interface KnownPlan {
  problem: Problem;
  plan: Plan;
  /** Ids of the plan's stints, in its order. */
  ids: string[];
}

export function knownPlan(indexed: Problem, stints: readonly BoardStint[]): KnownPlan {
  const { venue, slot, kit } = indexed.index;
  const known = stints.filter(
    (one) => venue.has(one.venue) && slot.has(one.slot) && one.kits.every((id) => kit.has(id)),
  );
  const pinned = known.filter((one) => one.pinned).map((one) => toStint(indexed, one));
  const problem = { ...indexed, pinned };
  return { problem, plan: { stints: known.map((one) => toStint(problem, one)) }, ids: known.map(({ id }) => id) };
}
