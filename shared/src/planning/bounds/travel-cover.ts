import type { KitGroup } from '../kit-groups.ts';
import type { Certificate } from '../plan.ts';
import { isAvailable, type Problem } from '../problem.ts';
import { pinnedHolds } from './capacity.ts';

/**
 * Per kit group and date: what the prices earn for certain, in recordings, by any kit of the group that comes back on
 * that date to the pool it came from, having been idle through the gap before it. So much of the way to the pool may be
 * charged to every stint that begins then, come from where it may. README.md, "Kilometres".
 */
export function travelCover(
  problem: Problem,
  groups: readonly KitGroup[],
  prices: Pick<Certificate, 'groups' | 'date'>,
): Float64Array[] {
  const held = pinnedHolds(problem);
  const weeks = groups.map(({ kits }) => kits.map((kit) => weekRoom(problem, held, kit)));
  return groups.map(({ kits }, group) =>
    Float64Array.from(problem.dates, (_, date) =>
      kits.reduce((least, kit, at) => {
        const idle = { kit, held, room: weeks[group]?.[at] ?? [] };
        return Math.min(least, idleWorth(problem, idle, prices, group, date));
      }, Number.POSITIVE_INFINITY),
    ),
  );
}

/** Of a kit by week: dates on which it is free, and how many of them it may serve. */
interface WeekRoom {
  free: number;
  most: number;
}

function weekRoom(problem: Problem, held: Uint8Array, kit: number): WeekRoom[] {
  const weeks = problem.weeks.map(() => ({ free: 0, pinned: 0 }));
  for (const [date, of] of problem.weekOfDate.entries()) {
    const week = weeks[of];
    if (!week) continue;
    if (held[kit * problem.dates.length + date] === 1) week.pinned++;
    else if (isAvailable(problem, kit, date)) week.free++;
  }
  return weeks.map(({ free, pinned }) => {
    return { free, most: Math.min(free, Math.max(0, problem.rules.maxDaysPerWeek - pinned)) };
  });
}

/** What a kit's idling through the gap before a date leaves unused, at the prices; Infinity where it cannot be. */
function idleWorth(
  problem: Problem,
  { kit, held, room }: { kit: number; held: Uint8Array; room: readonly WeekRoom[] },
  { groups, date: any }: Pick<Certificate, 'groups' | 'date'>,
  group: number,
  start: number,
): number {
  const { revisitGapDays, reserveKits } = problem.rules;
  if (start <= revisitGapDays) return Number.POSITIVE_INFINITY;
  const of = groups[group];
  let worth = 0;
  let week = -1;
  let idleDates = 0;
  const closeWeek = () => {
    const { free, most } = room[week] ?? { free: 0, most: 0 };
    worth += (of?.week[week] ?? 0) * Math.max(0, idleDates - (free - most));
    idleDates = 0;
  };
  for (let date = start - revisitGapDays; date < start; date++) {
    if (held[kit * problem.dates.length + date] === 1) return Number.POSITIVE_INFINITY;
    if (!isAvailable(problem, kit, date)) continue;
    worth += of?.date[date] ?? 0;
    // A kit that stands idle may be the one in reserve, which nobody pays for.
    if (reserveKits === 0) worth += any[date] ?? 0;
    if (problem.weekOfDate[date] !== week) {
      closeWeek();
      week = problem.weekOfDate[date] ?? 0;
    }
    idleDates++;
  }
  closeWeek();
  return worth;
}
