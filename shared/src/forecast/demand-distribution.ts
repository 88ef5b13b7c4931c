import gammaln from '@stdlib/math-base-special-gammaln';
import { negativeBinomialCdf } from './negative-binomial.ts';
import { type ExpectedFeast, unevenness } from './recurring-dates.ts';

/** Demand is negative binomial around an expectation whose logarithm is itself uncertain: N(logMean, logVariance). */
export interface UncertainDemand {
  logMean: number;
  logVariance: number;
  dispersion: number;
  /** Probability that the session comes to nothing for reasons of its own: demand is 0 then. */
  lostChance?: number;
  /** The date may be a feast: then the expectation is N(logMean + shift, logVariance + variance). */
  feast?: ExpectedFeast;
}

/** Log-normal expectations that the demand's own is a mixture of. */
function mixtureOf({ logMean, logVariance, feast }: UncertainDemand) {
  if (!feast) return [{ chance: 1, logMean, logVariance }];
  return [
    { chance: 1 - feast.chance, logMean, logVariance },
    {
      chance: feast.chance,
      logMean: logMean + feast.shift,
      logVariance: logVariance + feast.variance + unevenness(feast.shift),
    },
  ];
}

/** Expected demand, and the dispersion that matches its variance: variance = mean + dispersion · mean². */
export function momentsOf(demand: UncertainDemand): { mean: number; dispersion: number } {
  const { dispersion, lostChance = 0 } = demand;
  let first = 0;
  let second = 0;
  for (const { chance, logMean, logVariance } of mixtureOf(demand)) {
    first += chance * Math.exp(logMean + logVariance / 2);
    second += chance * Math.exp(2 * logMean + 2 * logVariance);
  }
  return {
    mean: (1 - lostChance) * first,
    dispersion: ((1 + dispersion) * second) / ((1 - lostChance) * first ** 2) - 1,
  };
}

/** P(D ≤ count), lost sessions left out. */
export function demandCdf(demand: UncertainDemand, count: number): number {
  if (count < 0) return 0;
  let sum = 0;
  let total = 0;
  for (const { mean, share } of expectationNodes(demand)) {
    sum += share * negativeBinomialCdf(count, mean, demand.dispersion);
    total += share;
  }
  return sum / total;
}

/** Probabilities of runs of counts that tile 0 … ∞ but for about 1e-5 at the ends. */
export interface DemandTable {
  /** First count of each run; runs are one count long up to 24, then at most 1/24 of their count. */
  from: Float64Array;
  length: Float64Array;
  /** Sums to 1. */
  probability: Float64Array;
}

/** Counts up to this one are looked at singly. */
const SINGLY = 24;
/** Reach of the table on the log scale, in standard deviations. */
const REACH = 4.5;

/**
 * Tabulates the mixture by the trapezoidal rule over the uncertain logarithm of the mean.
 *
 * @param proved the level that a level of the distribution has proved to be; rising from 0 to 1
 */
export function tabulateDemand(demand: UncertainDemand, proved: (level: number) => number): DemandTable {
  const { dispersion } = demand;
  const size = 1 / dispersion;
  const [lowest, highest] = reachOf(demand);
  const from = runStarts(lowest < SINGLY || demand.lostChance ? 0 : Math.floor(lowest), highest + SINGLY, dispersion);
  const nodes = expectationNodes(demand);
  const table = {
    from: Float64Array.from(from.slice(0, -1)),
    length: Float64Array.from(from.slice(0, -1), (start, at) => (from[at + 1] as number) - start),
    probability: new Float64Array(from.length - 1),
  };
  table.from.forEach((start, at) => {
    const length = table.length[at] as number;
    const count = start + Math.floor((length - 1) / 2);
    const combinations = gammaln(count + size) - gammaln(count + 1) - gammaln(size);
    let density = 0;
    for (const { logWeight, logChance } of nodes) density += Math.exp(combinations + logWeight + count * logChance);
    table.probability[at] = density * length;
  });
  putRight(table.probability, demand.lostChance ?? 0, proved);
  return table;
}

/** Makes the probabilities sum to 1, moves them to where levels have proved to be, and puts lost sessions at 0. */
function putRight(probability: Float64Array, lostChance: number, proved: (level: number) => number): void {
  const total = probability.reduce((sum, share) => sum + share, 0);
  let level = 0;
  let before = 0;
  probability.forEach((share, at) => {
    level += share / total;
    const after = proved(Math.min(1, level));
    probability[at] = (1 - lostChance) * (after - before);
    before = after;
  });
  probability[0] = (probability[0] as number) + lostChance;
}

/** Runs are also no longer than a quarter of the counts' own standard deviation there. */
function runStarts(first: number, last: number, dispersion: number): number[] {
  const starts = [first];
  for (let count = first; count <= last; ) {
    const quarter = Math.sqrt(count + dispersion * count * count) / 4;
    count += Math.max(1, Math.floor(Math.min(quarter, count / SINGLY)));
    starts.push(count);
  }
  return starts;
}

/** Counts between which all but some 1e-5 of demand lies. */
function reachOf(demand: UncertainDemand): [lowest: number, highest: number] {
  const reaches = mixtureOf(demand).map(({ logMean, logVariance }) => {
    const spread = REACH * Math.sqrt(logVariance + demand.dispersion + Math.exp(-logMean));
    return [Math.exp(logMean - spread), Math.exp(logMean + spread)] as const;
  });
  return [Math.min(...reaches.map(([low]) => low)), Math.max(...reaches.map(([, high]) => high))];
}

/** Values of the mean to mix over, close enough together that the counts' own spread hides the gaps. */
function expectationNodes(demand: UncertainDemand) {
  const size = 1 / demand.dispersion;
  return mixtureOf(demand).flatMap(({ chance, logMean, logVariance }) => {
    const spread = Math.sqrt(logVariance);
    const own = Math.sqrt(demand.dispersion + Math.exp(-logMean));
    const gap = Math.max(0.25, Math.min(1, own / Math.max(spread, 1e-9)));
    const each = Math.ceil(3.2 / gap);
    const nodes = Array.from({ length: 2 * each + 1 }, (_, at) => (at - each) * gap);
    const total = nodes.reduce((sum, z) => sum + Math.exp((-z * z) / 2), 0);
    return nodes.map((z) => {
      const mean = Math.exp(logMean + spread * z);
      const logShare = (-z * z) / 2 + Math.log(chance / total);
      return {
        mean,
        share: Math.exp(logShare),
        logWeight: logShare - size * Math.log1p(mean / size),
        logChance: -Math.log1p(size / mean),
      };
    });
  });
}

/** Quantiles at rising probabilities, in people; within a run of counts by straight line. */
export function quantilesOf(table: DemandTable, probabilities: readonly number[]): number[] {
  let below = 0;
  let at = 0;
  return probabilities.map((asked) => {
    while (at < table.from.length - 1 && below + (table.probability[at] as number) < asked) {
      below += table.probability[at] as number;
      at += 1;
    }
    const within = Math.min(1, (asked - below) / (table.probability[at] as number));
    const length = table.length[at] as number;
    return (table.from[at] as number) + (length === 1 ? 0 : Math.round(within * (length - 1)));
  });
}

/** E[min(D, capacity)], in people. */
export function expectedServed(table: DemandTable, capacity: number): number {
  let sum = 0;
  table.from.forEach((start, at) => {
    const middle = start + ((table.length[at] as number) - 1) / 2;
    sum += (table.probability[at] as number) * Math.min(middle, capacity);
  });
  return sum;
}
