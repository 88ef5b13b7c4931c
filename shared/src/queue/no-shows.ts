import betainc from '@stdlib/math-base-special-betainc';

/** What is known of how many holders stay away: a beta distribution of an evening's share. */
export interface NoShows {
  /** Its mean, 0 … 1. */
  meanShare: number;
  /** How sure that is, as if it had been counted over so many numbers (the beta's a + b), above 0. */
  knownNumbers: number;
}

const STEPS = 400;

/**
 * Equally likely shares of holders who stay away, rising: quantiles of Beta(mean · known, (1 − mean) · known) at the middle of
 * equal parts. With holders independent given the share, those absent are beta-binomial (Skellam 1948, J. R. Stat. Soc. B 10,
 * 257–261).
 */
export function likelyNoShowShares({ meanShare, knownNumbers }: NoShows): Float64Array {
  if (meanShare <= 0 || meanShare >= 1) return Float64Array.of(Math.min(1, Math.max(0, meanShare)));
  const a = meanShare * knownNumbers;
  const b = (1 - meanShare) * knownNumbers;
  const below = Float64Array.from({ length: STEPS + 1 }, (_, at) => betainc(at / STEPS, a, b, true, false));
  let at = 0;
  return Float64Array.from({ length: STEPS }, (_, part) => {
    const asked = (part + 0.5) / STEPS;
    while ((below[at + 1] as number) < asked) at += 1;
    const [before, after] = [below[at] as number, below[at + 1] as number];
    return (at + (asked - before) / (after - before)) / STEPS;
  });
}
