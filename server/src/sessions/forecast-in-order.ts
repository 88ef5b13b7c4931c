import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import type { TurnoutForecast, TurnoutModel, TurnoutTarget } from '@jemput/shared/forecast/turnout-model';
import type { venues } from '../db/schema/places.ts';
import type { sessions } from '../db/schema/sessions.ts';
import { placeOfVenue } from '../forecast/read-history.ts';

export interface SessionToForecast {
  session: Pick<typeof sessions.$inferSelect, 'date' | 'slotId' | 'kits' | 'capacity'>;
  venue: Pick<typeof venues.$inferSelect, 'id' | 'kind' | 'areaCode' | 'poolId'>;
  /** People of the pool not yet recorded, now. */
  remaining: number;
}

/** One forecast a session. A pool's sessions deplete it, a venue's next date continues its run: give them in order of date, then start. */
export function forecastInOrder(model: TurnoutModel, rows: readonly SessionToForecast[]): TurnoutForecast[] {
  return targetsInOrder(model, rows).map(({ forecast }) => forecast);
}

/** The same with what each session is forecast from. */
export function targetsInOrder(
  model: TurnoutModel,
  rows: readonly SessionToForecast[],
): { target: TurnoutTarget; forecast: TurnoutForecast }[] {
  const left = new Map<string, number>();
  const lastDay = new Map<string, { date: LocalDate; stintDay: number }>();
  return rows.map(({ session, venue, remaining }) => {
    const open = left.get(venue.poolId) ?? remaining;
    const before = lastDay.get(venue.id) ?? model.venues[venue.id];
    const stintDay = before && addDays(before.date, 1) === session.date ? before.stintDay + 1 : 1;
    lastDay.set(venue.id, { date: session.date, stintDay });
    const { date, slotId: slot, kits, capacity } = session;
    const target = { ...placeOfVenue(venue), date, slot, kits, capacity, remaining: open, stintDay };
    const forecast = predictTurnout(model, target);
    left.set(venue.poolId, Math.max(0, open - forecast.servedMean));
    return { target, forecast };
  });
}
