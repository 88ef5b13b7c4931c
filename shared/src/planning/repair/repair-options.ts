import { negativeBinomialServed } from '../negative-binomial-served.ts';
import { contributions, objectiveOf, type SessionWorth } from '../objective.ts';
import { type Plan, writeStints } from '../plan.ts';
import { capacityOf, type Problem, type Stint, type StintFile } from '../problem.ts';
import { checkRules } from '../rules/rules.ts';
import { leftOf, mendAll, partBroken, rankedRepairs } from './mend.ts';
import { around } from './merge-sessions.ts';
import { type PeopleAffected, peopleAffected } from './people-affected.ts';
import { type ChangedPool, changedPools } from './plan-difference.ts';
import { lostDates, type Repair, type RepairKind, repaired, type Scene, sceneOf } from './scene.ts';

/** One way out of a broken evening, for the whole plan. */
export interface RepairOption {
  kind: RepairKind;
  /** The whole plan with it; keeps every rule. */
  stints: StintFile[];
  changes: ChangedPool[];
  /**
   * Expected recordings less than if nothing had happened; of a merged evening's not those that the other session has room
   * for.
   */
  recordingsLost: number;
  people: PeopleAffected;
  /** Road kilometres more than planned. */
  extraKm: number;
  /** Objective lost, in recordings. */
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
    const merged = mergedEvening(before, scene, repair);
    if (repair.kind === 'merge' && merged.takesOver < LEAST_TAKEN_OVER) continue;
    room[repair.kind] -= 1;
    told.add(likeness);
    const apart = { stints: once.stints.filter((stint) => !left.includes(stint)) };
    const open = repair.rest ? [...others, repair.rest] : others;
    const plan = open.length > 0 ? mendAll(problem, apart, open) : once;
    options.push(optionOf(before, { scene, repair, plan, merged, worthBefore }));
  }
  const [shown] = writeStints(problem, { stints: [first] });
  return { broken: shown, alsoBroken: others.length, options: options.sort(byHarm) };
}

/**
 * An idle kit first. Then by whole recordings lost, people who must change their evening or place, kilometres, and what is
 * left of the cost.
 */
function byHarm(a: RepairOption, b: RepairOption): number {
  const harm = (option: RepairOption) => [
    option.kind === 'swap' ? 0 : 1,
    Math.max(0, Math.round(option.recordingsLost)),
    Math.round(peopleSent(option.people)),
    Math.round(option.extraKm),
    option.cost,
  ];
  const [first, second] = [harm(a), harm(b)];
  const at = first.findIndex((value, place) => value !== second[place]);
  return at < 0 ? 0 : (first[at] ?? 0) - (second[at] ?? 0);
}

/** People holding a number; where nobody does, those expected. */
function peopleSent({ holding, expected }: PeopleAffected): number {
  return holding > 0 ? holding : expected;
}

/** A session that can record nobody more is no place to send people to. */
const LEAST_TAKEN_OVER = 1;

interface Chosen {
  scene: Scene;
  repair: Repair;
  plan: Plan;
  merged: MergedEvening;
  worthBefore: { objective: number; recordings: number; km: number };
}

function optionOf(before: { problem: Problem; plan: Plan }, chosen: Chosen): RepairOption {
  const { scene, repair, plan, merged, worthBefore } = chosen;
  const { takesOver, notLost } = merged;
  const { problem } = scene;
  const worth = objectiveOf(problem, plan);
  const host = scene.plan.stints[repair.mergedInto ?? -1];
  return {
    kind: repair.kind,
    stints: writeStints(problem, plan),
    changes: changedPools(before, problem, plan),
    recordingsLost: worthBefore.recordings - worth.recordings - notLost,
    people: peopleAffected(before, plan),
    extraKm: worth.km - worthBefore.km,
    cost: worthBefore.objective - worth.objective - notLost,
    ...(host ? { mergedInto: { venue: problem.venueIds[host.venue] ?? '', takesOver } } : {}),
  };
}

interface MergedEvening {
  /** Of the people expected at the broken evening, those that the session near by can record besides its own. */
  takesOver: number;
  /** Recordings that are not lost by that: people recorded there do not come to a later session here. */
  notLost: number;
}

/** As if everybody expected went to the session near by; nothing where the repair merges none. */
function mergedEvening(before: { problem: Problem; plan: Plan }, scene: Scene, repair: Repair): MergedEvening {
  const { problem, broken } = scene;
  const [evening] = lostDates(problem, broken);
  const at = repair.mergedInto ?? -1;
  const host = repair.others.get(at) ?? scene.plan.stints[at];
  if (!host || evening === undefined) return { takesOver: 0, notLost: 0 };
  const { sessions } = contributions(before.problem, before.plan);
  const isThen = (place: { venue: number; slot: number }) => (session: SessionWorth) => {
    const stint = before.plan.stints[session.stint];
    return session.date === evening && stint?.venue === place.venue && stint.slot === place.slot;
  };
  const there = sessions.find(isThen(host));
  const here = sessions.find(isThen(broken));
  if (!there || !here) return { takesOver: 0, notLost: 0 };
  const dispersion = problem.dispersion[host.venue] ?? 0;
  const capacity = capacityOf(problem, host.slot, host.kits);
  const alone = negativeBinomialServed(there.meanDemand, dispersion, capacity);
  const takesOver = negativeBinomialServed(there.meanDemand + here.meanDemand, dispersion, capacity) - alone;
  const share = here.served > 0 ? Math.min(1, takesOver / here.served) : 0;
  return { takesOver, notLost: share * lostWithout(before, broken, evening) };
}

/** Recordings that the pool loses with one evening of a stint, its later sessions recording more for it. */
function lostWithout({ problem, plan }: { problem: Problem; plan: Plan }, broken: Stint, evening: number): number {
  const pool = problem.venuePool[broken.venue];
  const own = plan.stints.filter(({ venue }) => problem.venuePool[venue] === pool);
  const { earlier, later } = around(broken, evening);
  const without = own.flatMap((stint) => (stint === broken ? [earlier ?? [], later ?? []].flat() : stint));
  const recorded = (stints: Stint[]) =>
    contributions(problem, { stints }).servedByStint.reduce((sum, served) => sum + served, 0);
  return recorded(own) - recorded(without);
}
