import type { LocalDate } from '../calendar/local-date.ts';
import { type Month, shareOfMonthBy } from '../calendar/month.ts';

/** People of one pool who reach the age of the card in a month and are not yet among its people remaining. */
export interface ComingOfAge {
  month: Month;
  people: number;
}

/** How many of them have come of age at the end of `date`: birthdays are taken as spread evenly over the month. */
export function comeOfAgeBy(months: readonly ComingOfAge[], date: LocalDate): number {
  return months.reduce((sum, { month, people }) => sum + people * shareOfMonthBy(month, date), 0);
}
