import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { officeCalendar } from '@jemput/shared/calendar/office-calendar';
import { type Pasaran, pasaranNames, pasaranOf } from '@jemput/shared/calendar/pasaran';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { isOpenOn } from '@jemput/shared/places/opening-hours';
import type { Context } from '../context.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';

export interface MarketDays {
  /** The days of the Javanese market week that the venue opens on alone, in order; none where it goes by weekdays. */
  pasaran: Pasaran[];
  /** The next dates on which it is open by such a rule. */
  next: LocalDate[];
}

const DATES_TOLD = 3;
/** A weekday meets a market day every 35 days. */
const DAYS_LOOKED_AHEAD = 120;

/** What a resident may know of a venue that keeps market days. */
export async function marketDaysOf(ctx: Context, { venueId }: { venueId: string }): Promise<MarketDays> {
  const { marketRules, calendarDays } = await currentTimetable(ctx);
  const rules = marketRules.get(venueId) ?? [];
  if (rules.length === 0) return { pasaran: [], next: [] };
  const calendar = officeCalendar(calendarDays);
  const today = localDateAt(ctx.now(), ctx.zone);
  const dates = Array.from({ length: DAYS_LOOKED_AHEAD }, (_, ahead) => addDays(today, ahead));
  return {
    pasaran: pasaranNames.filter((day) => rules.some(({ pasaran }) => pasaran?.includes(day))),
    next: dates
      .filter((date) => rules.some((rule) => rule.pasaran?.includes(pasaranOf(date)) && isOpenOn(rule, date, calendar)))
      .slice(0, DATES_TOLD),
  };
}
