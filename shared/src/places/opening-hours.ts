import { isoWeekday, type LocalDate } from '../calendar/local-date.ts';
import type { Opening } from './venue.ts';

/** True on the rule's weekdays less `except`, and on `also` in any case. */
export function isOpenOn(rule: Opening, date: LocalDate): boolean {
  if (rule.also.includes(date)) return true;
  return rule.weekdays.includes(isoWeekday(date)) && !rule.except.includes(date);
}
