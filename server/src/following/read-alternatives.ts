import { type Alternative, ANSWER_BEFORE_HOURS, rankAlternatives } from '@jemput/shared/bookings/rank-alternatives';
import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { greatCircleKm, type Position } from '@jemput/shared/places/distance';
import { ALTERNATIVES_WITHIN_DAYS, ALTERNATIVES_WITHIN_KM } from '@jemput/shared/sessions/nearest-session';
import type { Service } from '@jemput/shared/sessions/session';
import { and, eq, gt, gte, inArray, isNull, lte, ne, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { places, queues } from '../db/schema/bookings.ts';
import { venues } from '../db/schema/places.ts';
import { sessions } from '../db/schema/sessions.ts';

/** Where and when people relied on coming, and for what. */
export interface ReliedOn extends Position {
  sessionId: string;
  date: LocalDate;
  /** Unix milliseconds. */
  startsMillis: number;
  service: Service;
}

export interface FoundAlternative extends Alternative {
  date: LocalDate;
  /** False where its numbers are not laid out yet; then `room` is 0 and not the truth. */
  isLaidOut: boolean;
}

/** An hour at least to answer, before the last moment to do so. */
const LEAST_HOURS_AHEAD = ANSWER_BEFORE_HOURS + 1;
const HOUR_MILLIS = 3_600_000;

/** Where people of a session were to come. @throws Error where there is none */
export async function reliedOn({ db }: Pick<Context, 'db'>, sessionId: string): Promise<ReliedOn> {
  const [row] = await db
    .select({ session: sessions, lat: venues.lat, lon: venues.lon })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .where(eq(sessions.id, sessionId));
  if (!row) throw new Error(`There is no session ${sessionId}.`);
  const { date, startsAt, service } = row.session;
  return { sessionId, lat: row.lat, lon: row.lon, date, startsMillis: startsAt * 1000, service };
}

/**
 * Sessions to go to in place of one, best first: of the same service, within reach in way and days, not begun and with time enough to answer,
 * and which give numbers.
 */
export async function readAlternatives({ db, now }: Pick<Context, 'db' | 'now'>, of: ReliedOn) {
  const soonest = Math.ceil((now() + LEAST_HOURS_AHEAD * HOUR_MILLIS) / 1000);
  const free = db
    .select({ sessionId: places.sessionId, free: sql<number>`count(*)`.as('free') })
    .from(places)
    .where(isNull(places.ticketId))
    .groupBy(places.sessionId)
    .as('free_places');
  const rows = await db
    .select({ session: sessions, lat: venues.lat, lon: venues.lon, laidOutAt: queues.laidOutAt, free: free.free })
    .from(sessions)
    .innerJoin(venues, eq(venues.id, sessions.venueId))
    .innerJoin(queues, eq(queues.sessionId, sessions.id))
    .leftJoin(free, eq(free.sessionId, sessions.id))
    .where(
      and(
        inArray(sessions.status, ['scheduled', 'moved']),
        eq(sessions.service, of.service),
        ne(sessions.id, of.sessionId),
        gte(sessions.startsAt, soonest),
        gt(queues.closesAt, now()),
        gte(sessions.date, addDays(of.date, -ALTERNATIVES_WITHIN_DAYS)),
        lte(sessions.date, addDays(of.date, ALTERNATIVES_WITHIN_DAYS)),
      ),
    );
  const found = rows.map(({ session, lat, lon, laidOutAt, free: room }): FoundAlternative => {
    const distanceM = Math.round(greatCircleKm(of, { lat, lon }) * 1000);
    const startsMillis = session.startsAt * 1000;
    const isLaidOut = laidOutAt !== null;
    return { sessionId: session.id, date: session.date, distanceM, startsMillis, room: room ?? 0, isLaidOut };
  });
  const near = found.filter(({ distanceM }) => distanceM <= ALTERNATIVES_WITHIN_KM * 1000);
  return rankAlternatives(near, of.startsMillis);
}
