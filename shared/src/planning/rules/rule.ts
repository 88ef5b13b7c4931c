import type { Plan } from '../plan.ts';
import type { Problem, Stint } from '../problem.ts';

/** Something a plan does that it may not, in numbers for a sentence in any language, and in an English one. */
export interface Notice {
  code: string;
  severity: Severity;
  /** Indexes in the plan's stints; empty where the fault is that one is missing. */
  stints: number[];
  params: Record<string, string | number>;
  text: string;
}

export type Severity = 'hard';

/**
 * One rule of planning.md. A pinned stint may break rules 3 to 6 on its own account, so those speak only where a stint
 * that is not pinned takes part.
 */
export interface Rule {
  code: string;
  severity: Severity;
  check(plan: Plan, problem: Problem, pinned: readonly boolean[]): Notice[];
}

/** For sentences: "pajang in malam from 2013-10-07 for 3 days". */
export function stintWords(problem: Problem, stint: Stint, date: string): string {
  const days = stint.days === 1 ? '1 day' : `${stint.days} days`;
  return `${problem.venueIds[stint.venue]} in ${problem.slotIds[stint.slot]} from ${date} for ${days}`;
}

/** Names of a stint for a sentence in any language. */
export function stintParams(problem: Problem, stint: Stint): { venue: string; slot: string } {
  return {
    venue: problem.venueIds[stint.venue] ?? '',
    slot: problem.slotIds[stint.slot] ?? '',
  };
}

/** Dates inside the horizon, as offsets. */
export function* sessionDates(problem: Problem, stint: Stint): Generator<number> {
  const end = Math.min(stint.start + stint.days, problem.dates.length);
  for (let date = Math.max(0, stint.start); date < end; date++) yield date;
}
