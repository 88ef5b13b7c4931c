import type { Plan } from '../plan.ts';
import { dateAt, isAvailable, type Problem, type Stint } from '../problem.ts';
import { type Notice, type Rule, sessionDates, stintParams } from './rule.ts';

interface Clash {
  reason: 'outside_horizon' | 'unavailable' | 'twice';
  stints: number[];
  kit: number | undefined;
  date: number;
  why: string;
}

function toNotice(problem: Problem, stint: Stint, { reason, stints, kit, date, why }: Clash): Notice {
  const named = { kit: problem.kitIds[kit ?? -1] ?? '', date: dateAt(problem, date) };
  const params = { reason, ...stintParams(problem, stint), ...named };
  const text = `Kit ${params.kit} cannot serve ${params.venue} on ${params.date}: ${why}.`;
  return { code: 'kit_not_free', severity: 'hard', stints, params, text };
}

function outside(problem: Problem, { start, days }: Stint): number | undefined {
  if (start < 0) return start;
  return start + days > problem.dates.length ? Math.max(start, problem.dates.length) : undefined;
}

function* clashes(
  problem: Problem,
  plan: Plan,
  at: number,
  stint: Stint,
  holder: Map<number, number>,
): Generator<Clash> {
  const beyond = outside(problem, stint);
  if (beyond !== undefined) {
    const why = 'that is outside the horizon';
    yield { reason: 'outside_horizon', stints: [at], kit: stint.kits[0], date: beyond, why };
  }
  for (const kit of stint.kits) {
    for (const date of sessionDates(problem, stint)) {
      if (!isAvailable(problem, kit, date)) {
        yield { reason: 'unavailable', stints: [at], kit, date, why: 'it is unavailable then' };
      }
      const cell = kit * problem.dates.length + date;
      const other = holder.get(cell);
      const place = problem.venueIds[plan.stints[other ?? -1]?.venue ?? -1];
      if (other === undefined) holder.set(cell, at);
      else yield { reason: 'twice', stints: [other, at], kit, date, why: `it stands at ${place} then` };
    }
  }
}

/** Rule 1: a kit stands in at most one session a date, never on a date of its outage, never outside the horizon. */
export const kitServesOnceADay: Rule = {
  code: 'kit_not_free',
  severity: 'hard',
  check: (plan, problem) => {
    const holder = new Map<number, number>();
    return plan.stints.flatMap((stint, at) =>
      [...clashes(problem, plan, at, stint, holder)].map((clash) => toNotice(problem, stint, clash)),
    );
  },
};
