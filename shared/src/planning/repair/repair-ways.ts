import type { Stint } from '../problem.ts';
import { borrowKit } from './borrow-kit.ts';
import { cancelEvenings } from './cancel-evenings.ts';
import { mergeSessions } from './merge-sessions.ts';
import { moveStint } from './move-stint.ts';
import { brokenKits, closedDates, isBroken, type RepairWay, withKits } from './scene.ts';

const none: ReadonlyMap<number, Stint | undefined> = new Map();

/** An idle kit for the one that is missing; for several, the fastest that are idle. */
export const swapKit: RepairWay = ({ problem, broken, calendar }) => {
  const out = brokenKits(problem, broken);
  if (out.length === 0 || closedDates(problem, broken).length > 0) return [];
  const idle = calendar.freeKits(broken).filter((kit) => !broken.kits.includes(kit));
  if (idle.length < out.length) return [];
  const choices = out.length === 1 ? idle.map((kit) => [kit]) : [idle.slice(0, out.length)];
  return choices.map((kits) => ({ kind: 'swap', stint: withKits(broken, out, kits), others: new Map(none) }));
};

/** The kits that are left stay. */
export const shrinkStint: RepairWay = ({ problem, broken }) => {
  const out = brokenKits(problem, broken);
  if (out.length === 0 || out.length === broken.kits.length || closedDates(problem, broken).length > 0) return [];
  return [{ kind: 'shrink', stint: withKits(broken, out, []), others: new Map(none) }];
};

/** Where nothing is missing but a rule forbids the whole: all of it, should there be room again, a kit less, fewer dates. */
export const trimStint: RepairWay = ({ problem, broken }) => {
  if (isBroken(problem, broken)) return [];
  const { start, days, kits } = broken;
  const fewer = kits.length > 1 ? kits.map((kit) => withKits(broken, [kit], [])) : [];
  const shorter = Array.from({ length: Math.max(0, days - problem.rules.minDays) }, (_, cut) => days - 1 - cut);
  const parts = shorter.flatMap((left) => [
    { ...broken, days: left },
    { ...broken, start: start + days - left, days: left },
  ]);
  return [broken, ...fewer, ...parts].map((stint) => ({ kind: 'shrink', stint, others: new Map(none) }));
};

/** Every way there is, cheap ones first. */
export const repairWays: readonly RepairWay[] = [
  swapKit,
  shrinkStint,
  trimStint,
  borrowKit,
  cancelEvenings,
  mergeSessions,
  moveStint,
];
