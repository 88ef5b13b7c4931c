/**
 * Expected recordings of one session: E[min(D, capacity)] = Σ P(D > n) for n = 0 … capacity − 1, exactly.
 *
 * D is negative binomial with mean `mean` and variance `mean + dispersion · mean²`, Poisson where `dispersion` is 0.
 * The probabilities follow p(n+1) = p(n) · mean (1 + n·dispersion) / ((n+1)(1 + dispersion·mean)), kept with a separate
 * exponent while they are too small for a double.
 *
 * @param mean people expected to come, ≥ 0
 * @param dispersion ≥ 0
 * @param capacity whole recordings, ≥ 0
 * @see Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed., section 5.5 (recurrence)
 */
export function negativeBinomialServed(mean: number, dispersion: number, capacity: number): number {
  if (mean <= 0 || capacity <= 0) return 0;
  const step = mean / (1 + dispersion * mean);
  let logScale = dispersion * mean > 1e-12 ? -Math.log1p(dispersion * mean) / dispersion : -mean;
  // -expm1 keeps the first tail exact where almost nobody comes.
  let tail = -Math.expm1(logScale);
  let probability = 1;
  let scale = Math.exp(logScale);
  let served = tail;
  for (let n = 0; n + 1 < capacity; n++) {
    probability *= (step * (1 + n * dispersion)) / (n + 1);
    if (probability > RESCALE) {
      probability /= RESCALE;
      logScale += LOG_RESCALE;
      scale = Math.exp(logScale);
    }
    tail -= probability * scale;
    if (tail <= 0) break;
    served += tail;
  }
  return Math.min(served, mean, capacity);
}

const RESCALE = 1e200;
const LOG_RESCALE = Math.log(RESCALE);
