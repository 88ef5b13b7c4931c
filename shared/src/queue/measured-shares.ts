import type { NoShows } from './no-shows.ts';

/** One evening's count: of `of` people, `found` did so. */
export interface ShareCount {
  found: number;
  of: number;
}

/** An assumption weighs as much in how evenings differ as so many evenings. */
const PRIOR_EVENINGS = 2;

const varianceOf = ({ meanShare, knownNumbers }: NoShows) => (meanShare * (1 - meanShare)) / (knownNumbers + 1);

/**
 * A share of people that differs from evening to evening, from what past evenings counted over what was assumed before. Its mean is
 * that of a beta distribution updated by all counts; its spread that between evenings, by moments and over the assumed one (Kleinman 1973,
 * J. Am. Stat. Assoc. 68, 46–54), and what is still unknown of the mean.
 */
export function measuredShare(assumed: NoShows, evenings: readonly ShareCount[]): NoShows {
  const counted = evenings.filter(({ of }) => of > 0);
  if (counted.length === 0) return assumed;
  const found = counted.reduce((sum, each) => sum + each.found, 0);
  const of = counted.reduce((sum, each) => sum + each.of, 0);
  const mean = (found + assumed.meanShare * assumed.knownNumbers) / (of + assumed.knownNumbers);
  const strayed = counted.reduce((sum, each) => {
    const own = each.found / each.of - mean;
    return sum + Math.max(0, own * own - (mean * (1 - mean)) / each.of);
  }, 0);
  const between = (PRIOR_EVENINGS * varianceOf(assumed) + strayed) / (PRIOR_EVENINGS + counted.length);
  const variance = between * (1 + 1 / (PRIOR_EVENINGS + counted.length));
  return { meanShare: mean, knownNumbers: Math.max(1, (mean * (1 - mean)) / variance - 1) };
}
