import { addDays, dateRange, isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import { momentsOf } from './demand-distribution.ts';
import { expectDemand, visitOf } from './predict-turnout.ts';
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
  /** The last date that is planned; without it, and without `eventsOn`, no date differs from its weekday. */
  end?: LocalDate;
  /** Names of the events that are on at a date there. */
  eventsOn?: (date: LocalDate) => readonly string[];
}

/** `rate` and `dispersion` of a venue in a problem file (planning.md). */
export interface PlanningRates {
  /** Expected demand / remaining, 0 … 1, per ISO weekday, Monday first. */
  rate: number[];
  /** The rate of each date on which an event is on. */
  rateOn: Record<LocalDate, number>;
  /** variance = mean + dispersion · mean²; carries both the spread of counts and the uncertainty of the estimate. */
  dispersion: number;
}

/**
 * Turnout rates for the planner from the week that begins on `date`; a pool with nobody left has rate 0. A date with
 * events has the rate of its weekday in that week, had they been on then.
 */
export function ratesForPlanning(model: TurnoutModel, place: VenueInSlot): PlanningRates {
  const { date, end = date, eventsOn = () => [], ...session } = place;
  const firstDay = (on: LocalDate) => ({ ...visitOf(model, { ...session, date: on }), stintDay: 1 });
  const momentsAt = (on: LocalDate, events: readonly string[]) =>
    momentsOf(expectDemand(model, { ...session, date: on, visit: firstDay(on), events }));
  const rateOf = (mean: number) => (place.remaining > 0 ? Math.min(1, mean / place.remaining) : 0);
  const week = dateRange(date, addDays(date, 6));
  const rate = new Array<number>(7).fill(0);
  let dispersion = 0;
  for (const on of week) {
    const moments = momentsAt(on, []);
    dispersion += moments.dispersion / week.length;
    rate[isoWeekday(on) - 1] = rateOf(moments.mean);
  }
  const rateOn: Record<LocalDate, number> = {};
  const known = new Map<string, number>();
  dateRange(date, end).forEach((on, ahead) => {
    const events = eventsOn(on);
    if (events.length === 0) return;
    const key = [ahead % 7, ...events].join(' ');
    const own = known.get(key) ?? rateOf(momentsAt(addDays(date, ahead % 7), events).mean);
    known.set(key, own);
    rateOn[on] = own;
  });
  return { rate, rateOn, dispersion };
}
