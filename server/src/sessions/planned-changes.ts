import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, localDateAt, localTimeAt } from '@jemput/shared/calendar/time-zone';
import type { Position } from '@jemput/shared/places/distance';
import type { Pause, Service, SessionStatus } from '@jemput/shared/sessions/session';
import type { Hours } from '@jemput/shared/sessions/session-hours';
import {
  type PromisedSession,
  placeAndTime,
  type TimetableChanges,
  timetableChanges,
  type WantedSession,
} from '@jemput/shared/sessions/timetable-changes';
import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm';
import { type Evenings, readEvenings } from '../calendar/read-evenings.ts';
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
  endsAt: number;
  pauses: Pause[];
  capacity: number;
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
 * plan's horizon are not touched, and nothing is added that would have begun already. What is promised for later and by the office's hours would
 * have begun keeps those that were promised.
 */
export async function plannedChanges(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  plan: Pick<typeof plans.$inferSelect, 'id' | 'horizonEnd'>,
): Promise<TimetableChanges<Promised, Wanted>> {
  const { promised, begun } = await readPromised(ctx, plan.horizonEnd);
  const standing = new Map(promised.map((session) => [placeAndTime(session), session]));
  const wanted = (await readWanted(ctx, plan.id)).flatMap(({ perHour, ...session }): Wanted[] => {
    if (begun.has(placeAndTime(session))) return [];
    if (session.startsAt * 1000 > ctx.now()) return [session];
    const asPromised = standing.get(placeAndTime(session));
    if (!asPromised) return [];
    const { startsAt, endsAt, pauses } = asPromised;
    return [{ ...session, startsAt, endsAt, pauses, capacity: capacityOf(perHour, asPromised) }];
  });
  return timetableChanges(promised, wanted);
}

async function readPromised({ db, now, zone }: Pick<Context, 'db' | 'now' | 'zone'>, horizonEnd: string) {
  const today = localDateAt(now(), zone);
  const rows = await db
    .select({ session: sessions, poolId: venues.poolId, lat: venues.lat, lon: venues.lon, slotStart: slots.startTime })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(slots, eq(slots.id, sessions.slotId))
    .where(and(ofPlans, gte(sessions.date, today), lte(sessions.date, horizonEnd)))
    .orderBy(asc(sessions.startsAt), asc(sessions.id));
  const kitsOf = await readSessionKits(db, today);
  const promised: Promised[] = [];
  const begun = new Set<string>();
  for (const { session, slotStart, ...venue } of rows) {
    const entry = promisedOf(session, venue, kitsOf.get(session.id) ?? []);
    if (changeable.includes(session.status) && !hasBegun({ ...session, slotStart }, { now, zone }))
      promised.push(entry);
    else if (session.status !== 'cancelled') begun.add(placeAndTime(entry));
  }
  return { promised, begun };
}

/** A session's row as what it promises. */
export function promisedOf(
  row: typeof sessions.$inferSelect,
  { poolId, lat, lon }: Position & { poolId: string },
  kitIds: string[],
): Promised {
  const { id, venueId, date, slotId, sequence, status, expectedMean, startsAt, endsAt, pauses, capacity } = row;
  return {
    id,
    venueId,
    poolId,
    at: { lat, lon },
    date,
    slotId,
    sequence,
    status,
    expectedMean,
    startsAt,
    endsAt,
    pauses,
    capacity,
    kitIds,
  };
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

async function readWanted(
  { db, zone }: Pick<Context, 'db' | 'zone'>,
  planId: string,
): Promise<(Wanted & { perHour: number })[]> {
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
    return Array.from({ length: stint.days }, (_, day) => addDays(stint.startDate, day)).flatMap((date) => {
      const held = heldAt({ start: slot.startTime, end: slot.endTime }, { date, place, zone }, evenings);
      if (!held) return [];
      const { venueId, slotId, kitIds } = stint;
      const capacity = capacityOf(perHour, held);
      return [{ venueId, poolId, at: place, date, slotId, kitIds: [...kitIds].sort(), ...held, capacity, perHour }];
    });
  });
}

export type Held = Pick<Wanted, 'startsAt' | 'endsAt' | 'pauses'>;

/** When a session in a slot is held on a date by the office's rules; null where none can be. */
export function heldAt(
  slot: Hours,
  { date, place, zone }: { date: LocalDate; place: { lat: number; lon: number }; zone: string },
  evenings: Evenings,
): Held | null {
  const hours = evenings.hoursOf(slot, date, place);
  if (!hours) return null;
  const at = (time: string) => epochMillisAt(date, time, zone) / 1000;
  return { startsAt: at(hours.start), endsAt: at(hours.end), pauses: evenings.pausesOf(hours, date, place) };
}

/** Recordings that kits of a speed can make in a session's hours. */
export function capacityOf(perHour: number, { startsAt, endsAt }: Pick<Held, 'startsAt' | 'endsAt'>): number {
  // The hair added undoes binary fractions, as in the engine's capacity.
  return Math.floor(((endsAt - startsAt) / 3600) * perHour + 1e-9);
}

/** A session's hours on the office's wall clock; midnight at its end is 24:00. */
export function wallHours({ startsAt, endsAt }: Pick<Held, 'startsAt' | 'endsAt'>, zone: string): Hours {
  const end = localTimeAt(endsAt * 1000, zone);
  return { start: localTimeAt(startsAt * 1000, zone), end: end === '00:00' ? '24:00' : end };
}

export async function kitSpeeds(db: Database, ids: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: kits.id, perHour: kits.recordingsPerHour })
    .from(kits)
    .where(inArray(kits.id, ids));
  return new Map(rows.map(({ id, perHour }) => [id, perHour]));
}
