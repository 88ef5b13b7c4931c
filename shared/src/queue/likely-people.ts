import { negativeBinomialLogPmf, negativeBinomialQuantile } from '../forecast/negative-binomial.ts';
import type { TurnoutForecast } from '../forecast/turnout-model.ts';

/** What a forecast says of demand at one session; `servedMean` is not needed. */
export type DemandForecast = Omit<TurnoutForecast, 'servedMean'>;

const LEVELS = 1000;

const levelAt = (at: number) => (at + 0.5) / LEVELS;

/**
 * Equally likely numbers of people, rising: the negative binomial's quantiles at the middle of a thousand equal parts.
 *
 * @param mean people, 0 or more
 * @param dispersion variance = mean + dispersion · mean²
 */
export function likelyPeople(mean: number, dispersion: number): Float64Array {
  const counts = new Float64Array(LEVELS);
  const known = Math.max(1e-6, dispersion);
  let below = 0;
  let count = -1;
  for (let at = 0; at < LEVELS; at++) {
    while (below < levelAt(at)) {
      count += 1;
      below += Math.exp(negativeBinomialLogPmf(count, mean, known));
    }
    counts[at] = count;
  }
  return counts;
}

/**
 * The same of a forecast: its seven quantiles, which past evenings have put right, joined by straight lines; beyond them the
 * negative binomial of its mean and dispersion, stretched to meet them.
 */
export function likelyPeopleOf(forecast: DemandForecast): Float64Array {
  const { mean, dispersion, q05, q10, q25, q50, q75, q90, q95 } = forecast;
  const knots = [
    [0.05, q05],
    [0.1, q10],
    [0.25, q25],
    [0.5, q50],
    [0.75, q75],
    [0.9, q90],
    [0.95, q95],
  ] as const;
  const plain = (level: number) => negativeBinomialQuantile(level, mean, Math.max(1e-6, dispersion));
  const stretchLow = q05 / Math.max(1, plain(0.05));
  const stretchHigh = q95 / Math.max(1, plain(0.95));
  return Float64Array.from({ length: LEVELS }, (_, at) => {
    const level = levelAt(at);
    if (level < 0.05) return Math.round(Math.min(q05, plain(level) * stretchLow));
    if (level > 0.95) return Math.round(Math.max(q95, plain(level) * stretchHigh));
    const after = knots.findIndex(([known]) => known >= level);
    const [high, to] = knots[after] ?? knots[6];
    const [low, from] = knots[Math.max(0, after - 1)] ?? knots[0];
    return Math.round(high === low ? to : from + ((level - low) / (high - low)) * (to - from));
  });
}

/** Reaches of a negative binomial's dispersion: all but Poisson, and wilder than any place seen. */
const [TAMEST, WILDEST] = [1e-6, 5];

/**
 * The dispersion with which eight evenings of ten lie in a range as wide as this.
 *
 * @param mean people, above 0
 * @param rangePeople 90 % quantile − 10 % quantile
 */
export function dispersionOfRange(mean: number, rangePeople: number): number {
  const width = (dispersion: number) =>
    negativeBinomialQuantile(0.9, mean, dispersion) - negativeBinomialQuantile(0.1, mean, dispersion);
  let [low, high] = [TAMEST, WILDEST];
  for (let step = 0; step < 40; step++) {
    const middle = Math.sqrt(low * high);
    if (width(middle) < rangePeople) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Equally likely numbers of people of which eight evenings in ten lie in this range: those of the negative binomial as wide, stretched
 * to meet both ends. Where both ends are the mean, every evening has exactly so many.
 *
 * @param mean people, 1 or more, from `low` to `high`
 */
export function likelyPeopleOfRange(mean: number, { low, high }: { low: number; high: number }): Float64Array {
  if (low === high) return new Float64Array(LEVELS).fill(mean);
  const people = likelyPeople(mean, dispersionOfRange(mean, high - low));
  const at = (level: number) => people[Math.round(level * LEVELS)] ?? mean;
  const stretchLow = (mean - low) / Math.max(1, mean - at(0.1));
  const stretchHigh = (high - mean) / Math.max(1, at(0.9) - mean);
  return people.map((count) => {
    const beside = count - mean;
    return Math.max(0, Math.round(mean + beside * (beside < 0 ? stretchLow : stretchHigh)));
  });
}
