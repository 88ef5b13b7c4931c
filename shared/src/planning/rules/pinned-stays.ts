import { matchPinned } from '../plan.ts';
import { dateAt } from '../problem.ts';
import { type Rule, stintParams, stintWords } from './rule.ts';

/** Rule 7: every pinned stint is in the plan, unchanged. */
export const pinnedStays: Rule = {
  code: 'pinned_missing',
  severity: 'hard',
  check: (plan, problem) =>
    matchPinned(plan, problem).missing.map((stint) => {
      const params = {
        ...stintParams(problem, stint),
        date: dateAt(problem, stint.start),
        days: stint.days,
      };
      const text = `The pinned stint ${stintWords(problem, stint, params.date)} is missing or changed.`;
      return {
        code: 'pinned_missing',
        severity: 'hard' as const,
        stints: [],
        params,
        text,
      };
    }),
};
