import { daysBetween, isoWeekday } from '../calendar/local-date.ts';
import { quadraticForm } from './cholesky.ts';
import { commonAhead } from './common-level.ts';
import { momentsOf } from './demand-distribution.ts';
import { datedFeatures, groupOf, logRemaining, steadyFeatures } from './design.ts';
import { expectDemand, offsetOf, placeOf, visitOf } from './predict-turnout.ts';
import type { TurnoutModel, TurnoutTarget } from './turnout-model.ts';
import { EIGHT_IN_TEN, type Part, venueParts } from './venue-parts.ts';

/** One thing that makes a forecast higher or lower than that of a usual session. */
export interface Driver {
  /**
   * kind, area, slot, weekday: against the average one of the model; stintDay: against a first day; firstVisit: against a venue
   * visited within 90 days; event: against none; remaining: against `typicalRemaining` people; venue: the venue against others
   * like it; venueWeekday: the venue on that weekday against its other days; recent: the venue lately against itself; common: all
   * venues lately; recurring: the date was a feast before; spread: rare crowds that an unsure estimate must reckon with; lost: sessions that come to nothing.
   */
  group: string;
  /** Which kind, area, slot … it is. */
  level?: string;
  /** 0.35 = 35 % more people, −0.2 = 20 % fewer. */
  share: number;
  /** 80 % interval of `share`. */
  low: number;
  high: number;
}

export interface ForecastDrivers {
  /** People at a usual session: all average, first day of a visit that is no first one, `typicalRemaining` people left where used. */
  typical: number;
  /** The largest first; none of them is left out, so typical · Π (1 + share) = the forecast's mean. */
  drivers: Driver[];
}

/** Under this size a driver is not worth a line. */
const TINY_SHARE = 0.03;

/** `unsure` where the 80 % interval of the share holds none: it may as well be the other way round. */
export function weightOf({ share, low, high }: Driver): 'sure' | 'unsure' | 'tiny' {
  if (Math.abs(share) < TINY_SHARE) return 'tiny';
  return low < 0 && high > 0 ? 'unsure' : 'sure';
}

/** Groups told against the average level that the model knows, not against zero. */
const AGAINST_AVERAGE = new Set(['kind', 'area', 'slot', 'weekday']);
/** Groups told against one of their levels. */
const AGAINST: Partial<Record<string, string>> = { stintDay: 'stintDay:1' };

/**
 * What makes the forecast of a session what it is. Effects multiply: on the log scale the forecast is a sum of parts, each told against
 * what is usual for its group; two more factors take the median of the estimate to the mean of demand, exp(variance / 2) (`spread`) and
 * the chance that the session is not lost (`lost`).
 */
export function driversOf(model: TurnoutModel, target: TurnoutTarget): ForecastDrivers {
  let logTypical = 0;
  const drivers: Driver[] = [];
  for (const part of partsOf(model, target)) {
    const usual = usualOf(model, part);
    logTypical += usual.mean;
    if (part.group === 'intercept') continue;
    const deviation = Math.sqrt(usual.variance);
    const told = (z: number) => Math.expm1(part.mean - usual.mean + z * deviation);
    drivers.push({
      group: part.group,
      ...(part.level === undefined ? {} : { level: part.level }),
      share: told(0),
      low: told(-EIGHT_IN_TEN),
      high: told(EIGHT_IN_TEN),
    });
  }
  return { typical: Math.exp(logTypical), drivers: bySize([...drivers, ...fromMedianToMean(model, target)]) };
}

function bySize(drivers: readonly Driver[]): Driver[] {
  const size = ({ share }: Driver) => Math.abs(Math.log1p(share));
  return drivers.toSorted((a, b) => size(b) - size(a));
}

function fromMedianToMean(model: TurnoutModel, target: TurnoutTarget): Driver[] {
  const demand = expectDemand(model, target);
  const exact = (group: string, share: number): Driver => ({ group, share, low: share, high: share });
  const { feast, ...ordinary } = demand;
  const usual = momentsOf({ ...ordinary, lostChance: 0 }).mean;
  const recurring = feast ? [exact('recurring', momentsOf({ ...demand, lostChance: 0 }).mean / usual - 1)] : [];
  return [
    ...recurring,
    exact('spread', usual / Math.exp(demand.logMean) - 1),
    exact('lost', -(demand.lostChance ?? 0)),
  ];
}

/** The usual value of a part, and the variance of what the part differs from it by. */
function usualOf(model: TurnoutModel, part: Part): { mean: number; variance: number } {
  if (part.group === 'intercept') return { mean: part.mean, variance: 0 };
  if (part.group === 'remaining') return { mean: logRemaining(model.typicalRemaining), variance: 0 };
  const average = AGAINST_AVERAGE.has(part.group);
  const against = AGAINST[part.group];
  if (!average && against === undefined) return { mean: 0, variance: part.variance };
  const known = part.group === 'weekday' ? model.common : steadyOf(model);
  const contrast = new Float64Array(known.names.length);
  const peers = known.names.flatMap((name, at) =>
    (average ? name.startsWith(`${part.group}:`) : name === against) ? [at] : [],
  );
  let mean = 0;
  for (const at of peers) {
    mean += (known.mean[at] as number) / peers.length;
    contrast[at] = -1 / peers.length;
  }
  const own = known.names.indexOf(`${part.group}:${part.level ?? ''}`);
  if (own >= 0) contrast[own] = (contrast[own] as number) + 1;
  return { mean, variance: quadraticForm(known.covariance, contrast) + (own < 0 ? part.variance : 0) };
}

interface Effects {
  names: readonly string[];
  mean: readonly number[];
  covariance: readonly number[];
}

function steadyOf({ features, effects, effectCovariance }: TurnoutModel): Effects {
  return { names: features, mean: effects, covariance: effectCovariance };
}

/** Every part of the log mean; their means sum to it. A pool with nobody left is −∞. */
function partsOf(model: TurnoutModel, target: TurnoutTarget): Part[] {
  const venue = model.venues[target.venue];
  const days = venue ? Math.max(0, daysBetween(venue.date, target.date)) : 0;
  const weekday = isoWeekday(target.date) - 1;
  const steady = steadyFeatures(placeOf(model, target), visitOf(model, target));
  const common = commonAhead(model.common, [], target.date, model.habits);
  return [
    ...steady.map((name) => effectPart(model, steadyOf(model), name)),
    ...datedFeatures(target, weekday).map((name) => effectPart(model, model.common, name)),
    ...venueParts(model, target.venue, weekday, days),
    { group: 'common', mean: common.mean, variance: common.variance },
    ...poolPart(model, target),
  ];
}

function effectPart(model: TurnoutModel, { names, mean, covariance }: Effects, name: string): Part {
  const group = groupOf(name);
  const at = names.indexOf(name);
  const variance = at < 0 ? model.groupVariance[group] : (covariance[at * (names.length + 1)] as number);
  const unseenEvent = at < 0 && group === 'event' ? -variance / 2 : 0;
  return { group, level: name.slice(group.length + 1), mean: mean[at] ?? unseenEvent, variance };
}

function poolPart(model: TurnoutModel, target: TurnoutTarget): Part[] {
  if (!model.usesRemaining) return [];
  const mean = target.remaining === 0 ? -Infinity : offsetOf(model, target);
  return [{ group: 'remaining', mean, variance: 0 }];
}
