import { inversePositiveDefinite, multiply, quadraticForm } from './cholesky.ts';
import { countLikelihood, type LikelihoodPoint } from './count-likelihood.ts';
import type { Design } from './design.ts';
import {
  type EffectsState,
  logMeanAt,
  PRIOR_LEVELS,
  PRIOR_VARIANCE,
  PRIOR_VENUE_VARIANCE,
  startState,
} from './effects-state.ts';
import { bestDispersion, weighNothings } from './fit-dispersion.ts';
import { moveSizeEffect } from './fit-size.ts';
import type { EffectGroup } from './turnout-model.ts';

const GROUPS = Object.keys(PRIOR_VARIANCE) as EffectGroup[];

/** Shared effects on log demand and what is left between venues. */
export interface SharedEffects {
  effects: Float64Array;
  /** Posterior covariance of `effects`, row by row. */
  covariance: Float64Array;
  groupVariance: Record<EffectGroup, number>;
  venueVariance: number;
  dispersion: number;
  /** Share of sessions that came to nothing for reasons of their own. */
  lostShare: number;
}

/** Log-likelihood and its derivatives at one state: dense between shared effects, diagonal between venues. */
interface Curvature {
  logLikelihood: number;
  effectSlope: Float64Array;
  venueSlope: Float64Array;
  between: Float64Array;
  cross: Float64Array;
  venue: Float64Array;
}

/**
 * Penalised likelihood with variances from the data: Newton steps on effects and venue levels in turn with EM steps on the
 * variances and a line search on the dispersion. Linear in rows: venues are eliminated one by one (Schur complement).
 *
 * @param pooled leaves venue levels out (the baseline regression)
 * @see Breslow & Clayton (1993), Approximate inference in generalized linear mixed models, JASA 88(421), 9–25.
 *   doi:10.1080/01621459.1993.10594284
 */
export function fitEffects(design: Design, { pooled = false }: { pooled?: boolean } = {}): SharedEffects {
  const state = startState(design, pooled);
  let here = curvatureAt(state);
  let covariance = solveBetween(state, here).covariance;
  for (let round = 0; round < 40 && design.rows > 0; round++) {
    const before = { ...state.groupVariance, venue: state.venueVariance, dispersion: state.dispersion };
    const step = solveBetween(state, here);
    here = moveUphill(state, here, step);
    covariance = step.covariance;
    updateVariances(state, here, covariance);
    if (round % 4 === 1) {
      weighNothings(state);
      state.dispersion = bestDispersion(state);
      moveSizeEffect(state, here.venue);
      here = curvatureAt(state);
    }
    if (round > 6 && settled(state, before) && step.size < 1e-3) break;
  }
  const { effects, groupVariance, venueVariance, dispersion, lostShare } = state;
  return { effects, covariance, groupVariance, venueVariance, dispersion, lostShare };
}

const point: LikelihoodPoint = { value: 0, slope: 0, curvature: 0 };

function curvatureAt(state: EffectsState): Curvature {
  const { design } = state;
  const size = design.features.length;
  const venues = design.venueNames.length;
  const between = new Float64Array(size * size);
  const cross = new Float64Array(venues * size);
  const effectSlope = new Float64Array(size);
  const venueSlope = new Float64Array(venues);
  const venue = new Float64Array(venues);
  let logLikelihood = 0;
  for (let row = 0; row < design.rows; row++) {
    countLikelihood(
      design.count[row] as number,
      design.censored[row] === 1,
      logMeanAt(state, row),
      state.dispersion,
      point,
    );
    const weight = design.weight[row] as number;
    logLikelihood += weight * point.value;
    point.slope *= weight;
    point.curvature *= weight;
    const own = design.venue[row] as number;
    venueSlope[own] = (venueSlope[own] as number) + point.slope;
    venue[own] = (venue[own] as number) + point.curvature;
    const active = design.active[row] as Int32Array;
    for (let a = 0; a < active.length; a++) {
      const first = active[a] as number;
      effectSlope[first] = (effectSlope[first] as number) + point.slope;
      cross[own * size + first] = (cross[own * size + first] as number) + point.curvature;
      for (let b = 0; b < active.length; b++) {
        const cell = first * size + (active[b] as number);
        between[cell] = (between[cell] as number) + point.curvature;
      }
    }
  }
  return { logLikelihood, effectSlope, venueSlope, between, cross, venue };
}

function effectVariance(state: EffectsState, feature: number): number {
  return state.groupVariance[state.groupOf[feature] as EffectGroup];
}

function priorMean(state: EffectsState, feature: number): number {
  return feature === 0 ? state.priorIntercept : 0;
}

interface NewtonStep {
  effects: Float64Array;
  venues: Float64Array;
  covariance: Float64Array;
  /** Longest change of any effect. */
  size: number;
}

/** One Newton step; the inverse of the Schur complement is the posterior covariance of the shared effects. */
function solveBetween(state: EffectsState, at: Curvature): NewtonStep {
  const size = state.design.features.length;
  const venues = state.pooled ? 0 : state.design.venueNames.length;
  const reduced = at.between.slice();
  const slope = at.effectSlope.slice();
  for (let feature = 0; feature < size; feature++) {
    const precision = 1 / effectVariance(state, feature);
    const cell = feature * (size + 1);
    reduced[cell] = (reduced[cell] as number) + precision;
    slope[feature] =
      (slope[feature] as number) - ((state.effects[feature] as number) - priorMean(state, feature)) * precision;
  }
  const venueSlope = new Float64Array(venues);
  for (let venue = 0; venue < venues; venue++) {
    const own = at.cross.subarray(venue * size, (venue + 1) * size);
    const precision = (at.venue[venue] as number) + 1 / state.venueVariance;
    venueSlope[venue] = (at.venueSlope[venue] as number) - (state.venueEffects[venue] as number) / state.venueVariance;
    eliminate(reduced, slope, own, precision, venueSlope[venue] as number);
  }
  const covariance = inversePositiveDefinite(reduced, size);
  const effects = multiply(covariance, slope);
  const moves = venueSlope.map((own, venue) => {
    let shared = 0;
    for (let feature = 0; feature < size; feature++) {
      shared += (at.cross[venue * size + feature] as number) * (effects[feature] as number);
    }
    return (own - shared) / ((at.venue[venue] as number) + 1 / state.venueVariance);
  });
  return { effects, venues: moves, covariance, size: effects.reduce((most, one) => Math.max(most, Math.abs(one)), 0) };
}

/** Takes one venue out of the equations; only the effects its rows carry are touched. */
function eliminate(
  reduced: Float64Array,
  slope: Float64Array,
  cross: Float64Array,
  precision: number,
  own: number,
): void {
  const size = slope.length;
  const carried: number[] = [];
  for (let feature = 0; feature < size; feature++) if (cross[feature] !== 0) carried.push(feature);
  for (const row of carried) {
    const share = (cross[row] as number) / precision;
    slope[row] = (slope[row] as number) - share * own;
    for (const column of carried) {
      const cell = row * size + column;
      reduced[cell] = (reduced[cell] as number) - share * (cross[column] as number);
    }
  }
}

function penalised(state: EffectsState, logLikelihood: number): number {
  let penalty = 0;
  state.effects.forEach((effect, feature) => {
    penalty += (effect - priorMean(state, feature)) ** 2 / effectVariance(state, feature);
  });
  for (const level of state.venueEffects) penalty += level ** 2 / state.venueVariance;
  return logLikelihood - penalty / 2;
}

/** Takes the step, halved until the penalised likelihood no longer falls. */
function moveUphill(state: EffectsState, from: Curvature, step: NewtonStep): Curvature {
  const start = { effects: state.effects, venueEffects: state.venueEffects };
  const height = penalised(state, from.logLikelihood);
  for (let share = Math.min(1, 3 / step.size); share > 1e-3; share /= 2) {
    state.effects = start.effects.map((effect, at) => effect + share * (step.effects[at] as number));
    state.venueEffects = start.venueEffects.map((level, at) => level + share * (step.venues[at] ?? 0));
    const there = curvatureAt(state);
    if (penalised(state, there.logLikelihood) >= height - 1e-9 * Math.abs(height)) return there;
  }
  Object.assign(state, start);
  return from;
}

/** EM: the mean square of a group's levels, their own uncertainty included (Dempster, Laird & Rubin 1977, JRSS B 39, 1–38). */
function updateVariances(state: EffectsState, at: Curvature, covariance: Float64Array): void {
  const size = state.design.features.length;
  for (const group of GROUPS) {
    if (group === 'intercept') continue;
    let squares = PRIOR_LEVELS * PRIOR_VARIANCE[group];
    let levels = PRIOR_LEVELS;
    state.groupOf.forEach((own, feature) => {
      if (own !== group) return;
      squares += (state.effects[feature] as number) ** 2 + (covariance[feature * (size + 1)] as number);
      levels += 1;
    });
    state.groupVariance[group] = squares / levels;
  }
  if (state.pooled) return;
  let squares = PRIOR_LEVELS * PRIOR_VENUE_VARIANCE;
  state.venueEffects.forEach((level, venue) => {
    const precision = (at.venue[venue] as number) + 1 / state.venueVariance;
    const centre = at.cross.subarray(venue * size, (venue + 1) * size);
    squares += level ** 2 + 1 / precision + quadraticForm(covariance, centre) / precision ** 2;
  });
  state.venueVariance = squares / (PRIOR_LEVELS + state.venueEffects.length);
}

function settled(
  state: EffectsState,
  before: Record<EffectGroup, number> & { venue: number; dispersion: number },
): boolean {
  const close = (now: number, then: number) => Math.abs(Math.log(now / then)) < 0.02;
  return (
    GROUPS.every((group) => close(state.groupVariance[group], before[group])) &&
    close(state.venueVariance, before.venue) &&
    close(state.dispersion, before.dispersion)
  );
}
