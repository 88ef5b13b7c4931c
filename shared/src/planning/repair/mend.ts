import { matchPinned, type Plan } from '../plan.ts';
import type { Problem, Stint } from '../problem.ts';
import { checkRules } from '../rules/rules.ts';
import { heldPart } from './cancel-evenings.ts';
import { repairWays } from './repair-ways.ts';
import { worthOfRepair } from './repair-worth.ts';
import { brokenKits, closedDates, isBroken, type Repair, repaired, type Scene, sceneOf, withKits } from './scene.ts';

export interface BrokenPlan {
  /** The stints that can stand. */
  sound: Plan;
  /** The others, in order of date. */
  broken: Stint[];
}

/**
 * Parts the stints that cannot stand from those that can: those with a kit or venue missing, and where the rest still
 * breaks rules (fewer kits may stand in reserve, say), the last to begin of those that a rule names.
 */
export function partBroken(problem: Problem, plan: Plan): BrokenPlan {
  const { isPinned } = matchPinned(plan, problem);
  const missing = new Set(plan.stints.filter((stint, at) => !isPinned[at] && isBroken(problem, stint)));
  const sound = lawful(problem, { stints: plan.stints.filter((stint) => !missing.has(stint)) });
  const stands = new Set(sound.stints);
  const broken = plan.stints.filter((stint) => !stands.has(stint));
  return { sound, broken: broken.sort((a, b) => a.start - b.start || a.venue - b.venue) };
}

/** Every repair of one stint, with what each adds to the objective, best first. Rules are not asked yet. */
export function rankedRepairs(scene: Scene): { repair: Repair; worth: number }[] {
  const repairs = repairWays.flatMap((way) => way(scene));
  const ranked = repairs.map((repair) => ({ repair, worth: worthOfRepair(scene, repair) }));
  return ranked.sort((a, b) => b.worth - a.worth);
}

/**
 * Repairs broken stints, each in the way that costs least beside what is left of the others, and leaves the rest of the
 * plan alone.
 *
 * @param plan may break rules where the problem has changed under it; what cannot be mended is given up
 * @returns a plan that keeps the rules
 */
export function mend(problem: Problem, plan: Plan): Plan {
  const { sound, broken } = partBroken(problem, plan);
  return mendAll(problem, sound, broken);
}

/** Mending takes some milliseconds a stint; where more than these are broken, the engine is better at it. */
const MOST_MENDED = 60;

/** @param sound keeps the rules @param broken stints to be put back into it as well as can be */
export function mendAll(problem: Problem, sound: Plan, broken: readonly Stint[]): Plan {
  const largest = [...broken].sort((a, b) => b.kits.length * b.days - a.kits.length * a.days);
  const left = new Map(largest.map((stint) => [stint, whatIsLeft(problem, stint)]));
  let plan = { stints: [...sound.stints, ...[...left.values()].flatMap((stint) => stint ?? [])] };
  if (checkRules(plan, problem).length > 0) {
    left.clear();
    plan = { stints: [...sound.stints] };
  }
  for (const stint of largest.slice(0, MOST_MENDED)) plan = mendOne(problem, plan, stint, left);
  return plan;
}

/** The stint with the kits that it still has, else on the dates that it can still be held. */
function whatIsLeft(problem: Problem, broken: Stint): Stint | undefined {
  const out = brokenKits(problem, broken);
  if (!isBroken(problem, broken)) return undefined;
  const canShrink = closedDates(problem, broken).length === 0 && out.length < broken.kits.length;
  return canShrink ? withKits(broken, out, []) : heldPart({ problem, broken });
}

function mendOne(problem: Problem, plan: Plan, broken: Stint, left: Map<Stint, Stint | undefined>): Plan {
  const rest = { stints: plan.stints.filter((stint) => stint !== left.get(broken)) };
  const scene = sceneOf(problem, rest, broken);
  for (const { repair } of rankedRepairs(scene)) {
    if (repair.kind === 'merge') continue;
    const mended = repaired(scene, repair);
    if (checkRules(mended, problem).length > 0) continue;
    for (const [at, now] of repair.others) {
      const lender = [...left].find(([, stint]) => stint === rest.stints[at])?.[0];
      if (lender) left.set(lender, now);
    }
    return mended;
  }
  return plan;
}

/** What is left of broken stints before anything is done for them. */
export function leftOf(problem: Problem, broken: readonly Stint[]): Stint[] {
  return broken.flatMap((stint) => whatIsLeft(problem, stint) ?? []);
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
