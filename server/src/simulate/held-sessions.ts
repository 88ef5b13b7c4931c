import { daysBetween, type LocalDate } from '@jemput/shared/calendar/local-date';
import { windowHours } from '@jemput/shared/calendar/time-of-day';
import { surpriseOf, type UsualRange } from '@jemput/shared/field/surprise';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import type { Kit } from '@jemput/shared/kits/kit';
import type { Venue } from '@jemput/shared/places/venue';
import { historyRow } from '../forecast/read-history.ts';
import type { HiddenTurnout } from './hidden-turnout.ts';
import { FIRST_VISIT_AFTER_DAYS } from './oracle-policy.ts';

/** A session of today, as it stands in the morning. */
export interface TodaysSession {
  venue: Venue;
  slot: { id: string; startTime: string; endTime: string };
  kits: Kit[];
}

export interface VisitState {
  last: LocalDate;
  stintDay: number;
  isFirstVisit: boolean;
}

export interface HeldEvening {
  /** As the forecast learns from it. */
  report: HistoryRow;
  /** Everybody who came, counted or not. */
  came: number;
  /** People recorded. */
  served: number;
}

/** Recordings that the kits can finish, as the office counts them. */
export function capacityOf({ kits, slot }: TodaysSession): number {
  const perHour = kits.reduce((sum, kit) => sum + kit.recordingsPerHour, 0);
  return Math.floor(perHour * windowHours(slot.startTime, slot.endTime) + 1e-9);
}

export function visitOn(before: VisitState | undefined, date: LocalDate): VisitState {
  const days = before ? daysBetween(before.last, date) : Number.POSITIVE_INFINITY;
  if (before && days <= 1) return { last: date, stintDay: before.stintDay + 1, isFirstVisit: before.isFirstVisit };
  return { last: date, stintDay: 1, isFirstVisit: days > FIRST_VISIT_AFTER_DAYS };
}

/**
 * Who comes, who is recorded, and what the crew reports of it: those sent home where it counts them, and why so few came
 * where it is asked, which it is when the count lies outside its forecast.
 */
export function holdSession(
  truth: HiddenTurnout,
  session: TodaysSession,
  at: { date: LocalDate; visit: VisitState; remaining: number; reachable: number; usual: UsualRange | undefined },
): HeldEvening {
  const { venue, slot, kits } = session;
  const { date, visit, remaining, reachable, usual } = at;
  const { stintDay, isFirstVisit } = visit;
  const came = truth.demand({ venue, date, stintDay, isFirstVisit, reachable });
  const capacity = capacityOf(session);
  const isCutShort = truth.isCutShort(venue, date);
  const served = Math.min(came, isCutShort ? Math.floor(capacity / 2) : capacity);
  const isThorough = truth.isCrewThorough(venue, date);
  const turnedAway = isThorough ? came - served : null;
  const isAsked = usual !== undefined && surpriseOf({ served, turnedAway, capacity }, usual) === 'fewer';
  const reason = isAsked && isThorough && isCutShort ? 'power' : null;
  const row = { venueId: venue.id, date, slotId: slot.id, kits: kits.length, capacity, remaining, served, turnedAway };
  return { report: historyRow({ ...row, reason }, venue), came, served };
}
