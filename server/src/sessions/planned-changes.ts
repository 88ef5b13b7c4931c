import { addDays } from '@jemput/shared/calendar/local-date';
import { windowHours } from '@jemput/shared/calendar/time-of-day';
import { epochMillisAt, localDateAt } from '@jemput/shared/calendar/time-zone';
import type { Pause, Service, SessionStatus } from '@jemput/shared/sessions/session';
import {
  type PromisedSession,
  placeAndTime,
  type TimetableChanges,
  timetableChanges,
  type WantedSession,
} from '@jemput/shared/sessions/timetable-changes';
import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm';
import { readEvenings } from '../calendar/read-evenings.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { kits, slots, venues } from '../db/schema/places.ts';
import { type plans, stints } from '../db/schema/plans.ts';
import { sessionKits, sessions } from '../db/schema/sessions.ts';
import { hasBegun } from './has-begun.ts';
import { ofPlans } from './of-plans.ts';

export interface Promised extends PromisedSession {
  sequence: number;
  status: SessionStatus;
  expectedMean: number;
  /** Unix seconds. */
  startsAt: number;
}

export interface Wanted extends WantedSession {
  /** Unix seconds. */
  startsAt: number;
  endsAt: number;
  capacity: number;
  pauses: Pause[];
  /** Where it is the day of a counter, which has desks in place of kits. */
  counter?: { id: string; service: Service; desks: number };
}

/** In these statuses a session has not begun and may still be changed. */
export const changeable: readonly SessionStatus[] = ['scheduled', 'full', 'paused', 'moved'];

/**
 * What publishing the plan would do to the timetable in force. Sessions that have begun, are over, or lie after the
 * plan's horizon are not touched, and nothing is added that would have begun already.
 */
export async function plannedChanges(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  plan: Pick<typeof plans.$inferSelect, 'id' | 'horizonEnd'>,
): Promise<TimetableChanges<Promised, Wanted>> {
  const { promised, begun } = await readPromised(ctx, plan.horizonEnd);
  const wanted = await readWanted(ctx, plan.id);
  return timetableChanges(
    promised,
    wanted.filter((session) => session.startsAt * 1000 > ctx.now() && !begun.has(placeAndTime(session))),
  );
}

async function readPromised({ db, now, zone }: Pick<Context, 'db' | 'now' | 'zone'>, horizonEnd: string) {
  const today = localDateAt(now(), zone);
  const rows = await db
    .select({ session: sessions, poolId: venues.poolId, slotStart: slots.startTime })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(slots, eq(slots.id, sessions.slotId))
    .where(and(ofPlans, gte(sessions.date, today), lte(sessions.date, horizonEnd)))
    .orderBy(asc(sessions.startsAt), asc(sessions.id));
  const kitsOf = await readSessionKits(db, today);
  const promised: Promised[] = [];
  const begun = new Set<string>();
  for (const { session, poolId, slotStart } of rows) {
    const { id, venueId, date, slotId, sequence, status, expectedMean, startsAt } = session;
    const kitIds = kitsOf.get(id) ?? [];
    const entry = { id, venueId, poolId, date, slotId, sequence, status, expectedMean, startsAt, kitIds };
    if (changeable.includes(status) && !hasBegun({ ...session, slotStart }, { now, zone })) promised.push(entry);
    else if (status !== 'cancelled') begun.add(placeAndTime(entry));
  }
  return { promised, begun };
}

/** Kits by session, in order of id, of sessions from a date on. */
export async function readSessionKits(db: Database, from: string): Promise<Map<string, string[]>> {
  const rows = await db
    .select({ sessionId: sessionKits.sessionId, kitId: sessionKits.kitId })
    .from(sessionKits)
    .innerJoin(sessions, eq(sessions.id, sessionKits.sessionId))
    .where(gte(sessions.date, from))
    .orderBy(asc(sessionKits.kitId));
  const bySession = new Map<string, string[]>();
  for (const { sessionId, kitId } of rows) bySession.set(sessionId, [...(bySession.get(sessionId) ?? []), kitId]);
  return bySession;
}

async function readWanted({ db, zone }: Pick<Context, 'db' | 'zone'>, planId: string): Promise<Wanted[]> {
  const rows = await db
    .select({ stint: stints, slot: slots, poolId: venues.poolId, lat: venues.lat, lon: venues.lon })
    .from(stints)
    .innerJoin(slots, eq(slots.id, stints.slotId))
    .innerJoin(venues, eq(venues.id, stints.venueId))
    .where(eq(stints.planId, planId))
    .orderBy(asc(stints.startDate), asc(stints.venueId));
  const speeds = await kitSpeeds(db, [...new Set(rows.flatMap(({ stint }) => stint.kitIds))]);
  const [first] = rows;
  if (!first) return [];
  const to = rows
    .map(({ stint }) => addDays(stint.startDate, stint.days))
    .reduce((last, date) => (date > last ? date : last));
  const evenings = await readEvenings({ db, zone }, { from: first.stint.startDate, to });
  return rows.flatMap(({ stint, slot, poolId, ...place }) => {
    const perHour = stint.kitIds.reduce((sum, id) => sum + (speeds.get(id) ?? 0), 0);
    return Array.from({ length: stint.days }, (_, day) => {
      const date = addDays(stint.startDate, day);
      const hours = evenings.hoursOf({ start: slot.startTime, end: slot.endTime }, date, place);
      const startsAt = epochMillisAt(date, hours.start, zone) / 1000;
      const endsAt = epochMillisAt(date, hours.end, zone) / 1000;
      // The hair added undoes binary fractions, as in the engine's capacity.
      const capacity = Math.floor(windowHours(hours.start, hours.end) * perHour + 1e-9);
      const pauses = evenings.pausesOf(hours, date, place);
      const { venueId, slotId, kitIds } = stint;
      return { venueId, poolId, date, slotId, kitIds: [...kitIds].sort(), startsAt, endsAt, capacity, pauses };
    });
  });
}

async function kitSpeeds(db: Database, ids: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: kits.id, perHour: kits.recordingsPerHour })
    .from(kits)
    .where(inArray(kits.id, ids));
  return new Map(rows.map(({ id, perHour }) => [id, perHour]));
}
