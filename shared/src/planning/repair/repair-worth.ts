import { kmByKit, objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import type { Problem, Stint } from '../problem.ts';
import { type Repair, repaired, type Scene } from './scene.ts';

/** What a repair adds to the objective of the scene's plan, in recordings: only pools and kits that it touches are counted. */
export function worthOfRepair(scene: Scene, repair: Repair): number {
  const { problem, plan, broken } = scene;
  const after = repaired(scene, repair);
  const touched = [...repair.others.keys()].flatMap((at) => plan.stints[at] ?? []);
  const pools = new Set([broken, ...touched].map(({ venue }) => problem.venuePool[venue]));
  const kits = new Set([...touched, ...repair.others.values(), repair.stint].flatMap((stint) => stint?.kits ?? []));
  const ofPools = ({ venue }: Stint) => pools.has(problem.venuePool[venue]);
  const ofKits = (stint: Stint) => stint.kits.some((kit) => kits.has(kit));
  const gain = worthLessKm(problem, after.stints.filter(ofPools)) - worthLessKm(problem, plan.stints.filter(ofPools));
  const km = kmOf(problem, after.stints.filter(ofKits), kits) - kmOf(problem, plan.stints.filter(ofKits), kits);
  return gain - problem.rules.kmCost * km;
}

function worthLessKm(problem: Problem, stints: Stint[]): number {
  return objectiveOf({ ...problem, rules: { ...problem.rules, kmCost: 0 } }, { stints }).objective;
}

function kmOf(problem: Problem, stints: Plan['stints'], kits: ReadonlySet<number>): number {
  const km = kmByKit(problem, { stints });
  return [...kits].reduce((sum, kit) => sum + (km[kit] ?? 0), 0);
}
