import { objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import type { Problem, StintFile } from '../problem.ts';
import { partBroken } from './mend.ts';
import { type PeopleAffected, peopleAffected } from './people-affected.ts';
import { type ChangedPool, changedPools } from './plan-difference.ts';
import { undoPools } from './undo-pool.ts';

/** One pool's change, and why it is made. */
export interface PaidChange extends ChangedPool {
  /** Changes of one number depend on one another: a kit passes from one to the next, so that none can be undone alone. */
  group: number;
  /**
   * Objective lost, in recordings, if the whole group were undone and what cannot be held were given up without
   * replacement.
   */
  gain: number;
  /** True where what was planned cannot be held any more. */
  forced: boolean;
  /** True where nothing changes but which kits come, as many and as fast. */
  otherKit: boolean;
  people: PeopleAffected;
}

/** Every change by pool, with what its group brings. */
export function paidChanges(before: { problem: Problem; plan: Plan }, problem: Problem, plan: Plan): PaidChange[] {
  const { sound, broken } = partBroken(problem, before.plan);
  const forced = new Set(broken.map(({ venue }) => problem.venuePool[venue]));
  const changes = changedPools(before, problem, plan);
  const poolOf = (change: ChangedPool) => problem.index.pool.get(change.pool) ?? -1;
  const groups = dependentGroups(problem, { from: sound, to: plan }, changes.map(poolOf));
  return changes.map((change) => {
    const pool = poolOf(change);
    const group = groups.findIndex(({ pools }) => pools.has(pool));
    return {
      ...change,
      group,
      gain: groups[group]?.gain ?? 0,
      forced: forced.has(pool),
      otherKit: isOtherKit(problem, change),
      people: peopleAffected(before, plan, new Set([pool])),
    };
  });
}

interface Group {
  pools: Set<number>;
  gain: number;
}

/** Pools that can be undone together but no fewer of them, and what that would lose. */
function dependentGroups(problem: Problem, change: { from: Plan; to: Plan }, pools: readonly number[]): Group[] {
  const { objective } = objectiveOf(problem, change.to);
  let groups: Group[] = [];
  for (const pool of pools) {
    if (groups.some((group) => group.pools.has(pool))) continue;
    let together = new Set([pool]);
    for (;;) {
      const undone = undoPools(problem, change, together);
      const needed = new Set(undone?.pools ?? together);
      const met = groups.filter((group) => [...group.pools].some((one) => needed.has(one)));
      groups = groups.filter((group) => !met.includes(group));
      const all = new Set([...needed, ...met.flatMap((group) => [...group.pools])]);
      if (all.size === together.size) {
        const gain = undone ? objective - objectiveOf(problem, undone.plan).objective : 0;
        groups.push({ pools: all, gain });
        break;
      }
      together = all;
    }
  }
  return groups;
}

function isOtherKit({ file }: Problem, { from, to }: ChangedPool): boolean {
  const speeds = new Map(file.kits.map(({ id, recordingsPerHour }) => [id, recordingsPerHour]));
  const likeness = ({ venue, slot, start, days, kits }: StintFile) =>
    JSON.stringify([venue, slot, start, days, kits.map((kit) => speeds.get(kit) ?? 0).sort((a, b) => a - b)]);
  return from.map(likeness).sort().join() === to.map(likeness).sort().join();
}
