import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { comeOfAgeBy } from '@jemput/shared/forecast/coming-of-age';
import { type EventsAt, eventCalendar } from '@jemput/shared/forecast/event-calendar';
import { isNull } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { comingOfAge, datedEvents } from '../db/schema/field.ts';
import { slots } from '../db/schema/places.ts';

/** What bears on a date besides the model: what is on, and who has come of age by then. */
export interface Circumstances {
  eventsAt: EventsAt;
  /** People of a pool who come of age by the end of a date and are not yet among its people remaining; not whole. */
  cameOfAgeBy(poolId: string, date: LocalDate): number;
}

export async function readCircumstances(db: Database): Promise<Circumstances> {
  const [runs, slotRows, months] = await Promise.all([
    db.select().from(datedEvents),
    db.select({ id: slots.id, startTime: slots.startTime }).from(slots),
    db.select().from(comingOfAge).where(isNull(comingOfAge.enteredAt)),
  ]);
  const monthsOf = Map.groupBy(months, ({ poolId }) => poolId);
  return {
    eventsAt: eventCalendar(runs, slotRows),
    cameOfAgeBy: (poolId, date) => comeOfAgeBy(monthsOf.get(poolId) ?? [], date),
  };
}
