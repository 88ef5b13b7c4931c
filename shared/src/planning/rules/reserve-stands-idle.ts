import { isAvailable } from '../problem.ts';
import { type Notice, type Rule, sessionDates } from './rule.ts';

/**
 * Rule 6: on every date at least reserveKits of the available kits stand idle. Where fewer than that are available no
 * kit may be used; a date on which nothing is planned is never at fault.
 */
export const reserveStandsIdle: Rule = {
  code: 'reserve_used',
  severity: 'hard',
  check: (plan, problem, pinned) => {
    const notices: Notice[] = [];
    const reserve = problem.rules.reserveKits;
    if (reserve === 0) return notices;
    const kitsOn = problem.dates.map(() => new Set<number>());
    const stintsOn = problem.dates.map((): number[] => []);
    for (const [at, stint] of plan.stints.entries()) {
      for (const date of sessionDates(problem, stint)) {
        for (const kit of stint.kits) if (isAvailable(problem, kit, date)) kitsOn[date]?.add(kit);
        stintsOn[date]?.push(at);
      }
    }
    for (const [date, stints] of stintsOn.entries()) {
      if (stints.every((at) => pinned[at])) continue;
      const available = problem.kitIds.filter((_, kit) => isAvailable(problem, kit, date)).length;
      const idle = available - (kitsOn[date]?.size ?? 0);
      if (idle >= reserve) continue;
      const params = {
        date: problem.dates[date] ?? '',
        idle,
        reserve,
        available,
      };
      const text = `On ${params.date} ${idle} of ${available} available kits stand idle; ${reserve} must.`;
      notices.push({
        code: 'reserve_used',
        severity: 'hard',
        stints,
        params,
        text,
      });
    }
    return notices;
  },
};
