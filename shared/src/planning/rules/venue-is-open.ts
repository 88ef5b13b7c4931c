import { isOpen } from '../problem.ts';
import { type Notice, type Rule, sessionDates, stintParams } from './rule.ts';

/** Rule 2: every session falls on a date and slot in which its venue is open. */
export const venueIsOpen: Rule = {
  code: 'venue_closed',
  severity: 'hard',
  check: (plan, problem) => {
    const notices: Notice[] = [];
    for (const [at, stint] of plan.stints.entries()) {
      for (const date of sessionDates(problem, stint)) {
        if (isOpen(problem, stint.venue, stint.slot, date)) continue;
        const params = {
          ...stintParams(problem, stint),
          date: problem.dates[date] ?? '',
        };
        const text = `${params.venue} is closed in ${params.slot} on ${params.date}.`;
        notices.push({
          code: 'venue_closed',
          severity: 'hard',
          stints: [at],
          params,
          text,
        });
      }
    }
    return notices;
  },
};
