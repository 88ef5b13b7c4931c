import type { Problem } from './problem.ts';

/** Kits priced alike: the speed is that of the fastest, so that nothing the group can do is underrated. */
export interface KitGroup {
  kits: number[];
  recordingsPerHour: number;
}

/** More groups price different kits more truly, and make every pool's problem larger. */
const MOST_GROUPS = 6;
/** Ways to choose the kits of a stint out of the groups. */
const MOST_CHOICES = 300;

/** Parts the kits by speed; where there are more speeds than groups, neighbours in speed share one. */
export function kitGroups(problem: Problem): KitGroup[] {
  const speedOf = (kit: number) => problem.recordingsPerHour[kit] ?? 0;
  const speeds = [...new Set(problem.recordingsPerHour)].sort((a, b) => b - a);
  const perGroup = Math.ceil(speeds.length / mostGroups(problem));
  const groups: KitGroup[] = [];
  for (let first = 0; first < speeds.length; first += perGroup) {
    const members = new Set(speeds.slice(first, first + perGroup));
    const kits = problem.kitIds.map((_, kit) => kit).filter((kit) => members.has(speedOf(kit)));
    groups.push({ kits, recordingsPerHour: speeds[first] ?? 0 });
  }
  return groups;
}

/** As many as leave no venue more choices than are quickly gone through. */
function mostGroups({ maxKits, kitIds }: Problem): number {
  const most = Math.min(
    kitIds.length,
    maxKits.reduce((largest, kits) => Math.max(largest, kits), 1),
  );
  let groups = MOST_GROUPS;
  while (groups > 1 && choicesOf(groups, most) > MOST_CHOICES) groups--;
  return groups;
}

/** Multisets of 1 … most kits out of so many groups: (groups + most over most) − 1. */
function choicesOf(groups: number, most: number): number {
  let ways = 1;
  for (let group = 1; group <= groups; group++) ways *= (most + group) / group;
  return Math.round(ways) - 1;
}
