import { addDays, dateRange, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';

/** Three dates of the rotation, Monday to Wednesday or Thursday to Saturday. */
export type RoundDates = readonly LocalDate[];

export interface DemoDates {
  /** Dates of the rounds that are over, the oldest first. */
  past: [RoundDates, RoundDates, RoundDates, RoundDates];
  /** The round that today lies in. */
  running: RoundDates;
  coming: [RoundDates, RoundDates];
  /** The first Monday or Thursday of all. */
  start: LocalDate;
}

/** The half of the working week, Monday to Wednesday or Thursday to Saturday, that starts `halves` after that of `date`. */
function halfWeek(date: LocalDate, halves: number): RoundDates {
  const weekday = isoWeekday(date);
  const monday = addDays(date, 1 - weekday);
  const half = (weekday >= 4 ? 1 : 0) + halves;
  const start = addDays(monday, Math.floor(half / 2) * 7 + (((half % 2) + 2) % 2) * 3);
  return dateRange(start, addDays(start, 2));
}

/**
 * The rotation of October 2013 moved to today. Then: 7–9, 10–12, 17–19, 21–23 and 24–26 October, with the days around Idul
 * Adha free; today stands for Friday the 25th.
 *
 * Weekdays stay true: a round is always a Monday to Wednesday or a Thursday to Saturday, and the running one is that in which
 * today lies, at whichever of its evenings. On a Sunday the round of Thursday to Saturday has one evening more, today; the free
 * days then lie in this same week, so that no kit works more than six days of it.
 */
export function demoDates(today: LocalDate): DemoDates {
  const sunday = isoWeekday(today) === 7;
  const halves = sunday ? ([-5, -4, -3, -2] as const) : ([-5, -4, -2, -1] as const);
  const [first, second, third, fourth] = halves.map((half) => halfWeek(today, half)) as DemoDates['past'];
  const running = halfWeek(today, 0);
  return {
    past: [first, second, third, fourth],
    running: sunday ? [...running, today] : running,
    coming: [halfWeek(today, 1), halfWeek(today, 2)],
    start: first[0] ?? today,
  };
}
