import type { LocalDate } from '../calendar/local-date.ts';
import type { TurnoutModel } from './turnout-model.ts';

export interface VenueInSlot {
  venue: string;
  kind?: string;
  area?: string;
  slot?: string;
  /** People of its pool not yet recorded. */
  remaining: number;
  /** The first date that is planned: how far ahead the estimate is asked. */
  date: LocalDate;
}

/** `rate` and `dispersion` of a venue in a problem file (planning.md). */
export interface PlanningRates {
  /** Expected demand / remaining, 0 … 1, per ISO weekday, Monday first. */
  rate: number[];
  /** variance = mean + dispersion · mean²; carries both the spread of counts and the uncertainty of the estimate. */
  dispersion: number;
}

export type RatesForPlanning = (model: TurnoutModel, place: VenueInSlot) => PlanningRates;
