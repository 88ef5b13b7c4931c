import { daysBetween, isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import { levelOf, lostChance, spreadsOf } from './absorb-report.ts';
import { calibrated, calibrationFrom } from './calibration.ts';
import { quadraticForm } from './cholesky.ts';
import { type CommonPart, commonAhead } from './common-level.ts';
import { expectedServed, momentsOf, quantilesOf, tabulateDemand, type UncertainDemand } from './demand-distribution.ts';
import { datedFeatures, groupOf, remainingOffset, steadyFeatures } from './design.ts';
import { type LogNormalPart, levelAhead, unseenLevel } from './level-filter.ts';
import { dispersionAt } from './spread.ts';
import type { TurnoutForecast, TurnoutModel, TurnoutTarget, VenueLevel } from './turnout-model.ts';
import { nextVisit, type Visit } from './visit.ts';

const QUANTILES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** Distribution of demand at a session to come. Deterministic; a venue without reports is forecast from its kind and area. */
export function predictTurnout(model: TurnoutModel, target: TurnoutTarget): TurnoutForecast {
  if (model.usesRemaining && target.remaining === 0) return nobody();
  const demand = expectDemand(model, target);
  const calibration = calibrationFrom(model.calibration);
  const table = tabulateDemand(demand, (level) => calibrated(calibration, level));
  const [q05, q10, q25, q50, q75, q90, q95] = quantilesOf(table, QUANTILES) as SevenQuantiles;
  const { mean, dispersion } = momentsOf(demand);
  const servedMean = target.capacity === undefined ? mean : Math.min(mean, expectedServed(table, target.capacity));
  return { mean, dispersion, q05, q10, q25, q50, q75, q90, q95, servedMean };
}

type SevenQuantiles = [number, number, number, number, number, number, number];

function nobody(): TurnoutForecast {
  return { mean: 0, dispersion: 0, q05: 0, q10: 0, q25: 0, q50: 0, q75: 0, q90: 0, q95: 0, servedMean: 0 };
}

/** Log variance beyond which an estimate says nothing anyway: 80 % between a ninth and nine times the median. */
const MOST_UNSURE = 3;

/** Log mean of demand and the variance of its estimate. */
export function expectDemand(model: TurnoutModel, target: TurnoutTarget): UncertainDemand {
  const venue = model.venues[target.venue];
  const weekday = isoWeekday(target.date) - 1;
  const known = venue ?? levelOf(undefined, model.habits, model.features.length);
  const own = ownPart(venue, target.date, model);
  const common = commonPart(model, target);
  const steady = steadyPart(model, target);
  return {
    logMean: offsetOf(model, target) + steady.mean + common.mean + own.mean,
    logVariance: Math.min(MOST_UNSURE, own.variance + common.variance + steady.variance),
    dispersion: dispersionAt(spreadsOf(known, model.common, weekday), model.habits),
    lostChance: lostChance(known, model.lostShares, weekday),
    ...(common.feast ? { feast: common.feast } : {}),
  };
}

/** What people remaining add to log demand; 0 where they are not used. */
export function offsetOf(model: TurnoutModel, { venue, remaining }: TurnoutTarget): number {
  if (!model.usesRemaining) return 0;
  const known = model.venues[venue]?.typicalRemaining;
  const now = remaining ?? known ?? model.typicalRemaining;
  return remainingOffset(model, now, known ?? now);
}

function ownPart(venue: VenueLevel | undefined, date: LocalDate, { habits }: TurnoutModel): LogNormalPart {
  const days = venue ? daysBetween(venue.date, date) : 0;
  return levelAhead(venue ?? unseenLevel(habits.variances), isoWeekday(date) - 1, days, habits);
}

/** What dates have in common: level, shock, weekday and events. */
export function commonPart(model: TurnoutModel, target: TurnoutTarget): CommonPart {
  const { names } = model.common;
  const features = datedFeatures(target, isoWeekday(target.date) - 1);
  const known = features.map((name) => names.indexOf(name)).filter((at) => at >= 0);
  const part = commonAhead(model.common, known, target.date, model.habits);
  // An event never seen makes the crowd less sure, not larger: the median gives way by half the variance.
  const unseen = features
    .filter((name) => !names.includes(name))
    .reduce((sum, name) => sum + model.groupVariance[groupOf(name)], 0);
  return { ...part, mean: part.mean - unseen / 2, variance: part.variance + unseen };
}

/** Effects of place and visit, as far as the venue's level has not absorbed their errors. */
function steadyPart(model: TurnoutModel, target: TurnoutTarget): LogNormalPart {
  const open = new Float64Array(model.features.length);
  model.venues[target.venue]?.absorbed.forEach((share, feature) => {
    open[feature] = -share;
  });
  let mean = 0;
  let variance = 0;
  for (const name of steadyFeatures(placeOf(model, target), visitOf(model, target))) {
    const feature = model.features.indexOf(name);
    if (feature < 0) variance += model.groupVariance[groupOf(name)];
    else {
      mean += model.effects[feature] as number;
      open[feature] = (open[feature] as number) + 1;
    }
  }
  return { mean, variance: variance + quadraticForm(model.effectCovariance, open) };
}

export function visitOf(model: TurnoutModel, { venue, visit, date }: TurnoutTarget): Visit {
  const before = model.venues[venue];
  return visit ?? nextVisit(before && { ...before.visit, date: before.date }, date);
}

/** Kind and area as the target says, else as the venue's last report said. */
export function placeOf(model: TurnoutModel, target: TurnoutTarget): TurnoutTarget {
  const venue = model.venues[target.venue];
  const kind = target.kind ?? venue?.kind;
  const area = target.area ?? venue?.area;
  return { ...target, ...(kind === undefined ? {} : { kind }), ...(area === undefined ? {} : { area }) };
}
