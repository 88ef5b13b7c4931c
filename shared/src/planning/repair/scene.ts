import { matchPinned, type Plan } from '../plan.ts';
import { isAvailable, isOpen, type Problem, type Stint } from '../problem.ts';
import { KitCalendar } from './kit-calendar.ts';

/** One stint that cannot stand as planned, and everything around it. */
export interface Scene {
  problem: Problem;
  /** The plan without the broken stint. */
  plan: Plan;
  /** Per stint of `plan`. */
  pinned: readonly boolean[];
  broken: Stint;
  /** Of `plan`: the broken stint's kits are free in it. */
  calendar: KitCalendar;
}

/** What becomes of the broken stint, and of others that give way for it. */
export interface Repair {
  kind: RepairKind;
  /** In place of the broken stint; none where its evenings are given up. */
  stint: Stint | undefined;
  /** Index in the scene's plan → what is left of it. */
  others: Map<number, Stint | undefined>;
  /** Index in the scene's plan of the session that residents are sent to. */
  mergedInto?: number;
  /** The broken stint's dates after the evening that is merged: still to be mended. */
  rest?: Stint;
}

/**
 * - `swap`: a kit that stands idle comes in for the one that is missing.
 * - `borrow`: the same, with a kit from another stint, which goes on with one kit less or ends.
 * - `shrink`: fewer kits stay.
 * - `move`: another date, slot or venue of the same pool.
 * - `merge`: residents and the kits that are left go to a session near by.
 * - `cancel`: the evenings that cannot be held are given up.
 */
export const repairKinds = ['swap', 'borrow', 'shrink', 'move', 'merge', 'cancel'] as const;
export type RepairKind = (typeof repairKinds)[number];

/** A way to repair, which knows where it applies. Rules are asked afterwards. */
export type RepairWay = (scene: Scene) => Repair[];

export function sceneOf(problem: Problem, plan: Plan, broken: Stint): Scene {
  const { isPinned } = matchPinned(plan, problem);
  return { problem, plan, pinned: isPinned, broken, calendar: new KitCalendar(problem, plan.stints) };
}

export function isBroken(problem: Problem, stint: Stint): boolean {
  return brokenKits(problem, stint).length > 0 || closedDates(problem, stint).length > 0;
}

/** Kits of the stint that are unavailable on one of its dates. */
export function brokenKits(problem: Problem, { kits, start, days }: Stint): number[] {
  const isOut = (kit: number) => offsets(start, days).some((date) => !isAvailable(problem, kit, date));
  return kits.filter(isOut);
}

/** Dates on which the stint's venue is closed. */
export function closedDates(problem: Problem, { venue, slot, start, days }: Stint): number[] {
  return offsets(start, days).filter((date) => !isOpen(problem, venue, slot, date));
}

/** Dates on which the stint cannot be held as it is. */
export function lostDates(problem: Problem, stint: Stint): number[] {
  const out = brokenKits(problem, stint);
  const closed = new Set(closedDates(problem, stint));
  const isLost = (date: number) => closed.has(date) || out.some((kit) => !isAvailable(problem, kit, date));
  return offsets(stint.start, stint.days).filter(isLost);
}

export function offsets(start: number, days: number): number[] {
  return Array.from({ length: days }, (_, day) => start + day);
}

/** The stint with these kits out and those in. */
export function withKits(stint: Stint, out: readonly number[], into: readonly number[]): Stint {
  const kept = stint.kits.filter((kit) => !out.includes(kit));
  return { ...stint, kits: [...kept, ...into].sort((a, b) => a - b) };
}

/** The scene's plan once the repair is made. */
export function repaired({ plan }: Pick<Scene, 'plan'>, { stint, others }: Repair): Plan {
  const left = plan.stints.flatMap((one, at) => (others.has(at) ? (others.get(at) ?? []) : one));
  return { stints: stint ? [...left, stint] : left };
}
