import type { KitGroup } from '../kit-groups.ts';
import type { Problem } from '../problem.ts';

/** Kits at least this share as fast as the fastest of their group are planned with as if all were of its mean speed. */
const ALIKE = 0.7;

/** A few groups of kits of about the same speed: fewer than the bound's, as here nothing has to be proved. */
export function alikeKits(problem: Problem): KitGroup[] {
  const speedOf = (kit: number) => problem.recordingsPerHour[kit] ?? 0;
  const bySpeed = [...problem.kitIds.keys()].sort((a, b) => speedOf(b) - speedOf(a) || a - b);
  const groups: number[][] = [];
  for (const kit of bySpeed) {
    const group = groups.at(-1);
    if (group && speedOf(kit) >= ALIKE * speedOf(group[0] ?? kit)) group.push(kit);
    else groups.push([kit]);
  }
  return groups.map((kits) => {
    const recordingsPerHour = kits.reduce((sum, kit) => sum + speedOf(kit), 0) / kits.length;
    return { kits: kits.sort((a, b) => a - b), recordingsPerHour };
  });
}
