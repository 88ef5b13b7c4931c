import { dateAt, type Stint } from '../problem.ts';
import { type Notice, type Rule, stintParams } from './rule.ts';

/** Rule 4: a pool has at most one session a date, and revisitGapDays dates lie between two of its stints. */
export const poolRests: Rule = {
  code: 'pool_rests',
  severity: 'hard',
  check: (plan, problem, pinned) => {
    const notices: Notice[] = [];
    const gapDays = problem.rules.revisitGapDays;
    const byPool = new Map<number, number[]>();
    for (const [at, stint] of plan.stints.entries()) {
      const pool = problem.venuePool[stint.venue] ?? 0;
      const stints = byPool.get(pool);
      if (stints) stints.push(at);
      else byPool.set(pool, [at]);
    }
    for (const [pool, stints] of byPool) {
      for (const [first, second] of pairs(stints)) {
        if (pinned[first] && pinned[second]) continue;
        const [a, b] = inOrder(plan.stints[first] as Stint, plan.stints[second] as Stint);
        const between = b.start - (a.start + a.days);
        if (between >= 0 && between >= gapDays) continue;
        const params = {
          pool: problem.poolIds[pool] ?? '',
          ...stintParams(problem, b),
          date: dateAt(problem, b.start),
          other: problem.venueIds[a.venue] ?? '',
          otherEnd: dateAt(problem, a.start + a.days - 1),
          between: Math.max(0, between),
          gapDays,
        };
        const text = `Pool ${params.pool} has a session until ${params.otherEnd} and again from ${params.date}: ${params.between} dates between, ${gapDays} needed.`;
        notices.push({
          code: 'pool_rests',
          severity: 'hard',
          stints: [first, second],
          params,
          text,
        });
      }
    }
    return notices;
  },
};

function* pairs(list: number[]): Generator<[number, number]> {
  for (const [at, first] of list.entries()) for (const second of list.slice(at + 1)) yield [first, second];
}

function inOrder(a: Stint, b: Stint): [Stint, Stint] {
  return a.start <= b.start ? [a, b] : [b, a];
}
