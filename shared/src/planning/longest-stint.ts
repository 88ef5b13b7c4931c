import type { Problem } from './problem.ts';

/** Longer stints are allowed but not looked for: a crew that stays a month has emptied the place. */
const LOOKED_FOR = 31;

/** Dates of the longest stint that is planned. */
export function longestStint({ rules, dates }: Pick<Problem, 'rules' | 'dates'>): number {
  return Math.min(rules.maxDays, dates.length, Math.max(rules.minDays, LOOKED_FOR));
}
