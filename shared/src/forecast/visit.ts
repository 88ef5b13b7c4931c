import { daysBetween, type LocalDate } from '../calendar/local-date.ts';

/** Where a session stands in its venue's run of dates. */
export interface Visit {
  /** 1 for the first session of the run. */
  stintDay: number;
  /** Whether nobody is known to have stood there for 90 days before the run. */
  first: boolean;
}

/** Days without a session after which the next one counts as a first visit again. */
const FIRST_VISIT_DAYS = 90;

/** @param before the venue's session before; none where nobody has stood there */
export function nextVisit(before: (Visit & { date: LocalDate }) | undefined, date: LocalDate): Visit {
  return before ? visitAfter(before, daysBetween(before.date, date)) : { stintDay: 1, first: true };
}

/** Days to the next session up to which it is still the same run: a Sunday off makes no new visit. */
const SAME_RUN_DAYS = 3;

/** @param days since the session before at that venue */
export function visitAfter({ stintDay, first }: Visit, days: number): Visit {
  if (days <= 0) return { stintDay, first };
  if (days <= SAME_RUN_DAYS) return { stintDay: stintDay + 1, first };
  return { stintDay: 1, first: isFirst(days) };
}

/** @param days since the session before, or since the first report anywhere: what lies before that is not known */
export function isFirst(days: number): boolean {
  return days > FIRST_VISIT_DAYS;
}
