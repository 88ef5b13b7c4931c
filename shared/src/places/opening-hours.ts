import { dateRange, isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import type { OfficeCalendar } from '../calendar/office-calendar.ts';
import { pasaranOf } from '../calendar/pasaran.ts';
import type { Opening } from './venue.ts';

/**
 * True on `also` in any case; else on the rule's weekdays and market days, less `except` and the kinds of day in the
 * office's calendar on which the venue is closed.
 */
export function isOpenOn(rule: Opening, date: LocalDate, calendar: OfficeCalendar): boolean {
  if (rule.also.includes(date)) return true;
  if (!rule.weekdays.includes(isoWeekday(date)) || rule.except.includes(date)) return false;
  const { pasaran = [], closedOn = [] } = rule;
  if (pasaran.length > 0 && !pasaran.includes(pasaranOf(date))) return false;
  return closedOn.length === 0 || !calendar.kindsOn(date).some((kind) => closedOn.includes(kind));
}

/** An opening rule that whoever knows weekdays and dates can read: what planning problems are exchanged with. */
export interface PlainOpening {
  weekdays: number[];
  except: LocalDate[];
  also: LocalDate[];
}

/** The same open dates from `start` to `end`, told without market days and calendar. */
export function plainOpening(
  rule: Opening,
  calendar: OfficeCalendar,
  { start, end }: { start: LocalDate; end: LocalDate },
): PlainOpening {
  const { weekdays, except, also, pasaran = [], closedOn = [] } = rule;
  if (pasaran.length === 0 && closedOn.length === 0) return { weekdays, except, also };
  const shut = dateRange(start, end).filter(
    (date) => weekdays.includes(isoWeekday(date)) && !isOpenOn(rule, date, calendar),
  );
  return { weekdays, except: [...new Set([...except, ...shut])].sort(), also };
}
