import type { KitGroup } from '../kit-groups.ts';
import { isAvailable, type Problem } from '../problem.ts';

/** How many kits stints that are not pinned may use at most: what the prices are multiplied with. */
export interface KitCapacity {
  /** Per group, per date. */
  date: Float64Array[];
  /** Per group, per ISO week: kit-dates that the weekly limit leaves. */
  week: Float64Array[];
  /** Per date, over all groups, the reserve kept back. */
  any: Float64Array;
}

/** kit × date, 1 where a pinned stint holds the kit. */
export function pinnedHolds(problem: Problem): Uint8Array {
  const width = problem.dates.length;
  const held = new Uint8Array(problem.kitIds.length * width);
  for (const { start, days, kits } of problem.pinned) {
    for (const kit of kits) held.fill(1, kit * width + start, kit * width + start + days);
  }
  return held;
}

export function kitCapacity(problem: Problem, groups: readonly KitGroup[]): KitCapacity {
  const width = problem.dates.length;
  const held = pinnedHolds(problem);
  const any = new Float64Array(width).fill(-problem.rules.reserveKits);
  const capacity: KitCapacity = { date: [], week: [], any };
  for (const { kits } of groups) {
    const date = new Float64Array(width);
    const week = new Float64Array(problem.weeks.length);
    for (const kit of kits) {
      const free = new Float64Array(problem.weeks.length);
      const pinned = new Float64Array(problem.weeks.length);
      for (let day = 0; day < width; day++) {
        const of = problem.weekOfDate[day] ?? 0;
        if (held[kit * width + day] === 1) pinned[of] = (pinned[of] ?? 0) + 1;
        else if (isAvailable(problem, kit, day)) {
          free[of] = (free[of] ?? 0) + 1;
          date[day] = (date[day] ?? 0) + 1;
          any[day] = (any[day] ?? 0) + 1;
        }
      }
      for (const [of, dates] of free.entries()) {
        const room = Math.max(0, problem.rules.maxDaysPerWeek - (pinned[of] ?? 0));
        week[of] = (week[of] ?? 0) + Math.min(dates, room);
      }
    }
    capacity.date.push(date);
    capacity.week.push(week);
  }
  for (const [day, kits] of any.entries()) any[day] = Math.max(0, kits);
  return capacity;
}
