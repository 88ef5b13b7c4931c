import type { LocalDate } from '../calendar/local-date.ts';
import type { TargetRow } from './history.ts';

/** Effects on log demand that all venues share; each is shrunk by its group's own estimated variance. */
export type EffectGroup = 'intercept' | 'kind' | 'area' | 'slot' | 'weekday' | 'stintDay';

/** What the reports of one venue say about its own level, on the log scale. */
export interface VenueLevel {
  kind?: string;
  area?: string;
  /** Geometric mean of the people remaining in its reports; stands in where a target does not say. */
  typicalRemaining?: number;
  /** Date of the last report. */
  date: LocalDate;
  /** 1 on the first date of a run of consecutive dates. */
  stintDay: number;
  reports: number;
  /** Posterior mean of [lasting level, drifting level, deviation on Monday … Sunday]. */
  mean: number[];
  /** Posterior covariance of `mean`, row by row (9 × 9). */
  covariance: number[];
  /** How much of each shared effect the level has already absorbed (one a feature, 0 … 1). */
  absorbed: number[];
}

/** A fitted model: plain JSON, saved as it is. */
export interface TurnoutModel {
  version: 1;
  madeFrom: { rows: number; venues: number; from?: LocalDate; to?: LocalDate };
  /** True when mean demand is proportional to people remaining. */
  usesRemaining: boolean;
  /** Stands in where neither the target nor its venue says how many remain. */
  typicalRemaining: number;
  /** Negative binomial dispersion of one session around its expectation: variance = mean + dispersion · mean². */
  dispersion: number;
  /** `group:level`, the order of `effects`. */
  features: string[];
  effects: number[];
  /** Posterior covariance of `effects`, row by row. */
  effectCovariance: number[];
  /** Prior variance of a level of each group, estimated from the data. */
  groupVariance: Record<EffectGroup, number>;
  /** Prior variances of a venue's level on the log scale, and the days in which a drift falls to 1/e. */
  levelVariance: { lasting: number; drifting: number; weekday: number };
  driftDays: number;
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
  /** Day of the run of consecutive dates, 1 … ; by default it follows from the venue's last report. */
  stintDay?: number;
}
