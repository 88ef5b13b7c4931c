import { type Plan, writeStints } from '../plan.ts';
import type { Problem, Stint, StintFile } from '../problem.ts';

/** What becomes of one pool's stints; those that stay as they are are left out. */
export interface ChangedPool {
  pool: string;
  from: StintFile[];
  to: StintFile[];
}

export function stintKey({ venue, slot, start, days, kits }: Stint): string {
  return `${venue}/${slot}/${start}/${days}/${kits.join()}`;
}

/** Pools whose stints differ, in the order of the problem. */
export function differingPools(problem: Problem, a: Plan, b: Plan): number[] {
  const keys = (plan: Plan) => new Set(plan.stints.map(stintKey));
  const [inA, inB] = [keys(a), keys(b)];
  const changed = [
    ...a.stints.filter((stint) => !inB.has(stintKey(stint))),
    ...b.stints.filter((stint) => !inA.has(stintKey(stint))),
  ];
  return [...new Set(changed.map(({ venue }) => problem.venuePool[venue] ?? 0))].sort((x, y) => x - y);
}

/**
 * @param before what was, with the problem that its indexes belong to
 * @param problem what `plan` belongs to: the same with kits, pools or venues added at the end
 */
export function changedPools(before: { problem: Problem; plan: Plan }, problem: Problem, plan: Plan): ChangedPool[] {
  const stood = new Set(before.plan.stints.map(stintKey));
  const stands = new Set(plan.stints.map(stintKey));
  return differingPools(problem, before.plan, plan).map((pool) => {
    const own = ({ venue }: Stint) => problem.venuePool[venue] === pool;
    const from = before.plan.stints.filter((stint) => own(stint) && !stands.has(stintKey(stint)));
    const to = plan.stints.filter((stint) => own(stint) && !stood.has(stintKey(stint)));
    return {
      pool: problem.poolIds[pool] ?? '',
      from: writeStints(before.problem, { stints: from }),
      to: writeStints(problem, { stints: to }),
    };
  });
}
