import { type Notice, type Rule, sessionDates } from './rule.ts';

/** Rule 5: a kit serves at most maxDaysPerWeek dates in one ISO week. */
export const kitRestsWeekly: Rule = {
  code: 'kit_week_full',
  severity: 'hard',
  check: (plan, problem, pinned) => {
    const notices: Notice[] = [];
    const weeks = problem.weeks.length;
    const byWeek = new Map<number, { dates: Set<number>; stints: Set<number> }>();
    for (const [at, stint] of plan.stints.entries()) {
      for (const date of sessionDates(problem, stint)) {
        for (const kit of stint.kits) {
          const key = kit * weeks + (problem.weekOfDate[date] ?? 0);
          const entry = byWeek.get(key) ?? {
            dates: new Set(),
            stints: new Set(),
          };
          byWeek.set(key, entry);
          entry.dates.add(date);
          entry.stints.add(at);
        }
      }
    }
    const most = problem.rules.maxDaysPerWeek;
    for (const [key, { dates, stints }] of byWeek) {
      if (dates.size <= most || [...stints].every((at) => pinned[at])) continue;
      const params = {
        kit: problem.kitIds[Math.floor(key / weeks)] ?? '',
        week: problem.weeks[key % weeks] ?? '',
        days: dates.size,
        most,
      };
      const text = `Kit ${params.kit} serves ${dates.size} dates in week ${params.week}; ${most} are allowed.`;
      notices.push({
        code: 'kit_week_full',
        severity: 'hard',
        stints: [...stints],
        params,
        text,
      });
    }
    return notices;
  },
};
