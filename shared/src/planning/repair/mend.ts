import { matchPinned, type Plan } from '../plan.ts';
import type { Problem, Stint } from '../problem.ts';
import { checkRules } from '../rules/rules.ts';
import { repairWays } from './repair-ways.ts';
import { worthOfRepair } from './repair-worth.ts';
import { isBroken, type Repair, repaired, type Scene, sceneOf } from './scene.ts';

export interface BrokenPlan {
  /** The stints that can stand. */
  sound: Plan;
  /** The others, in order of date. */
  broken: Stint[];
}

/** Parts the stints that a missing kit or a closed venue makes impossible from those that stand. */
export function partBroken(problem: Problem, plan: Plan): BrokenPlan {
  const { isPinned } = matchPinned(plan, problem);
  const broken = new Set(plan.stints.filter((stint, at) => !isPinned[at] && isBroken(problem, stint)));
  return {
    sound: { stints: plan.stints.filter((stint) => !broken.has(stint)) },
    broken: [...broken].sort((a, b) => a.start - b.start || a.venue - b.venue),
  };
}

/** Every repair of one stint, with what each adds to the objective, best first. Rules are not asked yet. */
export function rankedRepairs(scene: Scene): { repair: Repair; worth: number }[] {
  const repairs = repairWays.flatMap((way) => way(scene));
  const ranked = repairs.map((repair) => ({ repair, worth: worthOfRepair(scene, repair) }));
  return ranked.sort((a, b) => b.worth - a.worth);
}

/**
 * Repairs broken stints one by one, each in the way that costs least, and leaves the rest of the plan alone.
 *
 * @param plan may break rules where the problem has changed under it; what cannot be mended is given up
 * @returns a plan that keeps the rules
 */
export function mend(problem: Problem, plan: Plan): Plan {
  const { sound, broken } = partBroken(problem, plan);
  return broken.reduce((mended, stint) => mendOne(problem, mended, stint), lawful(problem, sound));
}

function mendOne(problem: Problem, plan: Plan, broken: Stint): Plan {
  const scene = sceneOf(problem, plan, broken);
  for (const { repair } of rankedRepairs(scene)) {
    if (repair.kind === 'merge') continue;
    const mended = repaired(scene, repair);
    if (checkRules(mended, problem).length === 0) return mended;
  }
  return plan;
}

/** Takes out stints until no rule is broken: the last to begin of those that a notice names. */
function lawful(problem: Problem, plan: Plan): Plan {
  let stints = plan.stints;
  for (;;) {
    const { isPinned } = matchPinned({ stints }, problem);
    const named = checkRules({ stints }, problem).map((notice) => notice.stints.filter((at) => !isPinned[at]));
    const out = new Set<number>();
    for (const list of named) {
      if (list.some((at) => out.has(at))) continue;
      const [last] = [...list].sort((a, b) => (stints[b]?.start ?? 0) - (stints[a]?.start ?? 0));
      if (last !== undefined) out.add(last);
    }
    if (out.size === 0) return { stints };
    stints = stints.filter((_, at) => !out.has(at));
  }
}
