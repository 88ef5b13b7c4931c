import gammaln from '@stdlib/math-base-special-gammaln';

/**
 * The counts between which a binomial one falls with at least the chance `level`: its quantiles at (1 − level) / 2 and (1 + level) / 2, as
 * `qbinom` of R gives them.
 *
 * @param trials independent ones; sessions of one evening are not quite, so that the true range is a little wider
 * @param chance of each, above 0 and below 1
 */
export function binomialRange(trials: number, chance: number, level = 0.95): { low: number; high: number } {
  const [from, to] = [(1 - level) / 2, (1 + level) / 2];
  let below = 0;
  let low = -1;
  for (let count = 0; count <= trials; count++) {
    below += Math.exp(
      gammaln(trials + 1) -
        gammaln(count + 1) -
        gammaln(trials - count + 1) +
        count * Math.log(chance) +
        (trials - count) * Math.log1p(-chance),
    );
    if (low < 0 && below >= from) low = count;
    if (below >= to) return { low, high: count };
  }
  return { low: Math.max(0, low), high: trials };
}
