/**
 * −d²/dmean² E[min(D, capacity)] at its highest on 0 ≤ mean ≤ mostMean: how sharply expected recordings bend.
 *
 * With D ~ Poisson(mean · G), G gamma of mean 1 and variance `dispersion`, it is E[G² P(D = capacity − 1 | G)], which
 * rises up to mean = (capacity − 1) / (1 + 2·dispersion) and falls after it.
 */
export function servedCurvature(dispersion: number, capacity: number, mostMean: number): number {
  if (capacity <= 0) return 0;
  const last = capacity - 1;
  const mean = Math.min(mostMean, last / (1 + 2 * dispersion));
  const spread = Math.log1p(dispersion * mean);
  let log = Math.log1p(dispersion) - 2 * spread - (dispersion * mean > 1e-12 ? spread / dispersion : mean);
  if (last > 0 && mean <= 0) return 0;
  for (let n = 1; n <= last; n++) log += Math.log(((1 + dispersion * (1 + n)) * mean) / n) - spread;
  return Math.exp(log);
}
