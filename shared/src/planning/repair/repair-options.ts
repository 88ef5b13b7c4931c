import { negativeBinomialServed } from '../negative-binomial-served.ts';
import { contributions, objectiveOf, type SessionWorth } from '../objective.ts';
import { type Plan, writeStints } from '../plan.ts';
import { capacityOf, type Problem, type StintFile } from '../problem.ts';
import { checkRules } from '../rules/rules.ts';
import { leftOf, mendAll, partBroken, rankedRepairs } from './mend.ts';
import { type PeopleAffected, peopleAffected } from './people-affected.ts';
import { type ChangedPool, changedPools } from './plan-difference.ts';
import { lostDates, type Repair, type RepairKind, repaired, type Scene, sceneOf } from './scene.ts';

/** One way out of a broken evening, for the whole plan. */
export interface RepairOption {
  kind: RepairKind;
  /** The whole plan with it; keeps every rule. */
  stints: StintFile[];
  changes: ChangedPool[];
  /** Expected recordings less than if nothing had happened; those that a merged session may take over are not lost. */
  recordingsLost: number;
  people: PeopleAffected;
  /** Road kilometres more than planned. */
  extraKm: number;
  /** Objective lost, in recordings: the options are in this order. */
  cost: number;
  /** Where residents are sent, and how many more than planned can be recorded there. */
  mergedInto?: { venue: string; takesOver: number };
}

export interface RepairChoice {
  /** The stint that the options are for: the first that cannot be held; undefined where all can. */
  broken: StintFile | undefined;
  /** How many other stints are mended along with it, in each option. */
  alsoBroken: number;
  options: RepairOption[];
}

/** So many options of a kind are shown. */
const MOST: Record<RepairKind, number> = { swap: 2, borrow: 2, shrink: 1, move: 2, merge: 1, cancel: 1 };

/**
 * Ranks what can be done about the first stint that cannot be held any more. Where others are broken too, every option
 * mends those as well as it can.
 *
 * @param before the plan that was promised and the problem it was made for
 * @param problem the same with what has happened since, its venues, slots and kits in the same places
 */
export function repairOptions(before: { problem: Problem; plan: Plan }, problem: Problem): RepairChoice {
  const { sound, broken } = partBroken(problem, before.plan);
  const [first, ...others] = broken;
  if (!first) return { broken: undefined, alsoBroken: 0, options: [] };
  const left = leftOf(problem, others);
  const scene = sceneOf(problem, { stints: [...sound.stints, ...left] }, first);
  const room: Record<RepairKind, number> = { ...MOST };
  const options: RepairOption[] = [];
  const told = new Set<string>();
  const worthBefore = objectiveOf(before.problem, before.plan);
  for (const { repair, worth } of rankedRepairs(scene)) {
    const likeness = `${repair.kind} ${[...repair.others.keys()]} ${repair.mergedInto} ${worth.toFixed(2)}`;
    if (room[repair.kind] === 0 || told.has(likeness)) continue;
    const once = repaired(scene, repair);
    if (checkRules(once, problem).length > 0) continue;
    const takesOver = takenOver(before, scene, repair);
    if (repair.kind === 'merge' && takesOver < LEAST_TAKEN_OVER) continue;
    room[repair.kind] -= 1;
    told.add(likeness);
    const apart = { stints: once.stints.filter((stint) => !left.includes(stint)) };
    const plan = others.length > 0 ? mendAll(problem, apart, others) : once;
    options.push(optionOf(before, { scene, repair, plan, takesOver, worthBefore }));
  }
  const [shown] = writeStints(problem, { stints: [first] });
  return { broken: shown, alsoBroken: others.length, options: options.sort((a, b) => a.cost - b.cost) };
}

/** A session that can record nobody more is no place to send people to. */
const LEAST_TAKEN_OVER = 1;

interface Chosen {
  scene: Scene;
  repair: Repair;
  plan: Plan;
  takesOver: number;
  worthBefore: { objective: number; recordings: number; km: number };
}

function optionOf(before: { problem: Problem; plan: Plan }, chosen: Chosen): RepairOption {
  const { scene, repair, plan, takesOver, worthBefore } = chosen;
  const { problem } = scene;
  const worth = objectiveOf(problem, plan);
  const host = scene.plan.stints[repair.mergedInto ?? -1];
  return {
    kind: repair.kind,
    stints: writeStints(problem, plan),
    changes: changedPools(before, problem, plan),
    recordingsLost: worthBefore.recordings - worth.recordings - takesOver,
    people: peopleAffected(before, plan),
    extraKm: worth.km - worthBefore.km,
    cost: worthBefore.objective - worth.objective - takesOver,
    ...(host ? { mergedInto: { venue: problem.venueIds[host.venue] ?? '', takesOver } } : {}),
  };
}

/** Recordings of the broken evening that the session near by can add to its own, if everybody expected goes there. */
function takenOver(before: { problem: Problem; plan: Plan }, scene: Scene, repair: Repair): number {
  const { problem, broken } = scene;
  const [evening] = lostDates(problem, broken);
  const at = repair.mergedInto ?? -1;
  const host = repair.others.get(at) ?? scene.plan.stints[at];
  if (!host || evening === undefined) return 0;
  const { sessions } = contributions(before.problem, before.plan);
  const isThen = (place: { venue: number; slot: number }) => (session: SessionWorth) => {
    const stint = before.plan.stints[session.stint];
    return session.date === evening && stint?.venue === place.venue && stint.slot === place.slot;
  };
  const there = sessions.find(isThen(host));
  const here = sessions.find(isThen(broken));
  if (!there || !here) return 0;
  const dispersion = problem.dispersion[host.venue] ?? 0;
  const capacity = capacityOf(problem, host.slot, host.kits);
  const alone = negativeBinomialServed(there.meanDemand, dispersion, capacity);
  return negativeBinomialServed(there.meanDemand + here.meanDemand, dispersion, capacity) - alone;
}
