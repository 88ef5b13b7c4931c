import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { instantAt } from '@jemput/shared/calendar/time-zone';
import { crowdOf } from '@jemput/shared/forecast/crowd';
import { forecastSessions } from '@jemput/shared/forecast/forecast-sessions';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import type { Pool, Venue } from '@jemput/shared/places/venue';
import type { SessionStatus } from '@jemput/shared/sessions/session';
import type { sessions } from '../db/schema/sessions.ts';
import { placeOfVenue } from '../forecast/read-history.ts';
import { demoPauses } from './demo-evening.ts';
import { type KeptForecasts, visitKey } from './demo-forecasts.ts';
import { kitPairs } from './demo-kits.ts';
import { demoSlots } from './demo-places.ts';
import type { DemoStint } from './demo-stints.ts';
import { capacityOf, type DemoTurnout } from './demo-turnout.ts';

/** One date of a demo stint. */
export interface DemoSession {
  id: string;
  stint: DemoStint;
  date: LocalDate;
  status: SessionStatus;
  sequence: number;
}

export type SessionRow = typeof sessions.$inferInsert;

/** Ids name the day of loading, so that calendars keep apart what two demos promised. */
export function sessionsOf(stints: readonly DemoStint[], today: LocalDate): DemoSession[] {
  const dates = stints.flatMap((stint) => stint.dates.map((date) => ({ stint, date })));
  dates.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.stint.pair - b.stint.pair));
  return dates.map(({ stint, date }, at) => ({
    id: `demo-${today.replaceAll('-', '')}-${String(at + 1).padStart(3, '0')}`,
    stint,
    date,
    status: date < today ? 'done' : 'scheduled',
    sequence: 0,
  }));
}

export function kitIdsOf(stint: DemoStint): string[] {
  return (kitPairs[stint.pair] ?? []).map((kit) => kit.id);
}

/** What residents read of each session: expectations as they stood where it was held, else from the model and what is left of the pool. */
export function sessionRows(
  all: readonly DemoSession[],
  known: { model: TurnoutModel; venues: Venue[]; pools: Pool[]; reports: DemoTurnout[]; kept: KeptForecasts },
  { zone, checkedAt }: { zone: string; checkedAt: (session: DemoSession) => number },
): SessionRow[] {
  const venueOf = new Map(known.venues.map((venue) => [venue.id, venue]));
  const left = new Map(known.pools.map((pool) => [pool.id, pool.remaining]));
  const reported = new Map(known.reports.map((report) => [`${report.venueId} ${report.date}`, report]));
  const targets = all.map(({ stint, date }) => {
    const venue = venueOf.get(stint.venueId);
    if (!venue) throw new Error(`the demo has no venue ${stint.venueId}`);
    const remaining = reported.get(`${venue.id} ${date}`)?.remaining ?? left.get(venue.poolId) ?? 0;
    return { ...placeOfVenue(venue), date, slot: stint.slotId, kits: 2, capacity: capacityOf(stint), remaining };
  });
  const forecasts = forecastSessions(known.model, targets);
  return all.map((session, at) => {
    const { id, sequence, status, stint, date } = session;
    const slot = demoSlots.find((one) => one.id === stint.slotId);
    const kept = known.kept.get(visitKey({ venue: stint.venueId, date }));
    const forecast = kept?.forecast ?? forecasts[at];
    const venue = venueOf.get(stint.venueId);
    if (!slot || !forecast || !venue) throw new Error(`the demo cannot place ${id}`);
    return {
      id,
      sequence,
      status,
      venueId: stint.venueId,
      slotId: stint.slotId,
      date,
      startsAt: Date.parse(instantAt(date, slot.startTime, zone)) / 1000,
      endsAt: Date.parse(instantAt(date, slot.endTime, zone)) / 1000,
      pauses: demoPauses(slot, date, { lat: venue.lat, lon: venue.lon, zone }),
      kits: 2,
      capacity: capacityOf(stint),
      expectedMean: forecast.mean,
      expectedLow: forecast.q10,
      expectedHigh: forecast.q90,
      crowd: crowdOf(forecast, capacityOf(stint)),
      expectedModel: kept?.model ?? null,
      checkedAt: checkedAt(session),
    };
  });
}
