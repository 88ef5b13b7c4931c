import type { EffectsState } from './effects-state.ts';

/** Standard deviation of the size effect beforehand: 0 is a share that does not depend on size, −1 a number that does not. */
const PRIOR_SPREAD = 0.5;

/**
 * Moves the size effect to where what is left between venues no longer goes with their size, each kind for itself: generalised
 * least squares on the venue levels, whose shrinkage is undone, with a normal prior at 0.
 *
 * @param precision of each venue's level by its own reports
 */
export function moveSizeEffect(state: EffectsState, precision: Float64Array): void {
  const { design, pooled, venueVariance, venueEffects } = state;
  if (pooled || !design.usesRemaining) return;
  const sizes = centredSizes(design);
  const prior = venueVariance / PRIOR_SPREAD ** 2;
  let slope = -design.sizeEffect * prior;
  let curvature = prior;
  sizes.forEach((size, venue) => {
    const own = precision[venue] as number;
    const known = own / (own + 1 / venueVariance);
    slope += size * (venueEffects[venue] as number);
    curvature += known * size * size;
  });
  const move = slope / curvature;
  design.sizeEffect += move;
  design.offset.forEach((offset, row) => {
    const venue = design.venue[row] as number;
    const usual = design.venueRemaining[venue] as number;
    if (usual > 0) design.offset[row] = offset + move * Math.log(usual / design.typicalRemaining);
  });
  sizes.forEach((size, venue) => {
    const own = precision[venue] as number;
    const known = own / (own + 1 / venueVariance);
    venueEffects[venue] = (venueEffects[venue] as number) - known * move * size;
  });
}

/** Log of people usually remaining at each venue, less the mean of its kind; 0 where nobody told. */
function centredSizes(design: EffectsState['design']): Float64Array {
  const sizes = design.venueRemaining.map((usual) => (usual > 0 ? Math.log(usual) : 0));
  const sums = new Map<string, { sum: number; count: number }>();
  const kindOf = (venue: number) => design.sorted[design.lastRow[venue] as number]?.kind ?? '';
  sizes.forEach((size, venue) => {
    if ((design.venueRemaining[venue] as number) === 0) return;
    const own = sums.get(kindOf(venue)) ?? { sum: 0, count: 0 };
    sums.set(kindOf(venue), { sum: own.sum + size, count: own.count + 1 });
  });
  return sizes.map((size, venue) => {
    if ((design.venueRemaining[venue] as number) === 0) return 0;
    const { sum, count } = sums.get(kindOf(venue)) ?? { sum: 0, count: 1 };
    return size - sum / count;
  });
}
