import { objectiveOf } from '@jemput/shared/planning/objective';
import { toStint } from '@jemput/shared/planning/problem';
import type { BoardStint } from './board-stint.ts';
import { freeKits } from './free-kits.ts';
import type { PlanDraft } from './plan-draft.svelte.ts';

export interface KitMore {
  kit: string;
  /** Recordings less costs that it would add to the whole plan; may be negative. */
  gain: number;
}

/** What one more kit at this stint would bring, found by judging the plan with it; null where none can be added. */
export function oneKitMore(
  { problem, stints }: Pick<PlanDraft, 'problem' | 'stints'>,
  stint: BoardStint,
): KitMore | null {
  const venue = problem.index.venue.get(stint.venue);
  const kit = freeKits(problem, stints, stint)[0];
  if (venue === undefined || kit === undefined || stint.kits.length >= (problem.maxKits[venue] ?? 0)) return null;
  const known = stints.filter(
    ({ venue: at, slot, kits }) =>
      problem.index.venue.has(at) && problem.index.slot.has(slot) && kits.every((id) => problem.index.kit.has(id)),
  );
  const worth = (list: readonly BoardStint[]) =>
    objectiveOf(problem, { stints: list.map((one) => toStint(problem, one)) }).objective;
  const more = { ...stint, kits: [...stint.kits, kit] };
  return { kit, gain: worth(known.map((one) => (one.id === stint.id ? more : one))) - worth(known) };
}
