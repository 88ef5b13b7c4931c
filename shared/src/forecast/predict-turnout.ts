import { daysBetween, isoWeekday } from '../calendar/local-date.ts';
import { levelOf, lostChance } from './absorb-report.ts';
import { calibrated } from './calibration.ts';
import { quadraticForm } from './cholesky.ts';
import { expectedServed, momentsOf, quantilesOf, tabulateDemand, type UncertainDemand } from './demand-distribution.ts';
import { featureNames, logRemaining, nextStintDay } from './design.ts';
import { commonAhead, levelAhead } from './level-filter.ts';
import type { EffectGroup, TurnoutForecast, TurnoutModel, TurnoutTarget, VenueLevel } from './turnout-model.ts';

const QUANTILES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** Distribution of demand at a session to come. Deterministic; a venue without reports is forecast from its kind and area. */
export function predictTurnout(model: TurnoutModel, target: TurnoutTarget): TurnoutForecast {
  if (model.usesRemaining && target.remaining === 0) return nobody();
  const demand = expectDemand(model, target);
  const table = tabulateDemand(demand, (level) => calibrated(model.calibration, level));
  const [q05, q10, q25, q50, q75, q90, q95] = quantilesOf(table, QUANTILES) as SevenQuantiles;
  const { mean, dispersion } = momentsOf(demand);
  const servedMean = target.capacity === undefined ? mean : Math.min(mean, expectedServed(table, target.capacity));
  return { mean, dispersion, q05, q10, q25, q50, q75, q90, q95, servedMean };
}

type SevenQuantiles = [number, number, number, number, number, number, number];

function nobody(): TurnoutForecast {
  return { mean: 0, dispersion: 0, q05: 0, q10: 0, q25: 0, q50: 0, q75: 0, q90: 0, q95: 0, servedMean: 0 };
}

/**
 * Log mean of demand and the variance of its estimate: of the venue's level, of the common one, and of the shared effects as far as the level has
 * not absorbed their errors.
 */
export function expectDemand(model: TurnoutModel, target: TurnoutTarget): UncertainDemand {
  const venue = model.venues[target.venue];
  const days = venue ? Math.max(0, daysBetween(venue.date, target.date)) : 0;
  const stintDay = target.stintDay ?? (venue ? nextStintDay(days, venue.stintDay) : 1);
  const weekday = isoWeekday(target.date) - 1;
  const level = levelOf(venue, model);
  const own = levelAhead(level.state, weekday, days, model.habits);
  const common = commonAhead(model.common, daysBetween(model.common.date, target.date), model.habits);
  const shared = sharedPart(model, placeOf(target, venue), weekday, stintDay);
  const offset = model.usesRemaining
    ? logRemaining(target.remaining ?? venue?.typicalRemaining ?? model.typicalRemaining)
    : 0;
  return {
    logMean: offset + shared.mean + common.mean + own.mean,
    logVariance: own.variance + common.variance + shared.variance,
    dispersion: model.habits.dispersion,
    lostChance: lostChance(level, model.lostShares, weekday),
  };
}

/** Kind and area as the target says, else as the venue's last report said. */
function placeOf(target: TurnoutTarget, venue: VenueLevel | undefined): TurnoutTarget {
  const kind = target.kind ?? venue?.kind;
  const area = target.area ?? venue?.area;
  return { ...target, ...(kind === undefined ? {} : { kind }), ...(area === undefined ? {} : { area }) };
}

/** Index of each shared effect at work in a session; −1 for a level that the model has never seen. */
export function activeFeatures(
  model: TurnoutModel,
  target: TurnoutTarget,
  weekday: number,
  stintDay: number,
): number[] {
  return featureNames(target, weekday, stintDay).map((name) => model.features.indexOf(name));
}

function sharedPart(model: TurnoutModel, target: TurnoutTarget, weekday: number, stintDay: number) {
  const names = featureNames(target, weekday, stintDay);
  const absorbed = model.venues[target.venue]?.absorbed;
  const open = new Float64Array(model.features.length);
  absorbed?.forEach((share, feature) => {
    open[feature] = -share;
  });
  let mean = 0;
  let variance = 0;
  for (const name of names) {
    const feature = model.features.indexOf(name);
    if (feature < 0) variance += model.groupVariance[name.slice(0, name.indexOf(':')) as EffectGroup];
    else {
      mean += model.effects[feature] as number;
      open[feature] = (open[feature] as number) + 1;
    }
  }
  return { mean, variance: variance + quadraticForm(model.effectCovariance, open) };
}
