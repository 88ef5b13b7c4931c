import type { LocalDate } from '../calendar/local-date.ts';
import type { CalibrationTally } from './calibration.ts';
import type { SavedCommon } from './common-level.ts';
import type { TargetRow } from './history.ts';
import type { LevelHabits } from './level-filter.ts';
import type { Spread } from './spread.ts';
import type { Visit } from './visit.ts';

/** Effects on log demand that all venues share; each is shrunk by its group's own estimated variance. */
export type EffectGroup = 'intercept' | 'kind' | 'area' | 'slot' | 'weekday' | 'stintDay' | 'firstVisit' | 'event';

/** What the reports of one venue say about its own level, on the log scale. */
export interface VenueLevel {
  kind?: string;
  area?: string;
  /** Geometric mean of the people remaining in its reports; stands in where a target does not say. */
  typicalRemaining?: number;
  /** Date of the last report. */
  date: LocalDate;
  /** Where its last session stood in its run of dates. */
  visit: Visit;
  reports: number;
  /** Posterior mean of [lasting level, drifting level, deviation on Monday … Sunday]. */
  mean: number[];
  /** Posterior covariance of `mean`, row by row (9 × 9). */
  covariance: number[];
  spread: Spread;
  /** Sessions reported per ISO weekday, Monday first, and how many of them were probably lost. */
  held: number[];
  lost: number[];
  /** How much of each steady effect the level has already absorbed (one a feature, 0 … 1). */
  absorbed: number[];
}

/** A fitted model: plain JSON, saved as it is. */
export interface TurnoutModel {
  version: 2;
  madeFrom: { rows: number; venues: number; from?: LocalDate; to?: LocalDate };
  /** True when mean demand is proportional to people remaining. */
  usesRemaining: boolean;
  /** Stands in where neither the target nor its venue says how many remain. */
  typicalRemaining: number;
  /** Between places demand goes with people remaining by the power 1 + sizeEffect. */
  sizeEffect: number;
  /** `group:level` of places and visits, the order of `effects`; weekdays and events are in `common`. */
  features: string[];
  effects: number[];
  /** Posterior covariance of `effects`, row by row. */
  effectCovariance: number[];
  /** Prior variance of a level of each group, estimated from the data. */
  groupVariance: Record<EffectGroup, number>;
  /** How venue levels differ and drift, and how sessions stray from them. */
  habits: LevelHabits;
  /** The same without allowance for not knowing them: where the next fit begins. */
  likeliest: LevelHabits;
  /** What moves many venues alike, as of its date; `covariance` row by row. */
  common: SavedCommon;
  /** Share of lost sessions (count 0 for reasons of their own) per ISO weekday, Monday first. */
  lostShares: number[];
  /** How often reports fell under each level of their own forecast (calibration.ts). */
  calibration: CalibrationTally;
  venues: Record<string, VenueLevel>;
}

/** The distribution of demand at one session, in people. */
export interface TurnoutForecast {
  mean: number;
  /** variance = mean + dispersion · mean², uncertainty of the estimates included. */
  dispersion: number;
  q05: number;
  q10: number;
  q25: number;
  q50: number;
  q75: number;
  q90: number;
  q95: number;
  /** Expected min(demand, capacity); equals `mean` where the capacity is unknown. */
  servedMean: number;
}

export interface TurnoutTarget extends TargetRow {
  /** Where it stands in its venue's run of dates; by default it follows from the venue's last report. */
  visit?: Visit;
}
