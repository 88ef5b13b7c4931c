import { addDays, isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import { momentsOf } from './demand-distribution.ts';
import { expectDemand } from './predict-turnout.ts';
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

/** Turnout rates for the planner from the week that begins on `date`; a pool with nobody left has rate 0. */
export function ratesForPlanning(model: TurnoutModel, place: VenueInSlot): PlanningRates {
  const { date, ...session } = place;
  const rate = new Array<number>(7).fill(0);
  let dispersion = 0;
  for (let ahead = 0; ahead < 7; ahead++) {
    const on = addDays(date, ahead);
    const moments = momentsOf(expectDemand(model, { ...session, date: on, stintDay: 1 }));
    dispersion += moments.dispersion / 7;
    if (place.remaining > 0) rate[isoWeekday(on) - 1] = Math.min(1, moments.mean / place.remaining);
  }
  return { rate, dispersion };
}
