import type { KitGroup } from '../kit-groups.ts';
import { isAvailable, type Problem, type Stint } from '../problem.ts';
import type { Draft } from './draft.ts';

/** More stints than this are not named anew for one more. */
const MOST_STINTS = 150;

interface Placed {
  pool: number;
  stint: Stint;
  /** Kits needed per group. */
  counts: readonly number[];
}

/**
 * Gives the kits of stints around a date new names, so that kits which are free by number are free by name.
 *
 * In order of start each stint takes free kits with the shortest way. Without outages and weekly limits that never
 * fails: stints are intervals, and an interval graph needs no more colours than overlap at one time.
 */
export class KitRenamer {
  private readonly problem: Problem;
  private readonly groups: readonly KitGroup[];
  private readonly groupOf: Int32Array;

  constructor(problem: Problem, groups: readonly KitGroup[]) {
    this.problem = problem;
    this.groups = groups;
    this.groupOf = new Int32Array(problem.kitIds.length);
    for (const [group, { kits }] of groups.entries()) for (const kit of kits) this.groupOf[kit] = group;
  }

  /** Kits for a stint not yet in the draft, others renamed for it; undefined, and nothing changed, where that fails. */
  makeRoom(draft: Draft, stint: Stint, counts: readonly number[]): number[] | undefined {
    const around = this.stintsAround(draft, stint);
    if (!around) return undefined;
    const old = new Map(around.map(({ pool }) => [pool, draft.stints[pool] ?? []]));
    const moving = new Set(around.map((placed) => placed.stint));
    for (const [pool, stints] of old)
      draft.setPool(
        pool,
        stints.filter((one) => !moving.has(one)),
      );
    const wanted = { pool: -1, stint, counts };
    const inOrder = [...around, wanted].sort((a, b) => a.stint.start - b.stint.start || b.stint.days - a.stint.days);
    const held = new Set<number>();
    let answer: number[] | undefined;
    for (const placed of inOrder) {
      const kits = this.nameOne(draft, placed, held, answer ? stint : undefined);
      if (!kits) {
        for (const [pool] of old) draft.setPool(pool, []);
        for (const [pool, stints] of old) draft.setPool(pool, stints);
        return undefined;
      }
      if (placed === wanted) {
        answer = kits;
        for (const kit of kits) held.add(kit);
      } else draft.setPool(placed.pool, inDateOrder([...(draft.stints[placed.pool] ?? []), { ...placed.stint, kits }]));
    }
    return answer;
  }

  /** Stints that share a date with the stint, with one of those, and so on; undefined where they are too many. */
  private stintsAround(draft: Draft, stint: Stint): Placed[] | undefined {
    let from = stint.start;
    let to = stint.start + stint.days;
    const rest = draft.stints.flatMap((stints, pool) => stints.map((one) => ({ pool, stint: one })));
    let count = 0;
    for (;;) {
      const within = rest.filter(({ stint: { start, days } }) => start < to && start + days > from);
      if (within.length > MOST_STINTS) return undefined;
      if (within.length === count) return within.map((placed) => ({ ...placed, counts: this.countsOf(placed.stint) }));
      count = within.length;
      for (const {
        stint: { start, days },
      } of within) {
        from = Math.min(from, start);
        to = Math.max(to, start + days);
      }
    }
  }

  private countsOf(stint: Stint): number[] {
    const counts = this.groups.map(() => 0);
    for (const kit of stint.kits) {
      const group = this.groupOf[kit] ?? 0;
      counts[group] = (counts[group] ?? 0) + 1;
    }
    return counts;
  }

  /** @param held kits promised to `heldFor`, which is not in the draft yet */
  private nameOne(
    draft: Draft,
    { stint, counts }: Placed,
    held: Set<number>,
    heldFor: Stint | undefined,
  ): number[] | undefined {
    const overlaps =
      heldFor !== undefined && stint.start < heldFor.start + heldFor.days && heldFor.start < stint.start + stint.days;
    const kits: number[] = [];
    for (const [group, count] of counts.entries()) {
      if (count === 0) continue;
      const members = this.groups[group]?.kits ?? [];
      const free = members.filter(
        (kit) => !(overlaps && held.has(kit)) && this.isFree(draft, kit, stint, held.has(kit) ? heldFor : undefined),
      );
      if (free.length < count) return undefined;
      const priced = free.map((kit) => ({ kit, km: draft.extraKm(kit, stint.venue, stint.start, stint.days) }));
      priced.sort((a, b) => a.km - b.km || a.kit - b.kit);
      for (const { kit } of priced.slice(0, count)) kits.push(kit);
    }
    return kits.sort((a, b) => a - b);
  }

  private isFree(draft: Draft, kit: number, { start, days }: Stint, promised: Stint | undefined): boolean {
    const { dates, weeks, weekOfDate, rules } = this.problem;
    let week = -1;
    let inWeek = 0;
    for (let date = start; date < start + days; date++) {
      if (!isAvailable(this.problem, kit, date) || (draft.venueOn[kit * dates.length + date] as number) >= 0)
        return false;
      const of = weekOfDate[date] ?? 0;
      if (of !== week) {
        week = of;
        inWeek = (draft.weekDates[kit * weeks.length + of] as number) + this.datesInWeek(promised, of);
      }
      if (++inWeek > rules.maxDaysPerWeek) return false;
    }
    return true;
  }

  private datesInWeek(stint: Stint | undefined, week: number): number {
    let count = 0;
    if (!stint) return count;
    for (let date = stint.start; date < stint.start + stint.days; date++)
      if (this.problem.weekOfDate[date] === week) count++;
    return count;
  }
}

function inDateOrder(stints: Stint[]): Stint[] {
  return stints.sort((a, b) => a.start - b.start);
}
