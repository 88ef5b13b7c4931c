import { type Design, groupOf } from './design.ts';
import type { EffectGroup } from './turnout-model.ts';

/**
 * Weak prior knowledge of the variances, worth one level of a group: what a model without reports believes, and soon outweighed.
 * 0.09 is a standard deviation of 30 % between, say, two slots.
 */
export const PRIOR_VARIANCE: Record<EffectGroup, number> = {
  intercept: 2.25,
  kind: 0.25,
  area: 0.09,
  slot: 0.09,
  weekday: 0.04,
  stintDay: 0.04,
  firstVisit: 0.04,
  event: 0.16,
};
export const PRIOR_VENUE_VARIANCE = 0.5;
export const PRIOR_LEVELS = 1;

/** Prior guess of demand at a session: one in ten of the people remaining, or 40 where that is not told. */
const PRIOR_LOG_RATE = Math.log(0.1);
const PRIOR_LOG_COUNT = Math.log(40);
/** Of a rate more is known beforehand than of a count: between 4 % and a quarter of those who remain, with 80 % probability. */
const PRIOR_RATE_VARIANCE = 0.5;
export const FIRST_DISPERSION = 0.2;
export const FIRST_LOST_SHARE = 0.02;
/** Prior sessions, lost or not, that FIRST_LOST_SHARE is worth. */
export const PRIOR_SESSIONS = 20;

/** Where the fit of the shared effects stands; `design.weight` is part of it. */
export interface EffectsState {
  design: Design;
  pooled: boolean;
  priorIntercept: number;
  groupOf: EffectGroup[];
  effects: Float64Array;
  venueEffects: Float64Array;
  groupVariance: Record<EffectGroup, number>;
  venueVariance: number;
  dispersion: number;
  lostShare: number;
}

export function startState(design: Design, pooled: boolean): EffectsState {
  const priorIntercept = design.usesRemaining ? PRIOR_LOG_RATE : PRIOR_LOG_COUNT;
  const effects = new Float64Array(design.features.length);
  const exposure = design.offset.reduce((sum, offset) => sum + Math.exp(offset), 0);
  const counted = design.count.reduce((sum, count) => sum + count, 0);
  effects[0] = counted > 0 ? Math.log(counted / exposure) : priorIntercept;
  return {
    design,
    pooled,
    priorIntercept,
    groupOf: design.features.map(groupOf),
    effects,
    venueEffects: new Float64Array(design.venueNames.length),
    groupVariance: { ...PRIOR_VARIANCE, ...(design.usesRemaining ? { intercept: PRIOR_RATE_VARIANCE } : {}) },
    venueVariance: PRIOR_VENUE_VARIANCE,
    dispersion: FIRST_DISPERSION,
    lostShare: FIRST_LOST_SHARE,
  };
}

export function logMeanAt(state: EffectsState, row: number): number {
  const { design, effects } = state;
  const active = design.active[row] as Int32Array;
  let sum = design.offset[row] as number;
  for (let at = 0; at < active.length; at++) sum += effects[active[at] as number] as number;
  return state.pooled ? sum : sum + (state.venueEffects[design.venue[row] as number] as number);
}
