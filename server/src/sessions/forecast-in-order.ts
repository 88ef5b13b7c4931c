import type { LocalDate } from '@jemput/shared/calendar/local-date';
import type { TurnoutForecast, TurnoutModel, TurnoutTarget } from '@jemput/shared/forecast/turnout-model';
import { nextVisit, type Visit } from '@jemput/shared/forecast/visit';
import type { venues } from '../db/schema/places.ts';
import type { sessions } from '../db/schema/sessions.ts';
import type { Circumstances } from '../forecast/read-circumstances.ts';
import { placeOfVenue } from '../forecast/read-history.ts';
import { rememberedForecast } from '../forecast/remembered-forecast.ts';

export interface SessionToForecast {
  session: Pick<typeof sessions.$inferSelect, 'date' | 'slotId' | 'kits' | 'capacity'>;
  venue: Pick<typeof venues.$inferSelect, 'id' | 'kind' | 'areaCode' | 'poolId'>;
  /** People of the pool not yet recorded, now. */
  remaining: number;
}

/** A session that nobody has promised: how many kits would stand there tells nothing of who comes. */
export function visitNotPromised(date: LocalDate, slotId: string): SessionToForecast['session'] {
  return { date, slotId, kits: 1, capacity: Number.MAX_SAFE_INTEGER };
}

/** One forecast a session. A pool's sessions deplete it, a venue's next date continues its run: give them in order of date, then start. */
export function forecastInOrder(
  model: TurnoutModel,
  rows: readonly SessionToForecast[],
  circumstances: Circumstances,
): TurnoutForecast[] {
  return targetsInOrder(model, rows, circumstances).map(({ forecast }) => forecast);
}

/** The same with what each session is forecast from. */
export function targetsInOrder(
  model: TurnoutModel,
  rows: readonly SessionToForecast[],
  { eventsAt, cameOfAgeBy }: Circumstances,
): { target: TurnoutTarget & { remaining: number }; forecast: TurnoutForecast }[] {
  const served = new Map<string, number>();
  const last = new Map<string, Visit & { date: LocalDate }>();
  return rows.map(({ session, venue, remaining }) => {
    const { date, slotId: slot, kits, capacity } = session;
    const { poolId, kind, areaCode } = venue;
    const servedSoFar = served.get(poolId) ?? 0;
    const open = Math.max(0, remaining + cameOfAgeBy(poolId, date) - servedSoFar);
    const known = model.venues[venue.id];
    const visit = nextVisit(last.get(venue.id) ?? (known && { ...known.visit, date: known.date }), date);
    last.set(venue.id, { ...visit, date });
    const events = eventsAt({ date, slot, kind, areaCode });
    const target = { ...placeOfVenue(venue), date, slot, kits, capacity, remaining: open, visit, events };
    const forecast = rememberedForecast(model, target);
    served.set(poolId, servedSoFar + forecast.servedMean);
    return { target, forecast };
  });
}
