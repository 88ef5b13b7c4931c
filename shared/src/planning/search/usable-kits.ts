import { isAvailable, type Problem } from '../problem.ts';

/** Per date: kits that may be in use, which are those available less the reserve. */
export function usableKits(problem: Problem): Int32Array {
  return Int32Array.from(problem.dates, (_, date) => {
    const there = problem.kitIds.filter((_, kit) => isAvailable(problem, kit, date)).length;
    return Math.max(0, there - problem.rules.reserveKits);
  });
}
