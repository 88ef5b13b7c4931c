import type { Problem } from './problem.ts';

/** Kits priced alike: the speed is that of the fastest, so that nothing the group can do is underrated. */
export interface KitGroup {
  kits: number[];
  recordingsPerHour: number;
}

/** More groups price different kits more truly, and make every pool's problem larger. */
const MOST_GROUPS = 6;

/** Parts the kits by speed; where there are more speeds than groups, neighbours in speed share one. */
export function kitGroups(problem: Problem): KitGroup[] {
  const speedOf = (kit: number) => problem.recordingsPerHour[kit] ?? 0;
  const speeds = [...new Set(problem.recordingsPerHour)].sort((a, b) => b - a);
  const perGroup = Math.ceil(speeds.length / MOST_GROUPS);
  const groups: KitGroup[] = [];
  for (let first = 0; first < speeds.length; first += perGroup) {
    const members = new Set(speeds.slice(first, first + perGroup));
    const kits = problem.kitIds.map((_, kit) => kit).filter((kit) => members.has(speedOf(kit)));
    groups.push({ kits, recordingsPerHour: speeds[first] ?? 0 });
  }
  return groups;
}
