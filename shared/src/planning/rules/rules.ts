import { matchPinned, type Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { kitRestsWeekly } from './kit-rests-weekly.ts';
import { kitServesOnceADay } from './kit-serves-once-a-day.ts';
import { pinnedStays } from './pinned-stays.ts';
import { poolRests } from './pool-rests.ts';
import { reserveStandsIdle } from './reserve-stands-idle.ts';
import type { Notice, Rule } from './rule.ts';
import { stintSize } from './stint-size.ts';
import { venueIsOpen } from './venue-is-open.ts';

export type { Notice, Rule, Severity } from './rule.ts';

/** The seven rules of planning.md, in its order. */
export const rules: readonly Rule[] = [
  kitServesOnceADay,
  venueIsOpen,
  stintSize,
  poolRests,
  kitRestsWeekly,
  reserveStandsIdle,
  pinnedStays,
];

/** Everything that a plan does against the rules; empty for a feasible plan. */
export function checkRules(plan: Plan, problem: Problem): Notice[] {
  const { isPinned } = matchPinned(plan, problem);
  return rules.flatMap((rule) => rule.check(plan, problem, isPinned));
}
