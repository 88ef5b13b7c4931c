import { countLikelihood, type LikelihoodPoint } from './count-likelihood.ts';
import { type EffectsState, FIRST_DISPERSION, FIRST_LOST_SHARE, logMeanAt, PRIOR_SESSIONS } from './effects-state.ts';

const point: LikelihoodPoint = { value: 0, slope: 0, curvature: 0 };

/**
 * A count of 0 is either one of the crowd's own or a lost session (closed, kit broken): EM weights of a zero-inflated count.
 *
 * @see Lambert (1992), Zero-inflated Poisson regression, Technometrics 34(1), 1–14. doi:10.1080/00401706.1992.10485228
 */
export function weighNothings(state: EffectsState): void {
  const { design, lostShare } = state;
  let lost = PRIOR_SESSIONS * FIRST_LOST_SHARE;
  for (let row = 0; row < design.rows; row++) {
    if (design.count[row] !== 0 || design.censored[row] === 1) continue;
    countLikelihood(0, false, logMeanAt(state, row), state.dispersion, point);
    const weight = regularWeight(point.value, lostShare);
    design.weight[row] = weight;
    lost += 1 - weight;
  }
  state.lostShare = lost / (PRIOR_SESSIONS + design.rows);
}

/** Probability that a count of 0 is the crowd's own, given its log-probability if it were. */
function regularWeight(logProbability: number, lostShare: number): number {
  const regular = (1 - lostShare) * Math.exp(logProbability);
  return regular / (regular + lostShare);
}

/** Rows looked at for the dispersion: a sample of this many tells it to a few per cent. */
const DISPERSION_ROWS = 20_000;

/** The most likely dispersion at the present means, searched on its logarithm. */
export function bestDispersion(state: EffectsState): number {
  const stride = Math.max(1, Math.floor(state.design.rows / DISPERSION_ROWS));
  const score = (log: number) => {
    const dispersion = Math.exp(log);
    let sum = -((log - Math.log(FIRST_DISPERSION)) ** 2) / 8;
    for (let row = 0; row < state.design.rows; row += stride) {
      const { count, censored } = state.design;
      countLikelihood(count[row] as number, censored[row] === 1, logMeanAt(state, row), dispersion, point);
      sum += (state.design.weight[row] as number) * point.value;
    }
    return sum;
  };
  return Math.exp(highestPoint(score, Math.log(1e-5), Math.log(20), 0.02));
}

/** Where a function with one peak is highest, to within `width`: golden section search (Kiefer 1953, Proc. AMS 4, 502–506). */
function highestPoint(height: (at: number) => number, from: number, to: number, width: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [atA, atB] = [height(a), height(b)];
  while (high - low > width) {
    if (atA > atB) {
      [high, b, atB] = [b, a, atA];
      a = high - ratio * (high - low);
      atA = height(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + ratio * (high - low);
      atB = height(b);
    }
  }
  return (low + high) / 2;
}
