/** What a session brings at one mean demand, for many capacities at once: one row of each array per capacity. */
export interface ServedByCapacity {
  /** E[min(D, capacity)]. */
  served: Float64Array;
  /** Its slope: d/dmean, 0…1. */
  slope: Float64Array;
  /** Its bend: −d²/dmean², ≥ 0. */
  bend: Float64Array;
}

export function roomFor(capacities: number): ServedByCapacity {
  return {
    served: new Float64Array(capacities),
    slope: new Float64Array(capacities),
    bend: new Float64Array(capacities),
  };
}

const RESCALE = 1e200;
const LOG_RESCALE = Math.log(RESCALE);
/** A share of the first tail under which what still follows changes no digit. */
const NOTHING = 1e-18;

/**
 * As `negativeBinomialServed`, once over n for all capacities: Σ P(D > n) for n < c, slope Σ m·P(D = m) / mean for
 * m ≤ c, bend (c + 1)·c·P(D = c + 1) / mean². README.md ("The bend") derives the last two.
 *
 * @param mean people expected to come, ≥ 0
 * @param capacities whole recordings, ascending
 */
export function servedByCapacity(
  mean: number,
  dispersion: number,
  capacities: ArrayLike<number>,
  out: ServedByCapacity,
): void {
  const { served, slope, bend } = out;
  if (mean <= 0) {
    for (let at = 0; at < capacities.length; at++) {
      const capacity = capacities[at] as number;
      served[at] = 0;
      slope[at] = capacity > 0 ? 1 : 0;
      bend[at] = capacity === 1 ? 1 + dispersion : 0;
    }
    return;
  }
  const step = mean / (1 + dispersion * mean);
  let logScale = dispersion * mean > 1e-12 ? -Math.log1p(dispersion * mean) / dispersion : -mean;
  let scale = Math.exp(logScale);
  const firstTail = -Math.expm1(logScale);
  let tail = firstTail;
  let probability = 1;
  let sum = 0;
  let moment = 0;
  let n = 0;
  for (let at = 0; at < capacities.length; at++) {
    const capacity = capacities[at] as number;
    // n sessions' places are summed: P(D > i) for i < n, i·P(D = i) for i ≤ n; `probability` · `scale` is P(D = n).
    while (n < capacity && (tail > NOTHING * firstTail || n < mean)) {
      sum += tail;
      probability *= (step * (1 + n * dispersion)) / (n + 1);
      n++;
      if (probability > RESCALE) {
        probability /= RESCALE;
        logScale += LOG_RESCALE;
        scale = Math.exp(logScale);
      }
      const here = probability * scale;
      tail = Math.max(0, tail - here);
      moment += n * here;
    }
    served[at] = Math.min(sum, mean, capacity);
    slope[at] = Math.min(1, moment / mean);
    const next = (probability * scale * step * (1 + n * dispersion)) / (n + 1);
    bend[at] = n < capacity || capacity < 1 ? 0 : (next * (n + 1) * n) / (mean * mean);
  }
}
