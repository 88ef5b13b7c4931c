import { dateAt } from '../problem.ts';
import { type Notice, type Rule, stintParams, stintWords } from './rule.ts';

/** Rule 3: 1 to the venue's maxKits kits, and minDays to maxDays days. */
export const stintSize: Rule = {
  code: 'stint_size',
  severity: 'hard',
  check: (plan, problem, pinned) => {
    const notices: Notice[] = [];
    const { minDays, maxDays } = problem.rules;
    for (const [at, stint] of plan.stints.entries()) {
      if (pinned[at]) continue;
      const date = dateAt(problem, stint.start);
      const add = (reason: string, value: number, least: number, most: number) => {
        const params = {
          reason,
          ...stintParams(problem, stint),
          date,
          value,
          least,
          most,
        };
        const text = `${stintWords(problem, stint, date)} has ${value} ${reason}; ${least} to ${most} are allowed.`;
        notices.push({
          code: 'stint_size',
          severity: 'hard',
          stints: [at],
          params,
          text,
        });
      };
      const most = problem.maxKits[stint.venue] ?? 0;
      const kits = new Set(stint.kits).size;
      if (kits < 1 || kits > most) add('kits', kits, 1, most);
      if (stint.days < minDays || stint.days > maxDays) add('days', stint.days, minDays, maxDays);
    }
    return notices;
  },
};
