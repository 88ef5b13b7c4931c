import { contributions } from '../objective.ts';
import type { Plan } from '../plan.ts';
import type { Problem, Stint } from '../problem.ts';

/** Who relied on a published session that stood in the plan and is held no longer at that venue, slot and date. */
export interface PeopleAffected {
  /** Published sessions lost. */
  sessions: number;
  /** People holding a number for one of them. */
  holding: number;
  /** People expected to come to one of them. */
  expected: number;
}

/**
 * @param before the plan that was promised, with the problem it was made for
 * @param pools only these, where given
 */
export function peopleAffected(
  before: { problem: Problem; plan: Plan },
  after: Plan,
  pools?: ReadonlySet<number>,
): PeopleAffected {
  const { problem, plan } = before;
  const stands = new Set(after.stints.flatMap(cellsOf));
  const coming = new Map<string, number>();
  for (const { stint, date, meanDemand } of contributions(problem, plan).sessions) {
    const planned = plan.stints[stint];
    if (planned) coming.set(cell(planned, date), meanDemand);
  }
  const affected: PeopleAffected = { sessions: 0, holding: 0, expected: 0 };
  for (const [at, stint] of problem.published.entries()) {
    if (pools && !pools.has(problem.venuePool[stint.venue] ?? -1)) continue;
    const holders = problem.file.published[at]?.holders;
    for (let day = 0; day < stint.days; day++) {
      const session = cell(stint, stint.start + day);
      const expected = coming.get(session);
      if (expected === undefined || stands.has(session)) continue;
      affected.sessions += 1;
      affected.holding += holders?.[day] ?? 0;
      affected.expected += expected;
    }
  }
  return affected;
}

function cell({ venue, slot }: Stint, date: number): string {
  return `${venue}/${slot}/${date}`;
}

function cellsOf(stint: Stint): string[] {
  return Array.from({ length: stint.days }, (_, day) => cell(stint, stint.start + day));
}
