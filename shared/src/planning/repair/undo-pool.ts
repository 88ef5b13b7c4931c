import type { Plan } from '../plan.ts';
import type { Problem, Stint } from '../problem.ts';
import { checkRules } from '../rules/rules.ts';
import { differingPools } from './plan-difference.ts';

export interface Undone {
  plan: Plan;
  /** Pools that went back: those asked for, and those that hold its kits or must give way. */
  pools: number[];
}

/**
 * Puts a pool's stints back as they were, and with them those of other changed pools that stand in the way.
 *
 * @returns undefined where no set of changed pools can go back with it
 */
export function undoPool(problem: Problem, change: { from: Plan; to: Plan }, pool: number): Undone | undefined {
  return undoPools(problem, change, [pool]);
}

/** The same for several pools at once. */
export function undoPools(
  problem: Problem,
  { from, to }: { from: Plan; to: Plan },
  pools: Iterable<number>,
): Undone | undefined {
  const changed = new Set(differingPools(problem, from, to));
  const back = new Set(pools);
  const poolOf = ({ venue }: Stint) => problem.venuePool[venue] ?? 0;
  for (;;) {
    const plan = {
      stints: [
        ...to.stints.filter((stint) => !back.has(poolOf(stint))),
        ...from.stints.filter((stint) => back.has(poolOf(stint))),
      ],
    };
    const notices = checkRules(plan, problem);
    if (notices.length === 0) return { plan, pools: [...back] };
    const inTheWay = notices.flatMap(({ stints }) => stints.flatMap((at) => plan.stints[at] ?? [])).map(poolOf);
    const more = inTheWay.filter((other) => changed.has(other) && !back.has(other));
    if (more.length === 0) return undefined;
    for (const other of more) back.add(other);
  }
}
