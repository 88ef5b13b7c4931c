import type { ArrivalProfile } from './evening.ts';
import type { NoShows } from './no-shows.ts';

/**
 * What nobody has measured yet. Each is an assumption that planners are shown as such, until the queue of the evening
 * itself (numbers called, people recorded) tells better.
 */

/**
 * Standard deviation of a recording's minutes / their mean. Assumed: means are told between 3.3 (Solo 2013: 180 people, two
 * kits, five hours) and 10 to 15 minutes (Buleleng 2022, pupils), their spread nowhere. 0.5 lies between a clockwork's 0 and
 * the exponential's 1.
 */
export const SERVICE_SPREAD = 0.5;

/** Standard deviation of an evening's pace / what is planned: staff and kits differ. Assumed. */
export const EVENING_PACE_SPREAD = 0.1;

/** A desk that called somebody who is not there goes on after so many minutes. Assumed. */
export const SKIP_MINUTES = 1;

/** Spread of demand where only its mean is given: variance = mean + 0.1 · mean², about a third either way. */
export const DEMAND_DISPERSION = 0.1;

/**
 * Numbers ask people to come spread over the time of letting in; holders come around that minute with this standard deviation, as
 * a share of that time: a quarter of an hour of five hours.
 */
export const LATENESS_SHARE = 0.05;

/** Share of those who want to be recorded who come without a number. */
export const WALK_IN_SHARE = 0.2;

/**
 * Told of two occasions only: 461 of 1,848 pupils absent (Sangihe 2023), 400 of 800 numbers (an office's app). A quarter, and as
 * unsure of it as after 8 numbers: between 5 and 52 % in nine evenings of ten.
 */
export const NO_SHOWS: NoShows = { meanShare: 0.25, knownNumbers: 8 };

export const arrivalPatterns = ['early', 'even', 'late'] as const;
export type ArrivalPattern = (typeof arrivalPatterns)[number];

/** Parts of equal length of the time in which people are let in; `early` is what is taken where nothing is said. */
export const arrivalProfiles: Record<ArrivalPattern, ArrivalProfile> = {
  early: { earlyShare: 0.15, weights: [30, 25, 20, 15, 10] },
  even: { earlyShare: 0, weights: [1] },
  late: { earlyShare: 0.05, weights: [10, 15, 30, 30, 15] },
};

/**
 * How long before closing the doors close, in minutes, so that whoever is inside can be finished: three recordings long and at
 * least a quarter of an hour, in steps of five minutes; never more than half of the time.
 */
export function usualLastEntryMinutes(meanMinutes: number, openMinutes: number): number {
  return Math.min(Math.max(15, Math.ceil((3 * meanMinutes) / 5) * 5), Math.floor(openMinutes / 2));
}
