import { negativeBinomialServed } from '@jemput/shared/planning/negative-binomial-served';
import type { Plan } from '@jemput/shared/planning/plan';
import { capacityAt, isAvailable, isOpen, type Problem, rateOf, type Stint } from '@jemput/shared/planning/problem';

/** A stint with so many kits of each group; worth its discounted recordings and spared shortfall, less its set-ups. */
export interface Column {
  pool: number;
  venue: number;
  slot: number;
  start: number;
  days: number;
  kitsOfGroup: number[];
  worth: number;
}

/** Every pool is visited at most once: choose columns of the greatest worth, within every row's most. */
export interface OneVisitProgram {
  groups: number[][];
  columns: Column[];
  /** What no choice changes: the shortfall of visiting nobody. */
  offset: number;
  rowMost: number[];
  /** Rows that each column takes from, and how much. */
  entries: { row: number; value: number }[][];
}

/**
 * The planning problem with one visit a pool, as an integer program that is exact where kilometres are free, nothing is
 * pinned or published, and the kits of a group are alike and never out, or alone in it.
 *
 * @param groups parts the kits; one kit each says all of rule 5, a group only the sum over its kits
 */
export function oneVisitProgram(problem: Problem, groups: number[][]): OneVisitProgram {
  const rows = rowsOf(problem, groups);
  const columns = problem.venueIds.flatMap((_, venue) => columnsOf(problem, groups, venue));
  const missing = problem.minSessions.reduce((sum, sessions) => sum + sessions, 0);
  return {
    groups,
    columns,
    offset: -problem.rules.shortfallCost * missing,
    rowMost: rows.most,
    entries: columns.map((column) => entriesOf(problem, rows, column)),
  };
}

/** Kits of one speed as one group. */
export function groupsBySpeed(problem: Problem): number[][] {
  const speeds = [...new Set(problem.recordingsPerHour)];
  return speeds.map((speed) => kitsOf(problem).filter((kit) => problem.recordingsPerHour[kit] === speed));
}

export function eachKitAlone(problem: Problem): number[][] {
  return kitsOf(problem).map((kit) => [kit]);
}

const kitsOf = (problem: Problem) => problem.kitIds.map((_, kit) => kit);

/** First the pools, then each group's dates, each group's weeks, and the dates of all kits together. */
function rowsOf(problem: Problem, groups: number[][]) {
  const { rules, dates, weeks, poolIds } = problem;
  const free = (kits: number[], date: number) => kits.filter((kit) => isAvailable(problem, kit, date)).length;
  const most = [
    ...poolIds.map(() => 1),
    ...groups.flatMap((kits) => dates.map((_, date) => free(kits, date))),
    ...groups.flatMap((kits) => weeks.map(() => rules.maxDaysPerWeek * kits.length)),
    ...dates.map((_, date) => Math.max(0, free(kitsOf(problem), date) - rules.reserveKits)),
  ];
  const firstDate = poolIds.length;
  const firstWeek = firstDate + groups.length * dates.length;
  return { most, firstDate, firstWeek, firstAny: firstWeek + groups.length * weeks.length };
}

function entriesOf(problem: Problem, rows: ReturnType<typeof rowsOf>, column: Column) {
  const taken = new Map<number, number>([[column.pool, 1]]);
  const take = (row: number, kits: number) => taken.set(row, (taken.get(row) ?? 0) + kits);
  for (let date = column.start; date < column.start + column.days; date++) {
    for (const [group, kits] of column.kitsOfGroup.entries()) {
      if (kits === 0) continue;
      take(rows.firstDate + group * problem.dates.length + date, kits);
      take(rows.firstWeek + group * problem.weeks.length + (problem.weekOfDate[date] ?? 0), kits);
      take(rows.firstAny + date, kits);
    }
  }
  return [...taken].map(([row, value]) => ({ row, value }));
}

/** Numbers of kits per group, at most `most` together and at least one. */
function crews(groups: number[][], most: number): number[][] {
  let partial: number[][] = [[]];
  for (const { length } of groups) {
    partial = partial.flatMap((counts) => {
      const left = most - counts.reduce((sum, count) => sum + count, 0);
      return Array.from({ length: Math.min(length, left) + 1 }, (_, count) => [...counts, count]);
    });
  }
  return partial.filter((counts) => counts.some((count) => count > 0));
}

/** Columns that are worth more than not coming at all. */
function columnsOf(problem: Problem, groups: number[][], venue: number): Column[] {
  const columns: Column[] = [];
  for (const kitsOfGroup of crews(groups, problem.maxKits[venue] ?? 0)) {
    for (const slot of problem.slotIds.keys()) {
      for (const start of problem.dates.keys())
        columns.push(...stintsFrom(problem, groups, { venue, slot, start, kitsOfGroup }));
    }
  }
  return columns;
}

function stintsFrom(
  problem: Problem,
  groups: number[][],
  { venue, slot, start, kitsOfGroup }: Pick<Column, 'venue' | 'slot' | 'start' | 'kitsOfGroup'>,
): Column[] {
  const { minDays, maxDays, setupCost, shortfallCost } = problem.rules;
  const pool = problem.venuePool[venue] ?? 0;
  const speedOf = (group: number) => problem.recordingsPerHour[groups[group]?.[0] ?? 0] ?? 0;
  const perHour = kitsOfGroup.reduce((sum, kits, group) => sum + kits * speedOf(group), 0);
  const capacity = capacityAt(problem, slot, perHour);
  const setups = setupCost * kitsOfGroup.reduce((sum, kits) => sum + kits, 0);
  const columns: Column[] = [];
  let left = problem.remaining[pool] ?? 0;
  let recordings = 0;
  for (let days = 1; days <= maxDays && isOpen(problem, venue, slot, start + days - 1); days++) {
    const date = start + days - 1;
    const mean = left * rateOf(problem, venue, slot, date);
    const served = negativeBinomialServed(mean, problem.dispersion[venue] ?? 0, capacity);
    left -= served;
    recordings += served * (problem.discount[date] ?? 0);
    const spared = shortfallCost * Math.min(days, problem.minSessions[pool] ?? 0);
    const worth = recordings + spared - setups;
    if (days >= minDays && worth > 0) columns.push({ pool, venue, slot, start, days, kitsOfGroup, worth });
  }
  return columns;
}

/** Names the kits of chosen columns: stints are intervals, so whoever of the group is free first will do. */
export function planOf(problem: Problem, { groups, columns }: OneVisitProgram, chosen: readonly number[]): Plan {
  const busyUntil = problem.kitIds.map(() => 0);
  const inOrder = chosen.map((at) => columns[at] as Column).sort((a, b) => a.start - b.start);
  const stints = inOrder.map(({ venue, slot, start, days, kitsOfGroup }): Stint => {
    const kits = kitsOfGroup.flatMap((count, group) =>
      (groups[group] ?? []).filter((kit) => (busyUntil[kit] ?? 0) <= start).slice(0, count),
    );
    for (const kit of kits) busyUntil[kit] = start + days;
    return { venue, slot, start, days, kits: kits.sort((a, b) => a - b) };
  });
  return { stints };
}
