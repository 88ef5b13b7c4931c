import { dayPrices } from './bounds/certificate.ts';
import { objectiveOf } from './objective.ts';
import { type Certificate, type Plan, type PlanFile, writeStints } from './plan.ts';
import type { Problem } from './problem.ts';

/** A bound, and the prices that prove it. */
export interface Proof {
  bound: number;
  certificate: Certificate;
}

/** (bound − objective) / |bound|, 0 when they are equal. */
export function gapShareOf(objective: number, bound: number): number {
  return bound === objective ? 0 : (bound - objective) / Math.abs(bound);
}

/** Writes a plan with its recounted worth; `seconds` is the caller's to add. A date's price is its scarcest kit's. */
export function toPlanFile(problem: Problem, plan: Plan, { bound, certificate }: Proof, seed: number): PlanFile {
  const { objective, recordings, setups, km, shortfall, changes } = objectiveOf(problem, plan);
  const prices = dayPrices(problem, certificate);
  const scarcest = (day: number) => Math.max(0, ...prices.map((group) => group[day] ?? 0));
  const proven = Math.max(bound, objective);
  return {
    version: 1,
    problem: problem.file.name,
    stints: writeStints(problem, plan),
    objective,
    bound: proven,
    gap: gapShareOf(objective, proven),
    expected: { recordings, setups, km, shortfall, changes },
    prices: Object.fromEntries(problem.dates.map((date, day) => [date, scarcest(day)])),
    seed,
    certificate,
  };
}
